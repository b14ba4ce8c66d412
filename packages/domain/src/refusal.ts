/**
 * Everything the platform may foreseeably say no to. Each code has an HTTP status and a French sentence in
 * `contracts/refusals.ts`; anything else that goes wrong is a bug.
 */
export type RefusalCode =
  // What is asked does not exist, or is somebody else's.
  | 'not-found'
  // Submitting a request
  | 'commune-unknown'
  | 'territory-closed'
  | 'theme-not-open-here'
  | 'need-unknown'
  | 'answer-unknown'
  | 'one-answer-only'
  | 'under-age'
  | 'over-age'
  | 'asked-too-often'
  | 'contact-missing'
  | 'offer-withdrawn'
  | 'offer-not-matching'
  | 'offer-changed'
  | 'offer-unavailable'
  | 'same-partner-twice'
  | 'no-offer-matches'
  | 'idempotency-key-reused'
  // Acts on a referral
  | 'window-over'
  | 'already-answered'
  | 'already-ended'
  | 'in-animators-hands'
  | 'not-contacted-yet'
  | 'contact-time-impossible'
  | 'too-few-attempts'
  | 'colleague-unavailable'
  | 'extension-not-later'
  | 'extension-too-long'
  | 'redirect-consent-missing'
  | 'partner-already-asked'
  | 'nothing-to-choose'
  | 'feedback-already-given'
  | 'nothing-to-claim'
  | 'changed-meanwhile'
  // Accompanying together
  | 'accompaniment-too-early'
  | 'accompaniment-exists'
  | 'accompaniment-refused'
  | 'accompaniment-needs-word'
  | 'accompaniment-over'
  | 'companion-unsuitable'
  | 'pathway-referent-unknown'
  // Offers
  | 'offer-edited-meanwhile'
  | 'offer-unsuitable'
  | 'offer-incomplete'
  | 'offer-over'
  | 'offer-not-online'
  | 'nothing-to-propose'
  | 'nothing-to-review'
  | 'referents-unsuitable'
  | 'contact-tested-recently'
  | 'contact-link-over'
  // The upkeep of the directory
  | 'contact-in-doubt'
  | 'offer-suspended'
  | 'offer-held'
  | 'offer-not-held'
  | 'criteria-gone'
  | 'run-undone'
  // Directory
  | 'directory-needs-agreement'
  // Charters, meetings and mail to the network
  | 'charter-open'
  | 'charter-moved-on'
  | 'charter-link-over'
  | 'agreement-cannot-end'
  | 'ending-stands'
  | 'signed-on-wrong'
  | 'scan-not-pdf'
  | 'scan-too-large'
  | 'scan-sent-already'
  | 'meeting-over'
  | 'meeting-in-the-past'
  | 'nobody-invited'
  | 'minutes-too-early'
  | 'minutes-sent'
  | 'minutes-missing'
  | 'network-mailed-recently'
  | 'network-letter-sent'
  // The people of a partner
  | 'absence-impossible'
  | 'absence-overlaps'
  | 'absence-over'
  | 'deputy-unsuitable'
  | 'answers-for-unsuitable'
  | 'successor-missing'
  // Partners as the animation keeps them
  | 'partner-siret-taken'
  | 'partner-looks-alike'
  | 'partner-is-closed'
  | 'too-many-at-once'
  // Files taken over
  | 'import-too-large'
  | 'import-no-text'
  | 'import-no-lines'
  | 'import-columns'
  | 'import-moved-on'
  // Setting up a territory
  | 'theme-without-questionnaire'
  | 'questionnaire-edited-meanwhile'
  | 'questionnaire-incomplete'
  | 'questionnaire-full'
  | 'nothing-to-publish'
  | 'answers-in-use'
  | 'territory-not-ready'
  | 'opening-not-later'
  | 'already-open'
  | 'gaps-changed'
  // Signing in
  | 'credentials-wrong'
  | 'link-over'
  | 'code-missing'
  | 'code-wrong'
  | 'codes-locked'
  | 'password-wrong'
  | 'password-is-address'
  | 'proof-too-old'
  | 'identity-taken'
  | 'already-invited'
  | 'already-invited-to-watch'
  | 'other-role'
  | 'address-taken'
  | 'same-address'
  | 'own-national-role'
  | 'no-address'
  | 'invitation-over'
  | 'session-over'
  | 'not-allowed'

/** A foreseen no. `code` is all a caller needs; `about` names fields or ids, never anybody's words. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly about: Readonly<Record<string, string | number>>
  constructor(code: RefusalCode, about: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.about = about
  }
}

import type { RefusalCode } from '@boussole/domain'

/** What a refusal says to a young person who reads English. Those of the professionals' acts stay general: they never meet them here. */
const elsewhere = 'This is not possible here. Start again from the home page.'

export const refusalsEn: Readonly<Record<RefusalCode, string>> = {
  'not-found': 'There is nothing at this address, or it can no longer be opened. Check the link, or start again.',
  'commune-unknown': 'This town does not exist. Search for it by its name or postcode, then choose it from the list.',
  'territory-closed': 'Boussole is not open in this town yet. The Info Jeunes nearest to you can already help.',
  'theme-not-open-here':
    'This topic is not offered in your town. Choose one of the topics shown, or contact the Info Jeunes near you.',
  'need-unknown': 'This need does not exist in this topic. Choose one of those shown, or go on without choosing.',
  'answer-unknown':
    'One of the answers does not exist in this questionnaire, which may have changed. Reload the page and answer again.',
  'one-answer-only': 'One of the questions takes one answer only, and was given several. Keep the one that fits best.',
  'under-age':
    'Boussole passes requests on from the age of 15. Before that, call or visit the Info Jeunes near you with a parent: it is free.',
  'asked-too-often':
    'Many requests have just been made with this email address. Wait an hour, or leave a phone number instead.',
  'over-age': 'Boussole is for young people. The Info Jeunes near you will tell you which service can help.',
  'contact-missing': 'Give an email address or a phone number: one of the two is enough.',
  'offer-withdrawn': 'This offer is no longer proposed. Nothing was sent: choose another one from the updated list.',
  'offer-not-matching':
    'This offer does not fit what you described. Nothing was sent: choose another one from the list.',
  'offer-changed':
    'The service has just made its answering time longer. Nothing was sent: look at the new date, then confirm or choose another offer.',
  'offer-unavailable': 'This offer cannot take requests right now. Nothing was sent: choose another one.',
  'same-partner-twice': 'Two of the offers you chose come from the same service: keep the one that suits you best.',
  'no-offer-matches': 'No service can answer this request today. The Info Jeunes near you will look with you.',
  'idempotency-key-reused':
    'A first version of this request has already been sent. Open the link in the mail you received to follow it or correct it.',
  'nothing-to-choose': 'A service is already taking care of your request: there is nothing to choose for now.',
  'feedback-already-given': 'You have already told us how it went. Thank you!',
  'nothing-to-claim': 'No contact has been recorded yet. The promised date still holds, and Boussole is watching it.',
  'changed-meanwhile':
    'Someone else acted at the same moment, and their act came first. Reload the page to see where your request stands.',
  'already-ended': 'This is already over. Reload the page to see where your request stands.',
  'partner-already-asked': 'This service already received your request: choose another one.',
  'window-over': elsewhere,
  'already-answered': elsewhere,
  'in-animators-hands': elsewhere,
  'not-contacted-yet': elsewhere,
  'contact-time-impossible': elsewhere,
  'too-few-attempts': elsewhere,
  'colleague-unavailable': elsewhere,
  'absence-impossible': elsewhere,
  'absence-overlaps': elsewhere,
  'absence-over': elsewhere,
  'deputy-unsuitable': elsewhere,
  'answers-for-unsuitable': elsewhere,
  'successor-missing': elsewhere,
  'extension-not-later': elsewhere,
  'extension-too-long': elsewhere,
  'redirect-consent-missing': elsewhere,
  'accompaniment-over':
    'This is over: only the first service follows your request. Reload the page to see where it stands.',
  'accompaniment-too-early': elsewhere,
  'accompaniment-exists': elsewhere,
  'accompaniment-needs-word': elsewhere,
  'companion-unsuitable': elsewhere,
  'pathway-referent-unknown': elsewhere,
  'offer-edited-meanwhile': elsewhere,
  'offer-unsuitable': elsewhere,
  'offer-over': elsewhere,
  'offer-not-online': elsewhere,
  'nothing-to-propose': elsewhere,
  'nothing-to-review': elsewhere,
  'referents-unsuitable': elsewhere,
  'contact-tested-recently': elsewhere,
  'contact-link-over': elsewhere,
  'credentials-wrong': elsewhere,
  'link-over': elsewhere,
  'code-missing': elsewhere,
  'code-wrong': elsewhere,
  'codes-locked': elsewhere,
  'already-invited': elsewhere,
  'invitation-over': elsewhere,
  'identity-taken': elsewhere,
  'password-wrong': elsewhere,
  'password-is-address': elsewhere,
  'session-over': elsewhere,
  'directory-needs-agreement': elsewhere,
  'not-allowed': elsewhere,
}

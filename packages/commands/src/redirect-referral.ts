import type { RedirectionAsked, ReferralView } from '@boussole/contracts'
import { reserveOffers } from '@boussole/db'
import type { Candidate, Reach } from '@boussole/db'
import { canBeAsked, Refusal } from '@boussole/domain'
import type { Actor, Match, OfferId, Professional, RedirectionConsent, Referral } from '@boussole/domain'
import type { Acting } from './acting.ts'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'
import { matchesFor, partnersAsked, redirectTo } from './go-to-next-offer.ts'

/** The offer somebody picked to go on with, checked like any other and its place kept. */
const pickOffer = async (
  acting: Acting,
  offerId: OfferId,
  { matches, reach }: { readonly matches: readonly Match<Candidate>[]; readonly reach: Reach },
): Promise<Candidate> => {
  const match = matches.find(({ offer }) => offer.id === offerId)
  if (match === undefined) throw new Refusal('offer-not-matching', { offer: offerId })
  if (partnersAsked(acting).includes(match.offer.partnerId)) throw new Refusal('partner-already-asked')
  if (!canBeAsked(match, partnersAsked(acting))) throw new Refusal('offer-unavailable', { offer: offerId })
  if ((await reserveOffers(acting.tx, [match.offer], reach)).length === 0) {
    throw new Refusal('offer-unavailable', { offer: offerId })
  }
  return match.offer
}

/** Sends a referral on to an offer that a person picked, and tells the young person. */
export const redirectByHand = async (
  acting: Acting,
  referral: Referral,
  offerId: OfferId,
  { by, consent }: { by: Actor; consent: RedirectionConsent },
): Promise<void> => {
  if (referral.endedAt !== null) throw new Refusal('already-ended')
  const offer = await pickOffer(acting, offerId, await matchesFor(acting, referral))
  const born = redirectTo(acting, referral, offer, { by, automatic: false, consent })
  acting.mails.push({ mail: 'redirection', to: 'young-person', once: '1', referral: born, details: { by: by.kind } })
}

/**
 * A referent or an animator sends the request to a better partner, picked among the offers that fit the young person.
 * It discloses personal data to a new organisation: with the consent given at submission, or with the young person's
 * word now. Charter, "rediriger les jeunes vers les bons partenaires".
 * Refuses: as `answer`; `redirect-consent-missing`, `offer-not-matching`, `partner-already-asked`,
 * `offer-unavailable`, `window-over`, `already-ended`.
 */
export const redirectReferral = (
  referralId: string,
  { offerId, note, youngPersonAgreed }: RedirectionAsked,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer({ referralId, professional, quality: 'either', note }, deps, async (acting, referral, by) => {
    if (!acting.request.consentRedirect && !youngPersonAgreed) throw new Refusal('redirect-consent-missing')
    const consent = acting.request.consentRedirect ? 'submission' : 'spoken'
    await redirectByHand(acting, referral, offerId, { by, consent })
  })

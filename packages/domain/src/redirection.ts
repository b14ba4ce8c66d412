import type { PartnerId } from './ids.ts'
import type { Match, OfferOnTheDay } from './matching.ts'
import type { DeclineReason, Referral, UnresolvedCause } from './referral.ts'

/** At most this many redirections are the clock's own in one request; then a person looks (domain.md §5). */
export const automaticRedirectionsAllowed = 2

/** What the request already lived through, and what the young person agreed to. */
export interface RedirectionPast {
  readonly consent: boolean
  readonly automaticRedirections: number
  readonly partnersAsked: readonly PartnerId[]
  /** Why the partner declined, when the redirection follows a refusal. */
  readonly declineReason: DeclineReason | null
}

/** What a request lived through, as its referrals tell it, when one of them was missed. */
export const pastOf = (referrals: readonly Referral[], missed: Referral, consent: boolean): RedirectionPast => ({
  consent,
  automaticRedirections: referrals.filter(({ automatic }) => automatic).length,
  partnersAsked: referrals.map(({ partnerId }) => partnerId),
  declineReason: missed.declineReason,
})

/** Can this offer be asked now? It fits, can act, and its partner has not been asked in this request. */
export const canBeAsked = (match: Match, partnersAsked: readonly PartnerId[]): boolean =>
  match.unavailable === null && !partnersAsked.includes(match.offer.partnerId)

/**
 * Where a request goes after a lapse or a refusal: to the best offer still eligible, or into the animator's hands.
 * Discloses personal data to a new organisation, so only with the consent given at submission. `matches` are in
 * matching order. A refusal as a duplicate says that the young person is already helped: a person must look.
 */
export const nextAfterMiss = <Offer extends OfferOnTheDay>(
  past: RedirectionPast,
  matches: readonly Match<Offer>[],
): { readonly offer: Offer } | { readonly unresolved: UnresolvedCause } => {
  if (past.declineReason === 'duplicate') return { unresolved: 'declined' }
  if (!past.consent) return { unresolved: 'no-consent' }
  if (past.automaticRedirections >= automaticRedirectionsAllowed) return { unresolved: 'limit-reached' }
  const next = matches.find((match) => canBeAsked(match, past.partnersAsked))
  return next === undefined ? { unresolved: 'nobody-left' } : { offer: next.offer }
}

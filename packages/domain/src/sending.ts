import type { Temporal } from 'temporal-polyfill'
import type { ReferralId, RequestId } from './ids.ts'
import type { PromiseSnapshot } from './ladder.ts'
import type { OfferOnTheDay } from './matching.ts'
import { promisedDueAt } from './promised-date.ts'
import type { Referral, ReferralEvent } from './referral.ts'

/** Where a referral stands in its request: which offer's chain, which link of it, after which referral. */
export type ReferralPosition = Pick<Referral, 'id' | 'chain' | 'link' | 'previousReferralId' | 'automatic'>

interface Sending {
  readonly requestId: RequestId
  readonly offer: Pick<OfferOnTheDay, 'id' | 'partnerId' | 'windowDays' | 'counting'>
  /** Where the request was made: days are counted there. */
  readonly zones: Pick<PromiseSnapshot, 'timeZone' | 'holidayZone'>
  readonly position: ReferralPosition
}

/**
 * A request is sent to an offer, with the window that the offer prints now. Charter, "délai qu'elle choisit, garantit et
 * indique sur chacune de ses offres".
 */
export const sendingOf = (
  { requestId, offer, zones, position }: Sending,
  now: Temporal.Instant,
): Extract<ReferralEvent, { kind: 'sent' }> => {
  const { windowDays, counting } = offer
  const promise = { windowDays, counting, timeZone: zones.timeZone, holidayZone: zones.holidayZone }
  return {
    kind: 'sent',
    requestId,
    offerId: offer.id,
    partnerId: offer.partnerId,
    ...position,
    dueAt: promisedDueAt({ ...promise, receivedAt: now }),
    promise,
  }
}

/** The next link of a referral's chain. */
export const positionAfter = (
  { id: previousReferralId, chain, link }: Referral,
  id: ReferralId,
  automatic: boolean,
): ReferralPosition => ({ id, chain, link: link + 1, previousReferralId, automatic })

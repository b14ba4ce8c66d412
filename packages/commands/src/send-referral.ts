import { asId, promisedDueAt } from '@boussole/domain'
import type { Actor, OfferOnTheDay, PromiseSnapshot, Referral, ReferralId, RequestId } from '@boussole/domain'
import { give } from './acting.ts'
import type { Acting } from './acting.ts'

/** Where a referral stands in its request: which offer's chain, which link of it, after which referral. */
interface Place {
  readonly id: ReferralId
  readonly chain: number
  readonly link: number
  readonly previousReferralId: ReferralId | null
  readonly automatic: boolean
}

type Zones = Pick<PromiseSnapshot, 'timeZone' | 'holidayZone'>

/**
 * Sends the request to an offer: a referral is born with the window that the offer prints now, counted where the request
 * was made. Charter, "délai qu'elle choisit, garantit et indique sur chacune de ses offres".
 */
export const sendReferral = (
  acting: Acting,
  { offer, zones, place, by }: { offer: OfferOnTheDay; zones: Zones; place: Place; by: Actor },
): Referral => {
  const { id: offerId, partnerId, windowDays, counting } = offer
  const { timeZone, holidayZone } = zones
  const promise = { windowDays, counting, timeZone, holidayZone }
  return give(
    acting,
    {
      kind: 'sent',
      requestId: asId<RequestId>(acting.request.id),
      offerId,
      partnerId,
      ...place,
      dueAt: promisedDueAt({ ...promise, receivedAt: acting.now }),
      promise,
    },
    by,
  )
}

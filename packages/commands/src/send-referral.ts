import { asId, sendingOf } from '@boussole/domain'
import type { Actor, OfferOnTheDay, PromiseSnapshot, Referral, ReferralPosition, RequestId } from '@boussole/domain'
import { give } from './acting.ts'
import type { Acting } from './acting.ts'

/** Sends the request to an offer: a referral is born, with its own window. */
export const sendReferral = (
  acting: Acting,
  {
    by,
    ...sending
  }: {
    readonly offer: OfferOnTheDay
    readonly zones: Pick<PromiseSnapshot, 'timeZone' | 'holidayZone'>
    readonly position: ReferralPosition
    readonly by: Actor
  },
): Referral => give(acting, sendingOf({ requestId: asId<RequestId>(acting.request.id), ...sending }, acting.now), by)

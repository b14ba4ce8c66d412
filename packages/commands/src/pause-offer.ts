import type { OfferView } from '@boussole/contracts'
import { hasGoneCriteria, keepOfferChange, writeOfferState } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

/**
 * An offer receives nothing new for a while, or receives again; what it has received goes on. Changes nothing when it
 * is so already. Refuses: as `actOnOffer`; `offer-not-online` (never accepted yet); `offer-suspended` (to be confirmed
 * first); `offer-held` (paused at its third lapse: the animation resumes it); `criteria-gone` (no answer that it accepts
 * to a question is asked any more: it is changed first).
 */
export const pauseOffer = async (
  offerId: string,
  { paused }: { readonly paused: boolean },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  await actOnOffer({ offerId, professional }, deps, async ({ tx, offer }) => {
    if (offer.state === 'draft') throw new Refusal('offer-not-online')
    if (offer.state === 'suspended') throw new Refusal('offer-suspended')
    if (offer.isHeld && !paused) throw new Refusal('offer-held')
    if ((offer.state === 'paused') === paused) return
    if (!paused && (await hasGoneCriteria(tx, offerId))) throw new Refusal('criteria-gone')
    await writeOfferState(tx, offerId, paused ? 'paused' : 'active')
    await keepOfferChange(tx, { offerId, userId: professional.userId, kind: paused ? 'paused' : 'resumed' })
  })
  return offerAfter(offerId, professional, deps)
}

import { hasGoneCriteria, keepOfferChange, writeLookedAt } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnOffer } from '../acting-on-offers.ts'
import type { Deps } from '../deps.ts'

/**
 * The animation has looked at an offer that paused at its third lapse, and puts it online again: lapses count anew for
 * upkeep, and stay in the figures. Refuses: as `actOnOffer`; `not-allowed` (its partner), `offer-not-held`,
 * `criteria-gone` (no answer that it accepts to a question is asked any more: its partner changes it first).
 */
export const resumeHeldOffer = (offerId: string, professional: Professional, deps: Pick<Deps, 'db'>): Promise<void> =>
  actOnOffer({ offerId, professional, thing: 'upkeep' }, deps, async ({ tx, offer }) => {
    if (!offer.isHeld) throw new Refusal('offer-not-held')
    if (await hasGoneCriteria(tx, offerId)) throw new Refusal('criteria-gone')
    await writeLookedAt(tx, offerId)
    await keepOfferChange(tx, { offerId, userId: professional.userId, kind: 'looked-at' })
  })

import type { OfferView } from '@boussole/contracts'
import { keepOfferChange, writeConfirmed } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

/** "Tout est encore juste": the offer is good for six months more (domain.md §7). Refuses: as `actOnOffer`. */
export const confirmOffer = async (
  offerId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  await actOnOffer({ offerId, professional }, deps, async ({ tx }) => {
    await writeConfirmed(tx, offerId)
    await keepOfferChange(tx, { offerId, userId: professional.userId, kind: 'confirmed' })
  })
  return offerAfter(offerId, professional, deps)
}

import type { OfferView } from '@boussole/contracts'
import { keepOfferChange, writeOfferState } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

/** An offer is no longer proposed. It is kept with its history, and its running referrals go on. Refuses: as `actOnOffer`. */
export const withdrawOffer = async (
  offerId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  await actOnOffer({ offerId, professional }, deps, async ({ tx }) => {
    await writeOfferState(tx, offerId, 'withdrawn')
    await keepOfferChange(tx, { offerId, userId: professional.userId, kind: 'withdrawn' })
  })
  return offerAfter(offerId, professional, deps)
}

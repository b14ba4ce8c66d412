import type { OfferView } from '@boussole/contracts'
import { keepOfferChange, writeConfirmed } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

/**
 * "Tout est encore juste": the offer is good for six months more, its contact for three, and online again if it was
 * suspended (domain.md §7). Refuses: as `actOnOffer`; `offer-not-online` (never accepted yet); `contact-in-doubt` (mails to
 * its contact come back: the address is to be proven or changed first).
 */
export const confirmOffer = async (
  offerId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  await actOnOffer({ offerId, professional }, deps, async ({ tx, offer }) => {
    if (offer.state === 'draft') throw new Refusal('offer-not-online')
    if (offer.isContactInDoubt) throw new Refusal('contact-in-doubt')
    await writeConfirmed(tx, offerId)
    await keepOfferChange(tx, { offerId, userId: professional.userId, kind: 'confirmed' })
  })
  return offerAfter(offerId, professional, deps)
}

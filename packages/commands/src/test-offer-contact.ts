import type { OfferView } from '@boussole/contracts'
import { insertContactTest, keepOfferChange, queueLetter } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { randomUUID } from 'node:crypto'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'
import { contactTokenOf, hashOf } from './tracking-token.ts'

/**
 * A mail leaves for the offer's contact address, with a link that proves that somebody reads it. Refuses: as
 * `actOnOffer`; `contact-tested-recently` (this address within ten minutes, or ten
 * addresses by this person), `offer-incomplete` (it has no address yet).
 */
export const testOfferContact = async (offerId: string, professional: Professional, deps: Deps): Promise<OfferView> => {
  const { userId } = professional
  await actOnOffer({ offerId, professional }, deps, async ({ tx, place, offer, now }) => {
    if (offer.contactEmail === null) throw new Refusal('offer-incomplete')
    const id = randomUUID()
    const tokenHash = hashOf(contactTokenOf(id, deps.trackingKey))
    if (!(await insertContactTest(tx, { id, offerId, userId, tokenHash }))) throw new Refusal('contact-tested-recently')
    await keepOfferChange(tx, { offerId, userId, kind: 'contact-tested', newValue: offer.contactEmail })
    const { territoryId } = place
    const to = { contactOfOffer: offerId }
    await queueLetter(tx, { letter: 'contact-test', to, once: id, territoryId, details: { testId: id } }, now)
  })
  return offerAfter(offerId, professional, deps)
}

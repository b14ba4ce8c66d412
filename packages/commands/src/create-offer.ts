import type { OfferCreated, OfferView } from '@boussole/contracts'
import {
  areReferentsOf,
  findPartnerPlace,
  insertOffer,
  isContentKnown,
  keepOfferChange,
  platformNow,
  transact,
  writeDraft,
} from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { randomUUID } from 'node:crypto'
import { offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'
import { sendToReview } from './proposing-offers.ts'

/**
 * A partner writes a new offer. It is a draft, whole or not, that nobody is shown until the animation has accepted it;
 * what is proposed to it is whole, and declared free of charge for young people (charter).
 * Refuses: `not-found` (somebody else's partner), `offer-unsuitable`, `referents-unsuitable`, `offer-incomplete`.
 */
export const createOffer = async (
  { partnerId, content, settings, freeOfCharge, propose }: OfferCreated,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  const place = await findPartnerPlace(deps.db, partnerId)
  if (place === undefined || !mayAct('offer', standingsOn(professional, place))) throw new Refusal('not-found')
  const { userId } = professional
  const { territoryId } = place
  const id = randomUUID()
  await transact(deps.db, async (tx) => {
    if (!(await isContentKnown(tx, content, territoryId))) throw new Refusal('offer-unsuitable')
    if (!(await areReferentsOf(tx, partnerId, settings.referents))) throw new Refusal('referents-unsuitable')
    const isDeclaredFree = freeOfCharge === true
    await insertOffer(tx, { id, place, content, settings, isDeclaredFree, userId })
    await writeDraft(tx, { offerId: id, content, userId })
    if (isDeclaredFree) await keepOfferChange(tx, { offerId: id, userId, kind: 'free-declared' })
    if (propose) await sendToReview(tx, { offerId: id, territoryId, now: await platformNow(tx) })
  })
  return offerAfter(id, professional, deps)
}

import type { OfferChanged, OfferView } from '@boussole/contracts'
import {
  isContentKnown,
  keepFirstVersion,
  keepOfferChange,
  writeContent,
  writeDraft,
  writeFreeDeclared,
} from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import { settle } from './adjust-offer.ts'
import type { Deps } from './deps.ts'
import { sendToReview } from './proposing-offers.ts'

/**
 * Somebody changes an offer. Its words and conditions become a draft, or go to the animation at once; what runs stays
 * as it is meanwhile, and running referrals never move (domain.md §3). Dates, number, contact and people act at once.
 * Refuses: as `actOnOffer`; `offer-edited-meanwhile`, `offer-unsuitable`, `referents-unsuitable`, `nothing-to-propose`,
 * `offer-incomplete` (only a draft may lack anything).
 */
export const changeOffer = async (
  offerId: string,
  { content, settings, seen, freeOfCharge, propose }: OfferChanged,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  const { userId } = professional
  await actOnOffer({ offerId, professional }, deps, async (acting) => {
    const { tx, place, offer, now } = acting
    const { territoryId } = place
    if (seen !== offer.seen) throw new Refusal('offer-edited-meanwhile')
    if (settings !== undefined) await settle(acting, settings, userId)
    if (freeOfCharge === true) {
      await writeFreeDeclared(tx, offerId, userId)
      await keepOfferChange(tx, { offerId, userId, kind: 'free-declared' })
    }
    if (content !== undefined) {
      if (!(await isContentKnown(tx, content, territoryId))) throw new Refusal('offer-unsuitable')
      await keepFirstVersion(tx, offerId)
      await writeDraft(tx, { offerId, content, userId })
      // Nobody is shown it yet: its partner's lists tell it as it was last written.
      if (offer.state === 'draft') await writeContent(tx, offerId, content)
    }
    if (propose) await sendToReview(tx, { offerId, territoryId, now })
  })
  return offerAfter(offerId, professional, deps)
}

import { offerContent, readShape } from '@boussole/contracts'
import type { OfferReviewed, OfferView } from '@boussole/contracts'
import { findProposed, isContentKnown, isReadyToRun, queueLetter, runContent, writeReview } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

/**
 * The animation answers to a proposed version. Accepted, it runs from this moment: the next search finds it, and
 * referrals under way keep their date (domain.md §3). Refused, its author reads why; what runs stays. The author is
 * told by mail. Refuses: as `actOnOffer`; `nothing-to-review`, `offer-unsuitable` (a need, an answer or a zone is gone),
 * `offer-incomplete` (its contact, its dates or its people were taken away meanwhile).
 */
export const reviewOffer = async (
  offerId: string,
  { number, accepted, words }: OfferReviewed,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  const { userId } = professional
  await actOnOffer({ offerId, professional, thing: 'offer-review' }, deps, async ({ tx, place, now }) => {
    const { territoryId } = place
    const proposed = await findProposed(tx, offerId, number)
    if (proposed === undefined) throw new Refusal('nothing-to-review')
    if (accepted) {
      const read = readShape(offerContent, proposed.content)
      if ('errors' in read || !(await isContentKnown(tx, read.value, territoryId)))
        throw new Refusal('offer-unsuitable')
      if (!(await isReadyToRun(tx, offerId))) throw new Refusal('offer-incomplete')
      await runContent(tx, offerId, read.value)
    }
    const said = words === null || words.trim() === '' ? null : words
    await writeReview(tx, { versionId: proposed.id, accepted, words: said, userId })
    const { authorId } = proposed
    if (authorId === null) return
    const details = { offerId, number: String(number) }
    await queueLetter(
      tx,
      { letter: 'offer-reviewed', to: { user: authorId }, once: proposed.id, territoryId, details },
      now,
    )
  })
  return offerAfter(offerId, professional, deps)
}

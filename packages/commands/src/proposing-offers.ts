import { offerContent, readShape } from '@boussole/contracts'
import { isReadyToRun, proposeDraft, queueLetter } from '@boussole/db'
import type { Tx } from '@boussole/db'
import { localDay, Refusal } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'

interface Proposing {
  readonly offerId: string
  readonly territoryId: string
  readonly now: Temporal.Instant
}

/**
 * The draft of an offer goes to the animation, whose animators are told by mail: once a day for one
 * offer, and anew after each answer of theirs.
 * Refuses: `nothing-to-propose`, `offer-incomplete`.
 */
export const sendToReview = async (tx: Tx, { offerId, territoryId, now }: Proposing): Promise<void> => {
  const proposed = await proposeDraft(tx, offerId)
  if (proposed === undefined) throw new Refusal('nothing-to-propose')
  const { number, content, lastRead } = proposed
  if ('errors' in readShape(offerContent, content) || !(await isReadyToRun(tx, offerId)))
    throw new Refusal('offer-incomplete')
  // A day in one zone for all: it only keeps the same mail from leaving twice.
  const once = `${offerId}/${lastRead}/${localDay(now, 'Europe/Paris').toString()}`
  const details = { offerId, number: String(number) }
  await queueLetter(
    tx,
    { letter: 'offer-to-review', to: { animatorsOf: territoryId }, once, territoryId, details },
    now,
  )
}

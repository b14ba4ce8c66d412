import { proposeDraft, queueLetter } from '@boussole/db'
import type { Tx } from '@boussole/db'
import { localDay, Refusal } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'

interface Proposing {
  readonly offerId: string
  readonly territoryId: string
  readonly now: Temporal.Instant
}

/**
 * The draft of an offer goes to the animation, whose animators are told by mail, once per offer and day.
 * Refuses: `nothing-to-propose`.
 */
export const sendToReview = async (tx: Tx, { offerId, territoryId, now }: Proposing): Promise<void> => {
  const number = await proposeDraft(tx, offerId)
  if (number === undefined) throw new Refusal('nothing-to-propose')
  // A day in one zone for all: it only keeps the same mail from leaving twice.
  const once = `${offerId}/${localDay(now, 'Europe/Paris').toString()}`
  const details = { offerId, number: String(number) }
  await queueLetter(
    tx,
    { letter: 'offer-to-review', to: { animatorsOf: territoryId }, once, territoryId, details },
    now,
  )
}

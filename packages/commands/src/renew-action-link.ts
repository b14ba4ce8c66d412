import { findActionLink, platformNow, queueLetter, transact } from '@boussole/db'
import type { ActionLink } from '@boussole/db'
import { setTimeout } from 'node:timers/promises'
import { outboxIdIn } from './action-token.ts'
import type { Deps } from './deps.ts'

/** Longer than the work ever takes. */
const answerMs = 400

/** What the link of a professional's mail opens; undefined when it is not one of ours. */
export const readActionLink = async (token: string, { db, trackingKey }: Deps): Promise<ActionLink | undefined> => {
  const outboxId = outboxIdIn(token, trackingKey)
  return outboxId === undefined ? undefined : findActionLink(db, outboxId)
}

/**
 * The link of a mail is too old: a new one is sent to whom the mail was for, at their address of today. The caller
 * learns nothing: same answer after the same time, also when they have left. Once a quarter of an hour and referral: who
 * once read the mail, and works elsewhere now, cannot flood its readers of today. Refuses: nothing.
 */
export const renewActionLink = async (token: string, deps: Deps): Promise<void> => {
  const always = setTimeout(answerMs)
  const link = await readActionLink(token, deps)
  const to =
    link === undefined ? undefined : link.wasToOffer ? { contactOfOffer: link.offerId } : { user: link.userId ?? '' }
  if (link !== undefined && to !== undefined && (link.wasToOffer || link.userId !== null)) {
    const { referralId, territoryId } = link
    await transact(deps.db, async (tx) => {
      const now = await platformNow(tx)
      const once = `${referralId}/${Math.floor(now.epochMilliseconds / 900_000)}`
      await queueLetter(tx, { letter: 'action-link', to, once, territoryId, details: { referralId } }, now)
    })
  }
  await always
}

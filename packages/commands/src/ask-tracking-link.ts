import type { TrackingLinkAsked } from '@boussole/contracts'
import { findByEmail, platformNow, queueMails, transact } from '@boussole/db'
import { setTimeout } from 'node:timers/promises'
import type { Deps } from './deps.ts'

/** Longer than the work ever takes. */
const answerMs = 400

/**
 * A lost tracking link is sent again, to the stored address only. The caller learns nothing: same answer whether there
 * is such a request or not. A phone number alone cannot be answered, for no message is sent to phones.
 * Refuses: nothing.
 */
export const askTrackingLink = async ({ email }: TrackingLinkAsked, { db }: Pick<Deps, 'db'>): Promise<void> => {
  if (email === undefined) return
  // Known or unknown, it takes as long: how long would tell who asked for help.
  const always = setTimeout(answerMs)
  await transact(db, async (tx) => {
    const now = await platformNow(tx)
    // At most one link a quarter of an hour and request: the form cannot be used to flood somebody.
    const quarter = String(Math.floor(now.epochMilliseconds / 900_000))
    for (const request of await findByEmail(tx, email)) {
      const mail = { mail: 'tracking-link', to: 'young-person', once: quarter, referral: null } as const
      await queueMails(tx, { request, mails: [mail], now })
    }
  })
  await always
}

import { findAccount, insertSignInLink, platformNow, queueLetter, transact } from '@boussole/db'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Deps } from './deps.ts'
import { hashOf, signInTokenOf } from './tracking-token.ts'

/** Longer than the work ever takes. */
const answerMs = 400

/**
 * A professional asks for a link to sign in, sent to the address of the account; `goOn` is the page it leads to. The
 * caller learns nothing: same answer after the same time whether there is such an account or not. At most one link a
 * minute, five an hour and fifteen a day leave for one account; asked for once more, the link already sent leads to the
 * page that was asked for last. Decision 0020. Refuses: nothing.
 */
export const askSignInLink = async (
  { email, goOn = '/' }: { readonly email: string; readonly goOn?: string },
  { db, trackingKey }: Deps,
): Promise<void> => {
  const always = setTimeout(answerMs)
  const account = await findAccount(db, email)
  if (account !== undefined) {
    await transact(db, async (tx) => {
      const now = await platformNow(tx)
      const linkId = randomUUID()
      const tokenHash = hashOf(signInTokenOf(linkId, trackingKey))
      if (!(await insertSignInLink(tx, { id: linkId, userId: account.userId, tokenHash, goOn }))) return
      const to = { user: account.userId }
      await queueLetter(tx, { letter: 'sign-in-link', to, once: linkId, territoryId: null, details: { linkId } }, now)
    })
  }
  await always
}

import { findAccount, findSignInLink, takeSignInLink, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { askSignInLink } from './ask-sign-in-link.ts'
import { beginSession } from './begin-session.ts'
import type { Opening, Session } from './begin-session.ts'
import type { Deps } from './deps.ts'
import { hashOf } from './tracking-token.ts'

/**
 * A professional signs in with the link received by mail; it serves once, for ten minutes. Refuses: `link-over`, also
 * when it never was one of ours.
 */
export const openSessionByLink = (
  token: string,
  opening: Omit<Opening, 'way'>,
  { db }: Pick<Deps, 'db'>,
): Promise<Session> =>
  transact(db, async (tx) => {
    const email = await takeSignInLink(tx, hashOf(token))
    const found = email === undefined ? undefined : await findAccount(tx, email)
    if (found === undefined) throw new Refusal('link-over')
    const { passwordHash: _, ...account } = found
    return beginSession(tx, account, { ...opening, way: 'link' })
  })

/** What a link to sign in is now: good, over but known, or unknown. */
export type LinkStanding = 'open' | 'over' | 'unknown'

/** What this link is now, for the page it opens. */
export const readSignInLink = async (token: string, { db }: Pick<Deps, 'db'>): Promise<LinkStanding> => {
  const found = await findSignInLink(db, hashOf(token))
  if (found === undefined) return 'unknown'
  return found.isOpen ? 'open' : 'over'
}

/**
 * A link that is over sends a new one, to the address of the account it was for, which is not shown. Same answer after
 * the same time for a link that is unknown. Refuses: nothing.
 */
export const renewSignInLink = async (
  { token, goOn }: { readonly token: string; readonly goOn: string },
  deps: Deps,
): Promise<void> => {
  const found = await findSignInLink(deps.db, hashOf(token))
  // Nobody has this address.
  await askSignInLink({ email: found?.email ?? '', goOn }, deps)
}

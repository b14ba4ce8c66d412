import type { SignInLinkGiven } from '@boussole/contracts'
import { findAccount, findSignInLink, takeSignInLink, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { askSignInLink } from './ask-sign-in-link.ts'
import type { Opening, Session } from './begin-session.ts'
import type { Deps } from './deps.ts'
import { giveCode, openSessionOf } from './open-session.ts'
import type { Proven } from './open-session.ts'
import { hashOf } from './tracking-token.ts'

/**
 * The owner of the account that this link was sent to; it serves once, for ten minutes. Refuses: `link-over`, also when
 * it never was one of ours.
 */
export const proveByLink = (token: string, { db }: Pick<Deps, 'db'>): Promise<Proven & { readonly email: string }> =>
  transact(db, async (tx) => {
    const email = await takeSignInLink(tx, hashOf(token))
    const found = email === undefined ? undefined : await findAccount(tx, email)
    if (email === undefined || found === undefined) throw new Refusal('link-over')
    const { passwordHash: _, usesCodes, ...account } = found
    return { account, usesCodes, email }
  })

/**
 * A professional signs in with the link received by mail, and with a one-time code when they use some: without it, the
 * link is not used up. Refuses: `link-over`, `code-missing`, and as `checkCode`.
 */
export const openSessionByLink = async (
  { token, code }: SignInLinkGiven,
  opening: Omit<Opening, 'way'>,
  deps: Deps,
): Promise<Session> => {
  const found = await findSignInLink(deps.db, hashOf(token))
  const known = found?.isOpen === true ? await findAccount(deps.db, found.email) : undefined
  if (known?.usesCodes === true) await giveCode(known.userId, code, deps)
  const { account } = await proveByLink(token, deps)
  return openSessionOf(account, { ...opening, way: 'link' }, deps)
}

/** What a link to sign in is now: good, over but known, or unknown; and the page it leads to. */
export interface LinkStanding {
  readonly standing: 'open' | 'over' | 'unknown'
  readonly goOn: string
}

/** What this link is now, for the page it opens. */
export const readSignInLink = async (token: string, { db }: Pick<Deps, 'db'>): Promise<LinkStanding> => {
  const found = await findSignInLink(db, hashOf(token))
  if (found === undefined) return { standing: 'unknown', goOn: '/' }
  return { standing: found.isOpen ? 'open' : 'over', goOn: found.goOn }
}

/**
 * A link that is over sends a new one, which leads to the same page, to the address of the account it was for, which is
 * not shown. Same answer after the same time for a link that is unknown. Refuses: nothing.
 */
export const renewSignInLink = async (token: string, deps: Deps): Promise<void> => {
  const found = await findSignInLink(deps.db, hashOf(token))
  // Nobody has the empty address.
  await askSignInLink({ email: found?.email ?? '', goOn: found?.goOn ?? '/' }, deps)
}

import type { SignInAsked } from '@boussole/contracts'
import { findAccount, findAccountById, transact } from '@boussole/db'
import type { Account, WayIn } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { beginSession } from './begin-session.ts'
import type { Opening, Session } from './begin-session.ts'
import { checkCode } from './check-code.ts'
import type { Deps } from './deps.ts'
import { isPassword } from './passwords.ts'

/** Somebody has proven to be this account's owner, and gives a one-time code when they use some. */
export interface Proven {
  readonly account: Account
  readonly usesCodes: boolean
}

/**
 * The owner of this address and password. An unknown account costs the same work and gets the same answer as a wrong
 * password. Refuses: `credentials-wrong`.
 */
export const provePassword = async (
  { email, password }: Pick<SignInAsked, 'email' | 'password'>,
  { db }: Pick<Deps, 'db'>,
): Promise<Proven> => {
  const found = await findAccount(db, email)
  if (!(await isPassword(password, found?.passwordHash ?? null)) || found === undefined)
    throw new Refusal('credentials-wrong')
  const { passwordHash: _, usesCodes, ...account } = found
  return { account, usesCodes }
}

/** Opens a session for somebody who needs to prove nothing more. Refuses: nothing. */
export const openSessionOf = (account: Account, opening: Opening, { db }: Pick<Deps, 'db'>): Promise<Session> =>
  transact(db, (tx) => beginSession(tx, account, opening))

/**
 * A professional signs in with address and password, and with a one-time code when they use some. Refuses:
 * `credentials-wrong`, `code-missing`, and as `checkCode`.
 */
export const openSession = async (
  { code, ...asked }: SignInAsked,
  opening: Omit<Opening, 'way'>,
  deps: Deps,
): Promise<Session> => {
  const { account, usesCodes } = await provePassword(asked, deps)
  if (usesCodes) await giveCode(account.userId, code, deps)
  return openSessionOf(account, { ...opening, way: 'password' }, deps)
}

/** A code is asked for: it must be there, and be right. Refuses: `code-missing`, and as `checkCode`. */
export const giveCode = async (userId: string, code: string | undefined, deps: Deps): Promise<void> => {
  if (code === undefined) throw new Refusal('code-missing')
  await checkCode({ userId, code }, deps)
}

/**
 * A professional who has proven who they are gives their one-time code. Refuses: as `checkCode`; `session-over` when
 * they have left meanwhile.
 */
export const openSessionWithCode = async (
  { userId, way, code }: { readonly userId: string; readonly way: WayIn; readonly code: string },
  opening: Omit<Opening, 'way'>,
  deps: Deps,
): Promise<Session> => {
  await checkCode({ userId, code }, deps)
  const account = await findAccountById(deps.db, userId)
  if (account === undefined) throw new Refusal('session-over')
  return openSessionOf(account, { ...opening, way }, deps)
}

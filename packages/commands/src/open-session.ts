import type { SignInAsked } from '@boussole/contracts'
import { findAccount, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { beginSession } from './begin-session.ts'
import type { Opening, Session } from './begin-session.ts'
import type { Deps } from './deps.ts'
import { isPassword } from './passwords.ts'

/**
 * A professional signs in with address and password. An unknown account costs the same time and gets the same answer
 * as a wrong password. Refuses: `credentials-wrong`.
 */
export const openSession = async (
  { email, password }: SignInAsked,
  opening: Omit<Opening, 'way'>,
  { db }: Pick<Deps, 'db'>,
): Promise<Session> => {
  const found = await findAccount(db, email)
  if (!(await isPassword(password, found?.passwordHash ?? null)) || found === undefined)
    throw new Refusal('credentials-wrong')
  const { passwordHash: _, ...account } = found
  return transact(db, (tx) => beginSession(tx, account, { ...opening, way: 'password' }))
}

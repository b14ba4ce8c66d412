import { randomBytes, randomUUID } from 'node:crypto'
import type { SignInAsked } from '@boussole/contracts'
import { findAccount, insertFirstRefreshToken, transact } from '@boussole/db'
import type { Account } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { isPassword } from './passwords.ts'
import { hashOf } from './tracking-token.ts'

/** A session as its service needs it: who, the family all its refresh tokens belong to, the next of them. */
export interface Session {
  readonly account: Account
  readonly familyId: string
  readonly refreshToken: string
}

/** A secret nobody can guess: 256 bits, base64url. The database keeps only its hash. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

/**
 * A professional signs in with address and password. An unknown account costs the same time and gets the same answer
 * as a wrong password. Refuses: `credentials-wrong`.
 */
export const openSession = async ({ email, password }: SignInAsked, { db }: Pick<Deps, 'db'>): Promise<Session> => {
  const found = await findAccount(db, email)
  if (!(await isPassword(password, found?.passwordHash ?? null)) || found === undefined)
    throw new Refusal('credentials-wrong')
  const { passwordHash: _, ...account } = found
  const familyId = randomUUID()
  const refreshToken = newRefreshToken()
  await transact(db, (tx) =>
    insertFirstRefreshToken(tx, { userId: account.userId, familyId, tokenHash: hashOf(refreshToken) }),
  )
  return { account, familyId, refreshToken }
}

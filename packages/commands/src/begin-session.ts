import { randomBytes, randomUUID } from 'node:crypto'
import { insertSession } from '@boussole/db'
import type { Account, Tx, WayIn } from '@boussole/db'
import { hashOf } from './tracking-token.ts'

/** A session as its service needs it: who, the family all its refresh tokens belong to, the next of them. */
export interface Session {
  readonly account: Account
  readonly familyId: string
  readonly refreshToken: string
}

/** Where and how a session is opened. */
export interface Opening {
  readonly way: WayIn
  /** The kind of browser or app, in plain words. */
  readonly browser: string
  /** On the site, a session lasts a working day; an app's lasts as long as its refresh tokens. */
  readonly isOnSite: boolean
}

/** Seconds after which one signs in again on the site, however busy: a working day. */
const longestSeconds = 12 * 3600

/** A secret nobody can guess: 256 bits, base64url. The database keeps only its hash. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

/** Opens a session for somebody who has proven who they are. */
export const beginSession = async (tx: Tx, account: Account, { way, browser, isOnSite }: Opening): Promise<Session> => {
  const familyId = randomUUID()
  const refreshToken = newRefreshToken()
  await insertSession(tx, {
    id: familyId,
    userId: account.userId,
    way,
    browser,
    seconds: isOnSite ? longestSeconds : null,
    tokenHash: hashOf(refreshToken),
  })
  return { account, familyId, refreshToken }
}

import type { RefreshAsked } from '@boussole/contracts'
import { endSessionOfUsedToken, rotateRefreshToken, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { newRefreshToken } from './begin-session.ts'
import type { Session } from './begin-session.ts'
import { hashOf } from './tracking-token.ts'

/**
 * A session goes on, with a new refresh token in the place of the one given, until 30 days after its sign-in. A token
 * that comes a second time may have been stolen: its whole session ends (RFC 9700, 4.14.2). Refuses: `session-over`.
 */
export const refreshSession = async (
  { refreshToken: given }: RefreshAsked,
  { db }: Pick<Deps, 'db'>,
): Promise<Session> => {
  const tokenHash = hashOf(given)
  const refreshToken = newRefreshToken()
  const rotated = await transact(db, async (tx) => {
    const next = await rotateRefreshToken(tx, { tokenHash, nextHash: hashOf(refreshToken) })
    if (next === undefined) await endSessionOfUsedToken(tx, tokenHash)
    return next
  })
  if (rotated === undefined) throw new Refusal('session-over')
  const { familyId, ...account } = rotated
  return { account, familyId, refreshToken }
}

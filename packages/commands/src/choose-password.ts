import { endSessionsOf, findProofStanding, transact, updatePassword } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import type { OwnSession } from './end-session.ts'
import { hashPassword, isAddress, isPassword } from './passwords.ts'

/**
 * A professional chooses a password, or changes it: the present one is asked for, unless one has just come in without
 * it. Who has none chooses one only just after signing in. Every other session ends. Refuses: `password-wrong`,
 * `proof-too-old`, `password-is-address`, `session-over`.
 */
export const choosePassword = async (
  own: OwnSession,
  { password, current }: { readonly password: string; readonly current: string },
  { db }: Pick<Deps, 'db'>,
): Promise<void> => {
  const standing = await findProofStanding(db, own)
  if (standing === undefined) throw new Refusal('session-over')
  const { email, passwordHash, isFresh, isFreshWithoutPassword } = standing
  if (passwordHash === null && !isFresh) throw new Refusal('proof-too-old')
  const isAsked = passwordHash !== null && !isFreshWithoutPassword
  if (isAsked && !(await isPassword(current, passwordHash))) throw new Refusal('password-wrong')
  if (isAddress(password, email)) throw new Refusal('password-is-address')
  const hash = await hashPassword(password)
  await transact(db, async (tx) => {
    await updatePassword(tx, own.userId, hash)
    await endSessionsOf(tx, own.userId, { allBut: own.sessionId })
  })
}

import { acceptWaiting, findAccount, findOpenInvitation, transact } from '@boussole/db'
import type { OpenInvitation } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import type { Proven } from './open-session.ts'
import { hashPassword, isAddress } from './passwords.ts'
import { hashOf } from './tracking-token.ts'

/** The invitation of this link, while it may be accepted; undefined afterwards, and when it never was one of ours. */
export const readOpenInvitation = (token: string, { db }: Pick<Deps, 'db'>): Promise<OpenInvitation | undefined> =>
  findOpenInvitation(db, hashOf(token))

/**
 * Somebody accepts to be a referent: the link proves the address. An account is made with this name and, when one was
 * chosen, this password; an account that exists is left as it is, and answers for one more partner. Refuses:
 * `invitation-over`, `password-is-address`.
 */
export const acceptInvitation = async (
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string | null },
  { db }: Pick<Deps, 'db'>,
): Promise<Proven> => {
  const passwordHash = password === null ? null : await hashPassword(password)
  return transact(db, async (tx) => {
    const accepted = await acceptWaiting(tx, { tokenHash: hashOf(token), name, passwordHash })
    const found = accepted && (await findAccount(tx, accepted.email))
    if (accepted === undefined || found === undefined) throw new Refusal('invitation-over')
    if (password !== null && isAddress(password, accepted.email)) throw new Refusal('password-is-address')
    const { passwordHash: _, usesCodes, ...account } = found
    return { account, usesCodes }
  })
}

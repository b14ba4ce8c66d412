import {
  acceptPartner,
  acceptWatches,
  findAccount,
  findOpenInvitation,
  lockOpenInvitation,
  transact,
} from '@boussole/db'
import type { Accepting, InvitedTo, OpenInvitation, Tx } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { keepWatchActs } from './keep-watch-acts.ts'
import type { Proven } from './open-session.ts'
import { hashPassword, isAddress } from './passwords.ts'
import { hashOf } from './tracking-token.ts'

/** The invitation of this link, while it may be accepted; undefined afterwards, and when it never was one of ours. */
export const readOpenInvitation = (token: string, { db }: Pick<Deps, 'db'>): Promise<OpenInvitation | undefined> =>
  findOpenInvitation(db, hashOf(token))

const accept = async (tx: Tx, to: InvitedTo, by: Accepting): Promise<void> => {
  if (to.kind === 'partner') return acceptPartner(tx, { ...by, partnerId: to.partnerId })
  const { role, watches } = to
  const userId = await acceptWatches(tx, { ...by, role })
  if (userId === undefined) throw new Refusal('other-role')
  await keepWatchActs(tx, { kind: 'watch-accepted', userId, about: { id: userId, role }, watches })
}

/**
 * Somebody accepts to be a referent, or to watch something in a role: the link proves the address. An account is made
 * with this name and, when one was chosen, this password; an account that exists is left as it is, and answers for one
 * more partner or watches more. Refuses: `invitation-over`, `password-is-address`; `other-role` when the account has
 * another role than the one to watch in.
 */
export const acceptInvitation = async (
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string | null },
  { db }: Pick<Deps, 'db'>,
): Promise<Proven> => {
  const passwordHash = password === null ? null : await hashPassword(password)
  return transact(db, async (tx) => {
    const invitation = await lockOpenInvitation(tx, hashOf(token))
    if (invitation === undefined) throw new Refusal('invitation-over')
    const { id, email, to } = invitation
    if (password !== null && isAddress(password, email)) throw new Refusal('password-is-address')
    await accept(tx, to, { id, email, name, passwordHash })
    const found = await findAccount(tx, email)
    if (found === undefined) throw new Refusal('invitation-over')
    const { passwordHash: _, usesCodes, ...account } = found
    return { account, usesCodes }
  })
}

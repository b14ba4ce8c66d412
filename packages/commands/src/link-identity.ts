import { deleteIdentities, findAccountById, findIdentity, findOwnAccount, insertIdentity, transact } from '@boussole/db'
import type { Identity } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import type { Opening, Session } from './begin-session.ts'
import type { Deps } from './deps.ts'
import type { OwnSession } from './end-session.ts'
import { demandFreshProof } from './fresh-proof.ts'
import { openSessionOf } from './open-session.ts'

/**
 * A professional comes in with ProConnect: the account is the one that was linked to this subject, whatever address
 * ProConnect tells. Undefined when there is none. Refuses: nothing.
 */
export const openSessionByIdentity = async (
  identity: Identity,
  opening: Omit<Opening, 'way'>,
  { db }: Pick<Deps, 'db'>,
): Promise<Session | undefined> => {
  const userId = await findIdentity(db, identity)
  const account = userId === undefined ? undefined : await findAccountById(db, userId)
  return account && openSessionOf(account, { ...opening, way: 'proconnect' }, { db })
}

/** A professional who has just signed in links ProConnect to their account. Refuses: `proof-too-old`, `identity-taken`. */
export const linkIdentity = async (own: OwnSession, identity: Identity, deps: Pick<Deps, 'db'>): Promise<void> => {
  await demandFreshProof(own, deps)
  const isLinked = await transact(deps.db, (tx) => insertIdentity(tx, own.userId, identity))
  if (!isLinked) throw new Refusal('identity-taken')
}

/**
 * Links ProConnect to the account that has just been entered by the mail sent to its address, when that is the address
 * ProConnect told. Changes nothing when it is another one, or when the identity opens another account by now: who has
 * proven to be the account's owner comes in all the same. Refuses: nothing.
 */
export const linkIdentityByMail = async (
  userId: string,
  { email, ...identity }: Identity & { readonly email: string | null },
  { db }: Pick<Deps, 'db'>,
): Promise<void> => {
  const account = await findOwnAccount(db, asId<UserId>(userId))
  if (email !== null && account?.email === email) await transact(db, (tx) => insertIdentity(tx, userId, identity))
}

/** ProConnect does not open this account any more. Refuses: `proof-too-old`. */
export const unlinkIdentities = async (own: OwnSession, deps: Pick<Deps, 'db'>): Promise<void> => {
  await demandFreshProof(own, deps)
  await transact(deps.db, (tx) => deleteIdentities(tx, own.userId))
}

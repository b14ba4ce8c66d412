import { deleteIdentities, findAccountById, findIdentity, findOwnAccount, insertIdentity, transact } from '@boussole/db'
import type { Identity } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import type { Opening, Session } from './begin-session.ts'
import type { Deps } from './deps.ts'
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

/** A professional who is signed in links ProConnect to their account. Refuses: `identity-taken`. */
export const linkIdentity = async (userId: string, identity: Identity, { db }: Pick<Deps, 'db'>): Promise<void> => {
  const isLinked = await transact(db, (tx) => insertIdentity(tx, userId, identity))
  if (!isLinked) throw new Refusal('identity-taken')
}

/**
 * Links ProConnect to the account that has just been entered by the mail sent to its address, when that is the address
 * ProConnect told. Changes nothing when it is another one. Refuses: `identity-taken`.
 */
export const linkIdentityByMail = async (
  userId: string,
  { email, ...identity }: Identity & { readonly email: string | null },
  deps: Pick<Deps, 'db'>,
): Promise<void> => {
  const account = await findOwnAccount(deps.db, asId<UserId>(userId))
  if (email !== null && account?.email === email) await linkIdentity(userId, identity, deps)
}

/** ProConnect does not open this account any more. Refuses: nothing. */
export const unlinkIdentities = (userId: string, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => deleteIdentities(tx, userId))

import { sql } from 'drizzle-orm'
import type { UserId } from '@boussole/domain'
import { asId } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'

/** Who opens a session, as the answer to a sign-in shows them. */
export interface Account {
  readonly userId: UserId
  readonly name: string
  readonly role: 'referent' | 'animator' | 'regional' | 'national'
}

interface AccountRow extends Record<string, unknown> {
  id: string
  name: string
  role: Account['role']
}

const accountOf = ({ id, name, role }: AccountRow): Account => ({ userId: asId<UserId>(id), name, role })

/** The account of this address, lower case, with its password's hash; none for someone who left. */
export const findAccount = async (
  reader: Reader,
  email: string,
): Promise<(Account & { readonly passwordHash: string | null }) | undefined> => {
  const { rows } = await reader.execute<AccountRow & { password_hash: string | null }>(sql`
    select id, name, role, password_hash from users where email = ${email} and left_at is null`)
  const [row] = rows
  return row === undefined ? undefined : { ...accountOf(row), passwordHash: row.password_hash }
}

/** A session begins: its first refresh token, good for 30 days whatever comes after. */
export const insertFirstRefreshToken = async (
  tx: Tx,
  { userId, familyId, tokenHash }: { readonly userId: UserId; readonly familyId: string; readonly tokenHash: Buffer },
): Promise<void> => {
  await tx.execute(sql`
    insert into refresh_tokens (user_id, family_id, token_hash, expires_at)
    values (${userId}, ${familyId}, ${tokenHash}, platform_now() + interval '30 days')`)
}

/**
 * Uses a refresh token, once: of two calls at the same instant one wins. The next token ends when the first one of its
 * family does. Undefined when it is unknown, used, revoked or over, or when its user left.
 */
export const rotateRefreshToken = async (
  tx: Tx,
  { tokenHash, nextHash }: { readonly tokenHash: Buffer; readonly nextHash: Buffer },
): Promise<(Account & { readonly familyId: string }) | undefined> => {
  const { rows } = await tx.execute<AccountRow & { family_id: string }>(sql`
    with used as (
      update refresh_tokens t set used_at = platform_now()
        from users u
       where t.token_hash = ${tokenHash} and t.used_at is null and t.revoked_at is null
         and t.expires_at > platform_now() and u.id = t.user_id and u.left_at is null
      returning u.id, u.name, u.role, t.family_id, t.expires_at
    ), next as (
      insert into refresh_tokens (user_id, family_id, token_hash, expires_at)
      select id, family_id, ${nextHash}, expires_at from used
    )
    select id, name, role, family_id from used`)
  const [row] = rows
  return row === undefined ? undefined : { ...accountOf(row), familyId: row.family_id }
}

/** Ends every token of a session. */
export const revokeFamily = async (tx: Tx, familyId: string): Promise<void> => {
  await tx.execute(sql`
    update refresh_tokens set revoked_at = platform_now() where family_id = ${familyId} and revoked_at is null`)
}

/** Ends the session of a token that is presented although it was used: somebody else may hold its copy. */
export const revokeFamilyOfUsedToken = async (tx: Tx, tokenHash: Buffer): Promise<void> => {
  await tx.execute(sql`
    update refresh_tokens set revoked_at = platform_now()
     where revoked_at is null
       and family_id = (select family_id from refresh_tokens where token_hash = ${tokenHash} and used_at is not null)`)
}

/** Was this session ended, by signing out or because a used token came back? Its access tokens are then over as well. */
export const isRevoked = async (reader: Reader, familyId: string): Promise<boolean> => {
  const { rows } = await reader.execute(sql`
    select from refresh_tokens where family_id = ${familyId} and revoked_at is not null limit 1`)
  return rows.length > 0
}

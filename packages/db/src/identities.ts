import { sql } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'

/** Who somebody is elsewhere: OpenID Connect's issuer and subject, never the address. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** Whose account an identity opens; undefined when it opens none, or when they have left. */
export const findIdentity = async (reader: Reader, { issuer, subject }: Identity): Promise<string | undefined> => {
  const { rows } = await reader.execute<{ user_id: string }>(sql`
    select user_id from federated_identities join users on users.id = user_id and left_at is null
    where issuer = ${issuer} and subject = ${subject}`)
  return rows[0]?.user_id
}

/** An identity opens this account from now on. False: it opens that of somebody else, who has not left. */
export const insertIdentity = async (tx: Tx, userId: string, { issuer, subject }: Identity): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into federated_identities (issuer, subject, user_id) values (${issuer}, ${subject}, ${userId})
    on conflict (issuer, subject) do update set user_id = excluded.user_id, linked_at = platform_now()
    where federated_identities.user_id = excluded.user_id
      or exists (select from users where users.id = federated_identities.user_id and left_at is not null)`)
  return rowCount === 1
}

/** No identity opens this account any more. */
export const deleteIdentities = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`delete from federated_identities where user_id = ${userId}`)
}

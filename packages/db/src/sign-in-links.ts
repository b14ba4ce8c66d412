import { sql } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'

/** How long a link to sign in is good for, in minutes. */
const linkMinutes = 10

/**
 * Keeps a link with which this user may sign in, once. False: one was made for them less than a minute ago, so that
 * nobody's mailbox is flooded.
 */
export const insertSignInLink = async (
  tx: Tx,
  { id, userId, tokenHash }: { readonly id: string; readonly userId: string; readonly tokenHash: Buffer },
): Promise<boolean> => {
  await tx.execute(sql`select from users where id = ${userId} for no key update`)
  const { rowCount } = await tx.execute(sql`
    insert into sign_in_links (id, user_id, token_hash, expires_at)
    select ${id}, ${userId}, ${tokenHash}, platform_now() + make_interval(mins => ${linkMinutes})
    where not exists (
      select from sign_in_links where user_id = ${userId} and created_at > platform_now() - interval '1 minute')`)
  return rowCount === 1
}

/** May this link still be used? */
export const signInLinkIsOpen = async (reader: Reader, id: string): Promise<boolean> => {
  const { rows } = await reader.execute(sql`
    select from sign_in_links where id = ${id} and used_at is null and expires_at > platform_now()`)
  return rows.length > 0
}

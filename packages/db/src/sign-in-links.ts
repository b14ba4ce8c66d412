import { sql } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'
import { lockAccount } from './lock-account.ts'

/** How long a link to sign in is good for, in minutes. */
const linkMinutes = 10
/** How long a link that is over still knows whom it was for, so that a new one may be sent, in days. */
const knownDays = 30

/** Links sent to one account at the most, whoever asks: so many an hour, so many a day. */
export const mostLinks = { hour: 5, day: 15 } as const

/**
 * Keeps a link with which this user may sign in, once, and that leads to `goOn`, as do from now on their links that are
 * still good: where one last wanted to go wins. False: none is to be sent, for one that is still good was sent less
 * than a minute ago, or `mostLinks` were, so that nobody's mailbox is flooded.
 */
export const insertSignInLink = async (
  tx: Tx,
  {
    id,
    userId,
    tokenHash,
    goOn,
  }: { readonly id: string; readonly userId: string; readonly tokenHash: Buffer; readonly goOn: string },
): Promise<boolean> => {
  await lockAccount(tx, userId)
  await tx.execute(sql`
    update sign_in_links set go_on = ${goOn}
    where user_id = ${userId} and used_at is null and expires_at > platform_now()`)
  const { rowCount } = await tx.execute(sql`
    with recent as (
      select created_at, used_at from sign_in_links
      where user_id = ${userId} and created_at > platform_now() - interval '1 day')
    insert into sign_in_links (id, user_id, token_hash, go_on, expires_at)
    select ${id}, ${userId}, ${tokenHash}, ${goOn}, platform_now() + make_interval(mins => ${linkMinutes})
    where not exists (select from recent where used_at is null and created_at > platform_now() - interval '1 minute')
      and (select count(*) from recent where created_at > platform_now() - interval '1 hour') < ${mostLinks.hour}
      and (select count(*) from recent) < ${mostLinks.day}`)
  return rowCount === 1
}

/** The links of this user open nothing any more: they went to an address that is not theirs. */
export const closeSignInLinks = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`
    update sign_in_links set used_at = platform_now() where user_id = ${userId} and used_at is null`)
}

/** May this link still be used? */
export const signInLinkIsOpen = async (reader: Reader, id: string): Promise<boolean> => {
  const { rows } = await reader.execute(sql`
    select from sign_in_links where id = ${id} and used_at is null and expires_at > platform_now()`)
  return rows.length > 0
}

/** Whom a link was for, where it leads, and whether it may still be used; undefined when it is unknown, or when they have left. */
export const findSignInLink = async (
  reader: Reader,
  tokenHash: Buffer,
): Promise<{ readonly email: string; readonly goOn: string; readonly isOpen: boolean } | undefined> => {
  const { rows } = await reader.execute<{ email: string; go_on: string; is_open: boolean }>(sql`
    select email, go_on, used_at is null and expires_at > platform_now() as is_open
    from sign_in_links join users on users.id = user_id and left_at is null
    where token_hash = ${tokenHash} and sign_in_links.created_at > platform_now() - make_interval(days => ${knownDays})`)
  const [row] = rows
  return row === undefined ? undefined : { email: row.email, goOn: row.go_on, isOpen: row.is_open }
}

/**
 * Uses a link, once: of two presses at the same instant one wins. The address of the account; undefined when the link
 * is unknown, used or over.
 */
export const takeSignInLink = async (tx: Tx, tokenHash: Buffer): Promise<string | undefined> => {
  const { rows } = await tx.execute<{ email: string }>(sql`
    with taken as (
      update sign_in_links set used_at = platform_now() from users
      where token_hash = ${tokenHash} and used_at is null and expires_at > platform_now()
        and users.id = user_id and left_at is null
      returning users.id, email),
    -- The mail reached them: their address works.
    reached as (update users set mail_bounced_at = null from taken
      where users.id = taken.id and mail_bounced_at is not null)
    select email from taken`)
  return rows[0]?.email
}

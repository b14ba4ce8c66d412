import { sql } from 'drizzle-orm'
import type { Role, UserId } from '@boussole/domain'
import { asId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOf } from './schema/columns.ts'

/** Who opens a session, as the answer to a sign-in shows them. */
export interface Account {
  readonly userId: UserId
  readonly name: string
  readonly role: Role
}

interface AccountRow extends Record<string, unknown> {
  id: string
  name: string
  role: Account['role']
}

const accountOf = ({ id, name, role }: AccountRow): Account => ({ userId: asId<UserId>(id), name, role })

/** The account of this address, lower case, with what proves that it is one's own; none for someone who left. */
export const findAccount = async (
  reader: Reader,
  email: string,
): Promise<(Account & { readonly passwordHash: string | null; readonly usesCodes: boolean }) | undefined> => {
  const { rows } = await reader.execute<AccountRow & { password_hash: string | null; uses_codes: boolean }>(sql`
    select id, name, role, password_hash, exists (select from second_factors where user_id = users.id) as uses_codes
    from users where email = ${email} and left_at is null`)
  const [row] = rows
  return row === undefined
    ? undefined
    : { ...accountOf(row), passwordHash: row.password_hash, usesCodes: row.uses_codes }
}

/** The account with this id; none for someone who left. */
export const findAccountById = async (reader: Reader, userId: string): Promise<Account | undefined> => {
  const { rows } = await reader.execute<AccountRow>(sql`
    select id, name, role from users where id = ${userId} and left_at is null`)
  return rows[0] && accountOf(rows[0])
}

/** How one came in. */
export type WayIn = 'password' | 'link' | 'proconnect' | 'invitation'

/** A session that begins. */
export interface NewSession {
  readonly id: string
  readonly userId: UserId
  readonly way: WayIn
  /** The kind of browser, in plain words. */
  readonly browser: string
  /** How long it lasts at the most, in seconds of real time; null: as long as its refresh tokens. */
  readonly seconds: number | null
  readonly tokenHash: Buffer
}

/** A session begins, with its first refresh token, good for 30 days whatever comes after. */
export const insertSession = async (
  tx: Tx,
  { id, userId, way, browser, seconds, tokenHash }: NewSession,
): Promise<void> => {
  await tx.execute(sql`
    insert into sessions (id, user_id, way, browser, over_at)
    values (${id}, ${userId}, ${way}, ${browser}, clock_timestamp() + make_interval(secs => ${seconds}::float8))`)
  await tx.execute(sql`
    insert into refresh_tokens (user_id, family_id, token_hash, expires_at)
    values (${userId}, ${id}, ${tokenHash}, platform_now() + interval '30 days')`)
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
    ), acted as (
      update sessions set acted_at = platform_now() from used where sessions.id = used.family_id
    )
    select id, name, role, family_id from used`)
  const [row] = rows
  return row === undefined ? undefined : { ...accountOf(row), familyId: row.family_id }
}

/** Which of somebody's sessions are to be ended. */
export type SessionsToEnd = { readonly only: string } | { readonly allBut: string } | 'all'

/** Ends sessions of this user, with every token of theirs. */
export const endSessionsOf = async (tx: Tx, userId: string, which: SessionsToEnd): Promise<void> => {
  const chosen = which === 'all' ? sql`true` : 'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.allBut}`
  await tx.execute(sql`
    with ended as (
      update sessions set ended_at = platform_now()
      where user_id = ${userId} and ended_at is null and ${chosen} returning id)
    update refresh_tokens set revoked_at = platform_now() from ended
    where family_id = ended.id and revoked_at is null`)
}

/** Ends the session of a token that is presented although it was used: somebody else may hold its copy. */
export const endSessionOfUsedToken = async (tx: Tx, tokenHash: Buffer): Promise<void> => {
  await tx.execute(sql`
    with ended as (
      update sessions set ended_at = platform_now()
      where ended_at is null
        and id = (select family_id from refresh_tokens where token_hash = ${tokenHash} and used_at is not null)
      returning id)
    update refresh_tokens set revoked_at = platform_now() from ended
    where family_id = ended.id and revoked_at is null`)
}

/** Is this a session of this user that nobody has ended, and whose longest time is not over? */
export const isSessionOpen = async (
  reader: Reader,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<boolean> => {
  const { rows } = await reader.execute(sql`
    select from sessions where id = ${sessionId} and user_id = ${userId} and ended_at is null
      and (over_at is null or over_at > clock_timestamp())`)
  return rows.length > 0
}

/** Somebody acted in this session; written at most every five minutes. */
export const noteAct = async (tx: Tx, sessionId: string): Promise<void> => {
  await tx.execute(sql`
    update sessions set acted_at = platform_now()
    where id = ${sessionId} and acted_at < platform_now() - interval '5 minutes'`)
}

/** An open session, as its person sees it. */
export interface OpenSession {
  readonly id: string
  readonly way: WayIn
  readonly browser: string
  readonly openedAt: Temporal.Instant
  /** The last act; a page that was only read does not count. */
  readonly actedAt: Temporal.Instant
}

/** Sessions shown at the most: more are ended together, not one by one. */
const sessionsShown = 50

/** The open sessions of somebody, the latest first, 50 at the most. */
export const listSessions = async (reader: Reader, userId: UserId): Promise<OpenSession[]> => {
  const { rows } = await reader.execute<{
    id: string
    way: WayIn
    browser: string
    opened_at: string
    acted_at: string
  }>(sql`
    select id, way, browser, opened_at::text, acted_at::text from sessions
    where user_id = ${userId} and ended_at is null and (over_at is null or over_at > clock_timestamp())
      and exists (select from refresh_tokens
        where family_id = sessions.id and revoked_at is null and expires_at > platform_now())
    order by opened_at desc, id limit ${sessionsShown}`)
  return rows.map(({ id, way, browser, opened_at: openedAt, acted_at: actedAt }) => ({
    id,
    way,
    browser,
    openedAt: instantOf(openedAt),
    actedAt: instantOf(actedAt),
  }))
}

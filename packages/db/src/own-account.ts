import { sql } from 'drizzle-orm'
import type { UserId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOrNull } from './schema/columns.ts'
import { liesInGiven } from './watchers.ts'

/** What somebody sees of their own account. */
export interface OwnAccount {
  readonly name: string
  readonly email: string
  /** Where this person works: hours are told as there. */
  readonly timeZone: string
  readonly hasPassword: boolean
  /** Recovery codes left; null without one-time codes. */
  readonly recoveryCodesLeft: number | null
  /** Since when ProConnect opens this account; null when it does not. */
  readonly proConnectSince: Temporal.Instant | null
}

/** The account of this person; undefined when they have left. */
export const findOwnAccount = async (reader: Reader, userId: UserId): Promise<OwnAccount | undefined> => {
  const { rows } = await reader.execute<{
    name: string
    email: string
    time_zone: string
    has_password: boolean
    codes_left: number | null
    linked_at: string | null
  }>(sql`
    select name, email, password_hash is not null as has_password,
      coalesce(
        (select time_zone from perimeters as given join territories on ${liesInGiven}
          where given.user_id = users.id order by given.id, territories.id limit 1),
        (select time_zone from territories join partners on partners.territory_id = territories.id
            join referents on partner_id = partners.id
          where referents.user_id = users.id and referents.left_at is null order by referents.id limit 1),
        'Europe/Paris') as time_zone,
      (select (select count(*)::int from recovery_codes where recovery_codes.user_id = users.id and used_at is null)
        from second_factors where user_id = users.id) as codes_left,
      (select min(linked_at)::text from federated_identities where user_id = users.id) as linked_at
    from users where id = ${userId} and left_at is null`)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    name: row.name,
    email: row.email,
    timeZone: row.time_zone,
    hasPassword: row.has_password,
    recoveryCodesLeft: row.codes_left,
    proConnectSince: instantOrNull(row.linked_at),
  }
}

/** What must be known before a way of signing in is changed. */
export interface ProofStanding {
  readonly email: string
  readonly passwordHash: string | null
  /** One has just signed in: by an invitation does not count, which is good for seven days. */
  readonly isFresh: boolean
  /** The same, by a link, which is as good as the password that one forgot. */
  readonly isFreshWithoutPassword: boolean
}

/** How long a sign-in proves who somebody is, for changing the ways of signing in, in minutes. */
const freshMinutes = 10

/** What this person has proven in the session they are in; undefined when either is over. */
export const findProofStanding = async (
  reader: Reader,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<ProofStanding | undefined> => {
  const { rows } = await reader.execute<{ email: string; password_hash: string | null; fresh_way: string | null }>(sql`
    select email, password_hash,
      case when opened_at > platform_now() - make_interval(mins => ${freshMinutes}) then way end as fresh_way
    from users join sessions on sessions.user_id = users.id
    where users.id = ${userId} and sessions.id = ${sessionId} and left_at is null and ended_at is null`)
  const [row] = rows
  if (row === undefined) return undefined
  const { email, password_hash: passwordHash, fresh_way: way } = row
  // Whoever is still signed in at ProConnect comes back from it without proving anything anew.
  const isFreshWithoutPassword = way === 'link'
  return { email, passwordHash, isFresh: isFreshWithoutPassword || way === 'password', isFreshWithoutPassword }
}

/** Keeps the hash of a password. */
export const updatePassword = async (tx: Tx, userId: string, passwordHash: string): Promise<void> => {
  await tx.execute(sql`update users set password_hash = ${passwordHash} where id = ${userId}`)
}

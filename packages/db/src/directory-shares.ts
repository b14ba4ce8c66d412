import { sql } from 'drizzle-orm'
import type { UserId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOrNull } from './schema/columns.ts'

/** What may be shown of a person besides their name. */
export type Shareable = 'phone' | 'email'

/** What somebody shows in the directory; an instant says since when it is shown. */
export interface OwnEntry {
  readonly name: string
  readonly phone: string | null
  readonly email: string
  readonly phoneSince: Temporal.Instant | null
  readonly emailSince: Temporal.Instant | null
  /** Where the person works: a number is dialled, and dates are told, as there. */
  readonly communeCode: string | null
  readonly timeZone: string
}

const since = (shown: Shareable) => sql`
  (select agreed_at::text from directory_shares
    where user_id = users.id and shown = ${shown} and taken_back_at is null)`

/** The entry of a referent, as they may change it; undefined for who is a referent of no partner. */
export const findOwnEntry = async (reader: Reader, userId: UserId): Promise<OwnEntry | undefined> => {
  const { rows } = await reader.execute<{
    name: string
    phone: string | null
    email: string
    phone_since: string | null
    email_since: string | null
    commune_code: string | null
    time_zone: string
  }>(sql`
    select users.name, users.phone, users.email, commune_code, time_zone,
      ${since('phone')} as phone_since, ${since('email')} as email_since
    from users join referents on referents.user_id = users.id and referents.left_at is null
      join partners on partners.id = partner_id join territories on territories.id = territory_id
    where users.id = ${userId} and users.left_at is null
    order by referents.id limit 1`)
  const [row] = rows
  return (
    row && {
      name: row.name,
      phone: row.phone,
      email: row.email,
      phoneSince: instantOrNull(row.phone_since),
      emailSince: instantOrNull(row.email_since),
      communeCode: row.commune_code,
      timeZone: row.time_zone,
    }
  )
}

/** Shows something from now on; what is shown already keeps its date. */
export const beginShare = async (
  tx: Tx,
  userId: UserId,
  { shown, textVersion }: { readonly shown: Shareable; readonly textVersion: string },
): Promise<void> => {
  await tx.execute(sql`
    insert into directory_shares (user_id, shown, text_version) values (${userId}, ${shown}, ${textVersion})
    on conflict do nothing`)
}

/** Shows something no longer. */
export const endShare = async (tx: Tx, userId: UserId, shown: Shareable): Promise<void> => {
  await tx.execute(sql`
    update directory_shares set taken_back_at = platform_now()
    where user_id = ${userId} and shown = ${shown} and taken_back_at is null`)
}

/** Keeps the number at which a professional is reached; null: none. */
export const updatePhone = async (tx: Tx, userId: UserId, phone: string | null): Promise<void> => {
  await tx.execute(sql`update users set phone = ${phone} where id = ${userId} and phone is distinct from ${phone}`)
}

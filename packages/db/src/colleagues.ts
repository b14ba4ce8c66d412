import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'

/** Whose colleagues, on which local day. */
interface Asking {
  readonly partnerId: string
  /** Who asks: nobody is their own colleague. */
  readonly userId: string
  readonly day: Temporal.PlainDate
}

/** A referent of the same partner, with the id under which they answer for it. */
export interface Colleague {
  readonly referentId: string
  readonly name: string
}

/** Referents of the partner who are there on the day: not gone, not absent, not oneself. */
const present = ({ partnerId, userId, day }: Asking): SQL => sql`
  from referents join users on users.id = referents.user_id and users.left_at is null
  where referents.partner_id = ${partnerId} and referents.left_at is null and referents.user_id <> ${userId}
    and not exists (
      select from absences where referent_id = referents.id and ${day.toString()}::date between from_day and to_day)`

/** A partner has a few referents, never more than this. */
const most = 200

/** To whom somebody may hand a referral over today, by name. */
export const listColleagues = async (reader: Reader, asking: Asking): Promise<Colleague[]> => {
  const { rows } = await reader.execute<{ referentId: string; name: string }>(sql`
    select referents.id as "referentId", users.name ${present(asking)} order by users.name, referents.id limit ${most}`)
  return rows
}

/** May somebody hand a referral over to this referent today? Who is leaving meanwhile is waited for. */
export const isColleague = async (
  tx: Tx,
  { referentId, ...asking }: Asking & { readonly referentId: string },
): Promise<boolean> => {
  const { rows } = await tx.execute(
    sql`select ${present(asking)} and referents.id = ${referentId} for share of referents`,
  )
  return rows.length > 0
}

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'

/** Is an agreement of `partners` in force today, where the partner is, which has not closed? Needs its `territories` beside it. */
export const isUnderAgreement = sql`
  (partners.closed_at is null and exists (select from agreements where agreements.partner_id = partners.id
    and ((select platform_now()) at time zone territories.time_zone)::date between from_day and to_day))`

/**
 * Will a row of `agreements` be in force on a day that may be to come? A year that nobody has ended renews itself until
 * then (domain/agreement.ts).
 */
export const holdsOn = (day: SQL): SQL =>
  sql`(from_day <= ${day} and (to_day >= ${day} or (followed_by is null and to_day >= (select platform_now())::date)))`

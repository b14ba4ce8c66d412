import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { localToday } from './local-today.ts'

/** Does a partner, whose row is in scope and which has not closed, have a year of its agreement that is so? */
const hasYear = (where: SQL): SQL => sql`
  (partners.closed_at is null and exists (select from agreements where agreements.partner_id = partners.id and ${where}))`

/** Is an agreement of `partners` in force on this day, which has come already, of a partner that has not closed? */
export const isUnderAgreementOn = (day: SQL): SQL => hasYear(sql`${day} between from_day and to_day`)

/** Is an agreement of `partners` in force today, where the partner is, which has not closed? Needs its `territories` beside it. */
export const isUnderAgreement = isUnderAgreementOn(localToday)

/**
 * Will an agreement of `partners` be in force on a day that may be to come? A year that nobody has ended renews itself
 * until then (domain/agreement.ts). `today`: where it is asked, for a year that is over by now renews itself no more.
 */
export const willBeUnderAgreementOn = (day: SQL, today: SQL): SQL =>
  hasYear(sql`from_day <= ${day} and (to_day >= ${day} or (followed_by is null and to_day >= ${today}))`)

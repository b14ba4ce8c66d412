import { sql } from 'drizzle-orm'

/** Is an agreement of `partners` in force today, where the partner is? Needs its `territories` beside it. */
export const isUnderAgreement = sql`
  exists (select from agreements where agreements.partner_id = partners.id
    and ((select platform_now()) at time zone territories.time_zone)::date between from_day and to_day)`

import { sql } from 'drizzle-orm'

/** Today, on the calendar of a territory whose row is in scope. The clock is asked once for the whole statement. */
export const localToday = sql`((select platform_now()) at time zone territories.time_zone)::date`

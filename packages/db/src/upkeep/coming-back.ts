import { sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database.ts'

/** Today, where an offer of `offers` is. */
export const offerToday = sql`
  (platform_now() at time zone (select time_zone from territories where territories.id = offers.territory_id))::date`

/**
 * For `set`: an offer that comes back and is still to be confirmed is so from today on. While it was away nobody was asked
 * to, and its thirty days begin anew (decision 0034).
 */
export const askedAnew = sql`
  to_confirm_since = case when to_confirm_since is not null then ${offerToday} end`

/**
 * The offers of a partner come back with an agreement that begins again on this day, or did unseen: those still to be
 * confirmed are so from then on, and from today at the earliest. What is suspended stays so until somebody confirms it.
 */
export const askAnewFrom = async (tx: Tx, partnerId: string, day: Temporal.PlainDate): Promise<void> => {
  await tx.execute(sql`
    update offers set to_confirm_since = greatest(${offerToday}, ${day.toString()}::date)
    where partner_id = ${partnerId} and to_confirm_since is not null and state = 'active'`)
}

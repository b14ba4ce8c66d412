import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { transact } from './database.ts'
import type { Database } from './database.ts'

/** A month is counted once it has been over everywhere for a day. */
const startOfCounting = sql`date_trunc('month', (platform_now() - interval '2 days') at time zone 'UTC')::date`

/**
 * Counts what was asked for in the months that have ended since the last time, by territory, theme and commune, for
 * `readDemand`. Another worker that does it already is left alone. True: there was something to count.
 */
export const countDemand = (db: Database): Promise<boolean> =>
  transact(db, async (tx) => {
    const { rows } = await tx.execute<{ from: string; until: string }>(sql`
      select until::text as from, ${startOfCounting}::text as until from demand_counted
      where until < ${startOfCounting} for update skip locked`)
    const [span] = rows
    if (span === undefined) return false
    await tx.execute(sql`
      insert into demand_months (territory_id, month, theme_id, commune_code, requests)
      select territory_id, month_of(submitted_at, time_zone) as month, theme_id, commune_code, count(*)
      from requests join territories on territories.id = territory_id
      where month_of(submitted_at, time_zone) >= ${span.from}::date and month_of(submitted_at, time_zone) < ${span.until}::date
        and submitted_at >= ${span.from}::date - 1
      group by territory_id, month, theme_id, commune_code`)
    await tx.execute(sql`update demand_counted set until = ${span.until}::date`)
    return true
  })

/**
 * What was asked for in the watched territories over whole months, as rows of (theme_id, commune_code, requests): from
 * the months counted, and from the requests themselves for those that are not. `watched` holds id, time_zone, first and past.
 */
export const requestsAsked = (watched: SQL, { from, to }: { readonly from: string; readonly to: string }): SQL => sql`
  select theme_id, commune_code, requests::bigint
  from ${watched} join demand_months on territory_id = watched.id
  where month between ${from}::date and ${to}::date
  union all
  select theme_id, commune_code, count(*) as requests
  -- Asked once, not joined: else every request of the period is read, and left out afterwards.
  from ${watched} join requests on territory_id = watched.id and submitted_at < past
    and submitted_at >= greatest(first, (select until from demand_counted)::timestamp at time zone time_zone)
  group by theme_id, commune_code`

import { sql } from 'drizzle-orm'
import type { Column, SQL } from 'drizzle-orm'
import type { Tx } from './database.ts'

/** Without a sign of life for this long, the platform was down, in seconds of real time. */
const silenceSeconds = 600

/**
 * A worker is alive. When the last sign of life of any of them is ten minutes old or more, the platform was down
 * meanwhile: that is written down, in the platform's time, so that nobody pays for it. True when it was.
 */
export const beat = async (tx: Tx): Promise<boolean> => {
  const { rows } = await tx.execute(sql`
    with last as (select beat_at from heartbeat for update),
      gap as (
        insert into outages (from_at, to_at)
        select platform_now() - (clock_timestamp() - beat_at), platform_now() from last
        where clock_timestamp() - beat_at >= make_interval(secs => ${silenceSeconds})
        returning id),
      beaten as (
        insert into heartbeat (beat_at) values (clock_timestamp())
        on conflict (only_row) do update set beat_at = excluded.beat_at)
    select id from gap`)
  return rows.length > 0
}

/** The outages that touch the time since an instant, oldest first, as a JSON list of `from` and `to`. */
export const outagesSince = (since: Column): SQL => sql`
  select coalesce(jsonb_agg(jsonb_build_object('from', from_at, 'to', to_at) order by to_at), '[]')
  from (select from_at, to_at from outages where to_at > ${since} order by to_at limit 1000) as recent`

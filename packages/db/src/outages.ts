import { sql } from 'drizzle-orm'
import type { Outage } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'

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

/** The outages that touch the time since an instant, oldest first. */
export const findOutagesSince = async (reader: Reader, since: Temporal.Instant): Promise<Outage[]> => {
  const { rows } = await reader.execute<{ from: string; to: string }>(sql`
    select from_at::text as from, to_at::text as to from outages
    where to_at > ${since.toString()} order by to_at limit 1000`)
  return rows.map(({ from, to }) => ({ from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) }))
}

import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { Temporal } from 'temporal-polyfill'
import { moveClockTo, readClock } from './movable-clock.ts'

/** The platform's clock, moved forward as time would have passed. */
export interface Clock {
  read: () => Promise<Temporal.Instant>
  /** One at a time: a second one waits for the first. Days have 24 hours, months are those of the UTC calendar. */
  advance: (by: Temporal.Duration) => Promise<Temporal.Instant>
}

export interface ClockParts {
  /** Of the database whose clock it is, made movable. */
  readonly pool: Pool
  /** Ends when nothing that is due is left to do. */
  readonly settled: () => Promise<void>
  /** Told each time the clock is moved. */
  readonly onMove?: (now: Temporal.Instant) => void
  /** Ends an advance at its next stop. */
  readonly signal?: AbortSignal
}

/** Work that is due and still not done after this long is left behind: the clock goes on. */
const patienceMs = 20_000
/** A mail or milestone that failed so often no longer makes the clock stop at each of its tries. */
const triesWaitedFor = 10

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/** The next instant, up to `target`, at which something becomes due; undefined when nothing does. */
const nextStop = async (pool: Pool, target: Temporal.Instant): Promise<Temporal.Instant | undefined> => {
  const { rows } = await pool.query<{ at: string | null }>(
    `select to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from (
       select min(try_at) as at from milestones
         where state = 'pending' and attempts < $2 and try_at > platform_now() and try_at <= $1
       union all
       select min(send_after) from outbox
         where state = 'waiting' and attempts < $2 and send_after > platform_now() and send_after <= $1
       union all
       -- Agreements renew themselves on their last day, before anything goes on without them.
       select min(day.at) from agreements join partners on partners.id = partner_id
           join territories on territories.id = territory_id
           cross join lateral (select (to_day::timestamp at time zone time_zone) as at) as day
         where followed_by is null and day.at > platform_now() and day.at <= $1) as coming`,
    [target.toString(), triesWaitedFor],
  )
  const at = rows[0]?.at ?? null
  return at === null ? undefined : Temporal.Instant.from(at)
}

/**
 * Moves the platform's clock: not in one jump, but from one due milestone or mail to the next, each done before the
 * clock goes on, so that reminders go out as they would have. A mail that fails puts itself off and holds nothing up.
 */
export const createClock = ({ pool, settled, onMove = () => undefined, signal }: ClockParts): Clock => {
  let settling: Promise<void> | undefined
  const settle = async (): Promise<void> => {
    settling ??= settled().finally(() => {
      settling = undefined
    })
    const enough = new AbortController()
    const tired = pause(patienceMs, undefined, { signal: enough.signal }).catch(() => undefined)
    try {
      await Promise.race([settling, tired])
    } finally {
      enough.abort()
    }
  }
  const read = async (): Promise<Temporal.Instant> => Temporal.Instant.from(await readClock(pool))
  const moveTo = async (instant: Temporal.Instant): Promise<void> => {
    // The clock runs on while work is done, and may be there already: it never goes back.
    if (isBefore(await read(), instant)) await moveClockTo(pool, instant.toString())
    onMove(instant)
  }
  const advance = async (by: Temporal.Duration): Promise<Temporal.Instant> => {
    const target = (await read()).toZonedDateTimeISO('UTC').add(by).toInstant()
    await settle()
    for (let stop = await nextStop(pool, target); stop !== undefined; stop = await nextStop(pool, target)) {
      signal?.throwIfAborted()
      await moveTo(stop)
      await settle()
    }
    await moveTo(target)
    await settle()
    return read()
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    read,
    advance: (by) => {
      const mine = last.then(() => advance(by))
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

import { Client, type ClientBase, type Pool } from 'pg'

/** Anything that sends one statement to the database whose clock is meant. */
export type ClockConnection = ClientBase | Pool

const iso = (instant: string): string => `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * Makes the clock of one database movable, and leaves it at the real time: only for local machines and tests, which is
 * why it is not a migration. Installing it again changes nothing.
 */
export const installMovableClock = async (databaseUrl: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`
      begin;
      select pg_advisory_xact_lock(hashtext('boussole movable clock'));
      create table if not exists public.clock_shift (
        only_row boolean primary key default true check (only_row),
        -- seconds only: a day in an interval would follow the daylight saving of the session that reads it
        shift interval not null default '0',
        frozen_at timestamptz
      );
      insert into public.clock_shift default values on conflict do nothing;
      create or replace function public.platform_now() returns timestamptz language sql volatile parallel safe
        return (select coalesce(frozen_at, clock_timestamp() + shift) from public.clock_shift);
      commit;`)
  } finally {
    await client.end()
  }
}

/** The platform's clock as an ISO 8601 instant in UTC, to the microsecond. */
export const readClock = async (connection: ClockConnection): Promise<string> => {
  const { rows } = await connection.query<{ now: string }>(`select ${iso('platform_now()')} as now`)
  return onlyRow(rows).now
}

/** Sets the clock to this instant, forward or back, and lets it run on from there. */
export const moveClockTo = async (connection: ClockConnection, instant: string): Promise<void> => {
  await connection.query(
    `update public.clock_shift
        set frozen_at = null, shift = make_interval(secs => extract(epoch from $1::timestamptz - clock_timestamp())::float8)`,
    [instant],
  )
}

/** Stops the clock at exactly this instant, until it is moved: what tests of a boundary need. */
export const freezeClock = async (connection: ClockConnection, instant: string): Promise<void> => {
  await connection.query('update public.clock_shift set frozen_at = $1::timestamptz', [instant])
}

const forward = /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/

/**
 * Moves the clock forward by an ISO 8601 duration (`P3DT2H`; days of 24 hours, months of the UTC calendar) and returns
 * the new instant. A frozen clock stays frozen, later. Errors: RangeError when it is no duration, or a negative one.
 */
export const advanceClock = async (connection: ClockConnection, duration: string): Promise<string> => {
  if (!forward.test(duration)) throw new RangeError(`The clock goes forward by a duration such as P3DT2H: ${duration}`)
  const { rows } = await connection.query<{ now: string }>(
    `with moved as (
       select read.at, (read.at at time zone 'UTC' + $1::interval) at time zone 'UTC' as target
         from (select platform_now() as at) as read
     )
     update public.clock_shift
        set frozen_at = case when frozen_at is not null then target end,
            shift = shift + make_interval(secs => extract(epoch from target - at)::float8)
       from moved
     returning ${iso('target')} as now`,
    [duration],
  )
  return onlyRow(rows).now
}

const onlyRow = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows
  if (row === undefined) throw new Error('The clock did not answer: is the movable clock installed?')
  return row
}

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { declineReasons, hourSteps, outcomes } from '@boussole/domain'
import { transact } from './database.ts'
import type { Database, Tx } from './database.ts'

// A contact in the day of grace of an accepted referral comes before the lapse, and yet after the date promised.
const kept = sql`(referrals.contacted_at < referrals.due_at and referrals.lapsed_at is null)`
/** Place in `hourSteps`, from 0, of the first step that holds the time until the first contact. */
const step = sql`least(${hourSteps.length - 1}::int, width_bucket(
  ceil(extract(epoch from referrals.contacted_at - referrals.sent_at) / 3600)::int - 1,
  ${sql.param([...hourSteps])}::int[]))`

const countOf = (condition: SQL): SQL => sql`(count(*) filter (where ${condition}))::int`

const countOfEach = (values: readonly string[], column: SQL): SQL =>
  sql`array[${sql.join(
    values.map((value) => countOf(sql`${column} = ${value}`)),
    sql`, `,
  )}]`

/** The columns of `figure_cells` that hold counts, in the order in which they are counted. */
const columns = sql`received, kept, lapsed, redirected, awaited, passed_on, passed_on_kept, passed_on_lapsed, declined,
  outcomes, hours, opinions, said_contacted, said_useful`

/** The definitions of `domain/src/figures.ts`, over what the offer of `cell` was sent in its month. */
const counted = (cell: SQL): SQL => sql`
  select count(*)::int as received, ${countOf(sql`is_kept`)} as kept, ${countOf(sql`lapse_booked`)} as lapsed,
    ${countOf(sql`state = 'redirected' and lapsed_at is null and decline_reason is null`)} as redirected,
    ${countOf(sql`state in ('sent', 'accepted')`)} as awaited, ${countOf(sql`link > 1`)} as passed_on,
    ${countOf(sql`link > 1 and is_kept`)} as passed_on_kept,
    ${countOf(sql`link > 1 and lapse_booked`)} as passed_on_lapsed,
    ${countOfEach(declineReasons, sql`decline_reason`)} as declined,
    ${countOfEach(outcomes, sql`outcome`)} as outcomes,
    array[${sql.join(
      hourSteps.map((_, place) => countOf(sql`step = ${place}`)),
      sql`, `,
    )}] as hours,
    count(feedbacks.referral_id)::int as opinions, ${countOf(sql`feedbacks.contacted`)} as said_contacted,
    ${countOf(sql`feedbacks.useful`)} as said_useful
  from referrals left join feedbacks on feedbacks.referral_id = referrals.id
    -- Once for each referral, not once for each count.
    cross join lateral (select ${kept} as is_kept, case when ${kept} then ${step} end as step offset 0) as told
  where referrals.offer_id = ${cell}.offer_id
    -- A month of any time zone, by the index, then of the referral's own.
    and sent_at >= ${cell}.month - interval '1 day' and sent_at < ${cell}.month + interval '1 month 1 day'
    and month_of(sent_at, time_zone) = ${cell}.month`

/**
 * The cells of some offers and months, right at this instant: those that changed since they were counted are counted
 * from the referrals themselves. `among` is a query of offer ids; months are first days, both included.
 */
export const currentCells = (among: SQL, { from, to }: { readonly from: string; readonly to: string }): SQL => sql`
  with marked as (
    select distinct offer_id, month from figure_marks
    where offer_id in (${among}) and month between ${from}::date and ${to}::date)
  select offer_id, month, ${columns} from figure_cells
  where offer_id in (${among}) and month between ${from}::date and ${to}::date
    and not exists (select from marked where marked.offer_id = figure_cells.offer_id and marked.month = figure_cells.month)
  union all
  select marked.offer_id, marked.month, counted.* from marked cross join lateral (${counted(sql`marked`)}) as counted`

/** Days over which an offer's own page counts, today included. */
const offerDays = 90

/** What an offer's page counts, by the same definitions, over its last 90 local days; `offers` and `territories` are in scope. */
export const offerFigures = sql`(
  select jsonb_build_object('received', count(*), 'kept', ${countOf(kept)}, 'lapsed', ${countOf(sql`lapse_booked`)})
  from referrals where referrals.offer_id = offers.id and referrals.partner_id = offers.partner_id
    and sent_at >= ((platform_now() at time zone territories.time_zone)::date - ${offerDays - 1}::integer)::timestamp
      at time zone territories.time_zone)`

/** Cells counted at once: a transaction stays short. */
const most = 1000

/** One at a time: of two that counted the same cell, the older would come last. */
const alone = async (tx: Tx): Promise<boolean> => {
  const { rows } = await tx.execute<{ alone: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('figure_cells')) as alone`,
  )
  return rows[0]?.alone === true
}

/** Counts anew what has changed since the last time. Another worker that does it already is left alone. Returns how many cells. */
export const refreshFigures = async (db: Database): Promise<number> => {
  let cells = 0
  for (;;) {
    const done = await transact(db, async (tx) => {
      if (!(await alone(tx))) return 0
      const { rows } = await tx.execute<{ offer_id: string; month: string }>(sql`
        with taken as (
            delete from figure_marks using (
              select distinct offer_id, month from figure_marks order by offer_id, month limit ${most}) as next
            where figure_marks.offer_id = next.offer_id and figure_marks.month = next.month
            returning figure_marks.offer_id, figure_marks.month)
        select distinct offer_id, month::text from taken`)
      // A statement of its own: it sees what was committed with the marks that the first one took.
      await tx.execute(sql`
        insert into figure_cells (offer_id, month, ${columns})
        select marked.offer_id, marked.month, counted.*
        from unnest(${sql.param(rows.map((row) => row.offer_id))}::uuid[],
            ${sql.param(rows.map(({ month }) => month))}::date[]) as marked (offer_id, month)
          cross join lateral (${counted(sql`marked`)}) as counted
        on conflict (offer_id, month) do update set (${columns}) = row(excluded.received, excluded.kept, excluded.lapsed,
          excluded.redirected, excluded.awaited, excluded.passed_on, excluded.passed_on_kept, excluded.passed_on_lapsed,
          excluded.declined, excluded.outcomes, excluded.hours, excluded.opinions, excluded.said_contacted,
          excluded.said_useful)`)
      return rows.length
    })
    cells += done
    if (done < most) return cells
  }
}

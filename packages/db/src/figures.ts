import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { declineReasons, outcomes } from '@boussole/domain'
import type { Professional, ReferralFigures } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from './database.ts'

/** The figures of one offer or one theme. */
export interface NamedFigures extends ReferralFigures {
  readonly name: string
}

/** A partner's figures, as a whole, by offer and by theme. */
export interface OwnFigures {
  readonly whole: ReferralFigures
  readonly byOffer: readonly NamedFigures[]
  readonly byTheme: readonly NamedFigures[]
}

// A contact in the day of grace of an accepted referral comes before the lapse, and yet after the date promised.
const kept = sql`referrals.contacted_at < referrals.due_at and referrals.lapsed_at is null`
const hours = sql`extract(epoch from referrals.contacted_at - referrals.sent_at) / 3600`

const counted = (values: readonly string[], column: SQL): SQL =>
  sql`jsonb_build_object(${sql.join(
    values.flatMap((value) => [sql`${value}::text`, sql`count(*) filter (where ${column} = ${value})`]),
    sql`, `,
  )})`

/** The definitions of `domain/src/figures.ts`, as aggregates over referrals and their feedback. */
const figures = sql`
  jsonb_build_object('received', count(*), 'kept', count(*) filter (where ${kept}),
    'lapsed', count(*) filter (where lapse_booked),
    'declined', ${counted(declineReasons, sql`decline_reason`)},
    'redirected', count(*) filter (where referrals.state = 'redirected' and lapsed_at is null and decline_reason is null),
    'awaited', count(*) filter (where referrals.state in ('sent', 'accepted')),
    'medianHours', percentile_cont(0.5) within group (order by ${hours}) filter (where ${kept}),
    'ninetiethHours', percentile_cont(0.9) within group (order by ${hours}) filter (where ${kept}),
    'outcomes', ${counted(outcomes, sql`outcome`)},
    'opinions', count(feedbacks.referral_id), 'saidContacted', count(*) filter (where feedbacks.contacted),
    'saidUseful', count(*) filter (where feedbacks.useful))`

/** Days over which an offer's own page counts, today included. */
const offerDays = 90

/** What an offer's page counts, by the same definitions, over its last 90 local days; `offers` and `territories` are in scope. */
export const offerFigures = sql`(
  select jsonb_build_object('received', count(*), 'kept', count(*) filter (where ${kept}),
    'lapsed', count(*) filter (where lapse_booked))
  from referrals where referrals.offer_id = offers.id and referrals.partner_id = offers.partner_id
    and sent_at >= ((platform_now() at time zone territories.time_zone)::date - ${offerDays - 1}::integer)::timestamp
      at time zone territories.time_zone)`

/** The figures of the partners one answers for, over local days of sending, both included. One statement. */
export const readOwnFigures = async (
  reader: Reader,
  { partnerIds }: Professional,
  { from, to }: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<OwnFigures> => {
  const { rows } = await reader.execute<{ offer: string | null; theme: string | null; figures: ReferralFigures }>(sql`
    select case when grouping(offers.id) = 0 then max(offers.title) end as offer,
      case when grouping(themes.id) = 0 then max(themes.name) end as theme, ${figures} as figures
    from referrals
      join offers on offers.id = referrals.offer_id
      join themes on themes.id = offers.theme_id
      left join feedbacks on feedbacks.referral_id = referrals.id
    where referrals.partner_id = any(${sql.param(partnerIds)}::uuid[])
      and sent_at >= (${from.toString()}::timestamp at time zone time_zone)
      and sent_at < ((${to.toString()}::date + 1)::timestamp at time zone time_zone)
    group by grouping sets ((), (offers.id), (themes.id))
    order by offer, theme`)
  const whole = rows.find(({ offer, theme }) => offer === null && theme === null)
  if (whole === undefined) throw new Error('no figures')
  return {
    whole: whole.figures,
    byOffer: rows.flatMap(({ offer, figures: own }) => (offer === null ? [] : [{ ...own, name: offer }])),
    byTheme: rows.flatMap(({ theme, figures: own }) => (theme === null ? [] : [{ ...own, name: theme }])),
  }
}

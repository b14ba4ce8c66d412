import { sql } from 'drizzle-orm'
import type { OfferKeptUp, UpkeepCause, UpkeepDeed, UpkeepKind } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import { isUnderAgreement } from '../agreement-in-force.ts'

/** Local time from which a day's run may be done: the windows that ended at midnight have lapsed by then. */
const runsFrom = '00:30'

/** The territories that have not had today's run, by their own clock. */
export const findTerritoriesToKeepUp = async (reader: Reader): Promise<string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select territories.id from territories
      cross join lateral (select (select platform_now()) at time zone time_zone as here) as local
    where here::time >= ${runsFrom} and not exists (
      select from upkeep_runs where territory_id = territories.id and day = here::date)
    order by territories.id limit 500`)
  return rows.map(({ id }) => id)
}

/** A run that has begun. */
export interface UpkeepBegun {
  readonly id: string
  readonly day: Temporal.PlainDate
}

/** Begins today's run of a territory; undefined when another worker has. */
export const beginUpkeepRun = async (tx: Tx, territoryId: string): Promise<UpkeepBegun | undefined> => {
  const { rows } = await tx.execute<{ id: string; day: string }>(sql`
    insert into upkeep_runs (territory_id, day, online, allowed)
    select id, (platform_now() at time zone time_zone)::date, 0, 0 from territories where id = ${territoryId}
    on conflict (territory_id, day) do nothing returning id, day::text`)
  const [row] = rows
  return row && { id: row.id, day: Temporal.PlainDate.from(row.day) }
}

/** An offer as a run finds it. */
export interface OfferOfRun {
  readonly id: string
  /** Where it stands: what has changed meanwhile is known by it. */
  readonly standing: string
  /** Young people are shown it today. */
  readonly isOnline: boolean
  readonly keptUp: OfferKeptUp
  readonly done: readonly { readonly kind: UpkeepKind; readonly cause: UpkeepCause; readonly dueOn: string }[]
}

interface OfferRow extends Record<string, unknown> {
  id: string
  standing: string
  is_online: boolean
  confirmed_on: string
  contact_confirmed_on: string | null
  contact_bounced_on: string | null
  to_confirm_since: string | null
  to_confirm_cause: UpkeepCause | null
  rests_until: string | null
  lapses_on: string[]
  reminders_on: string[]
  done: OfferOfRun['done']
}

const dayOf = (printed: string) => Temporal.PlainDate.from(printed)
const dayOrNull = (printed: string | null) => (printed === null ? null : dayOf(printed))

const offerOf = (row: OfferRow): OfferOfRun => ({
  id: row.id,
  standing: row.standing,
  isOnline: row.is_online,
  done: row.done,
  keptUp: {
    confirmedOn: dayOf(row.confirmed_on),
    contactConfirmedOn: dayOrNull(row.contact_confirmed_on),
    contactBouncedOn: dayOrNull(row.contact_bounced_on),
    toConfirm:
      row.to_confirm_since === null || row.to_confirm_cause === null
        ? null
        : { since: dayOf(row.to_confirm_since), cause: row.to_confirm_cause },
    restsUntil: dayOrNull(row.rests_until),
    lapsesOn: row.lapses_on.map(dayOf),
    remindersOn: row.reminders_on.map(dayOf),
  },
})

/** Lapses booked against the partner, local days: neither those that the platform or a mail that came back caused. */
const lapses = sql`(
  select coalesce(jsonb_agg((lapsed_at at time zone time_zone)::date order by lapsed_at), '[]')
  from (select lapsed_at from referrals
    where referrals.offer_id = offers.id and referrals.partner_id = offers.partner_id and lapse_booked
      and sent_at > (select platform_now()) - interval '200 days'
      and lapsed_at > coalesce(lapses_looked_at, '-infinity')
    order by lapsed_at desc limit 100) as lapsed)`

/** Reminders that left since the partner last acted on a referral of this offer: each once, whoever received it. */
const reminders = sql`(
  select coalesce(jsonb_agg((left_at at time zone time_zone)::date order by left_at), '[]')
  from (
    select min(done_at) as left_at
    from referrals join outbox on outbox.referral_id = referrals.id and mail = 'reminder' and outbox.state = 'sent'
    where referrals.offer_id = offers.id and referrals.partner_id = offers.partner_id
      and sent_at > (select platform_now()) - interval '120 days'
      and done_at > coalesce((
        select max(journal.at) from referrals as answered join journal on journal.referral_id = answered.id
        where answered.offer_id = offers.id and answered.partner_id = offers.partner_id and actor_kind = 'referent'
          and answered.sent_at > (select platform_now()) - interval '120 days'), '-infinity')
    group by referrals.id, split_part(once_key, '/', 3)
    order by left_at limit 100) as reminded)`

/** The offers of a territory that upkeep looks at: accepted, not paused, their partner under agreement, not over. */
export const readOffersKeptUp = async (tx: Tx, territoryId: string): Promise<OfferOfRun[]> => {
  const { rows } = await tx.execute<OfferRow>(sql`
    select offers.id, upkeep_standing(offers)::text as standing, valid_from <= today.day as is_online,
      (confirmed_at at time zone time_zone)::date::text as confirmed_on,
      (contact_confirmed_at at time zone time_zone)::date::text as contact_confirmed_on,
      (contact_bounced_at at time zone time_zone)::date::text as contact_bounced_on,
      to_confirm_since::text, to_confirm_cause, upkeep_rests_until::text as rests_until,
      ${lapses} as lapses_on, ${reminders} as reminders_on,
      coalesce((
        select jsonb_agg(jsonb_build_object('kind', kind, 'cause', cause, 'dueOn', due_on))
        from (select kind, cause, due_on from upkeep_changes
          where offer_id = offers.id and kind <> 'waiting' and undoing is distinct from 'undone'
          order by id desc limit 100) as latest), '[]') as done
    from offers join territories on territories.id = offers.territory_id
      join partners on partners.id = offers.partner_id
      cross join lateral (select ((select platform_now()) at time zone time_zone)::date as day) as today
    where offers.territory_id = ${territoryId} and offers.state = 'active' and ${isUnderAgreement}
      and coalesce(valid_until, 'infinity') >= today.day
    order by offers.id`)
  return rows.map(offerOf)
}

/** One deed to be done to one offer, which still has to stand as the run found it. */
export interface DeedOnOffer {
  readonly offerId: string
  readonly standing: string
  readonly deed: UpkeepDeed
}

/**
 * Does what is due, and keeps it with what stood before and after. An offer that somebody has just changed is left to the
 * next run. Kept with the run: how many offers were online, and how many it could suspend.
 */
export const writeDeeds = async (
  tx: Tx,
  run: UpkeepBegun & { readonly online: number; readonly allowed: number },
  deeds: readonly DeedOnOffer[],
): Promise<void> => {
  await tx.execute(sql`
    update upkeep_runs set online = ${run.online}, allowed = ${run.allowed} where id = ${run.id}`)
  if (deeds.length === 0) return
  const asked = JSON.stringify(
    deeds.map(({ offerId, standing, deed: { kind, cause, dueOn } }) => ({
      offer_id: offerId,
      kind,
      cause,
      due_on: dueOn.toString(),
      standing,
    })),
  )
  const day = run.day.toString()
  await tx.execute(sql`
    with asked as (
      select * from jsonb_to_recordset(${asked}::jsonb)
        as asked (offer_id uuid, kind text, cause text, due_on date, standing text)),
    changed as (
      update offers set
        state = case kind when 'suspended' then 'suspended' when 'held' then 'paused' else offers.state end,
        to_confirm_since = case when kind in ('to-confirm', 'early-check') then ${day}::date else to_confirm_since end,
        to_confirm_cause = case when kind in ('to-confirm', 'early-check') then cause else to_confirm_cause end,
        held_since = case when kind = 'held' then platform_now() else held_since end
      from asked
      where offers.id = offer_id and kind in ('to-confirm', 'early-check', 'suspended', 'held')
        and upkeep_standing(offers) = asked.standing::jsonb
      returning offers.id, upkeep_standing(offers) as standing),
    kept as (
      insert into upkeep_changes (run_id, offer_id, kind, cause, due_on, old_value, new_value)
      select ${run.id}, offer_id, kind, cause, due_on, case when changed.id is not null then asked.standing::jsonb end,
        changed.standing
      from asked left join changed on changed.id = offer_id
      where changed.id is not null or kind in ('notice-30', 'notice-7', 'waiting')
      returning offer_id, kind, cause)
    insert into offer_changes (offer_id, kind, new_value)
    select offer_id, case kind when 'early-check' then 'to-confirm' else kind end, cause from kept
    where kind in ('to-confirm', 'early-check', 'suspended', 'held')`)
}

/** The referents to be told of what a run did: those who act for the offers' own on that day. */
export const findReferentsToTell = async (tx: Tx, run: UpkeepBegun): Promise<string[]> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct acting_referent(referent_id, ${run.day.toString()}::date) as id
    from upkeep_changes join offer_referents on offer_referents.offer_id = upkeep_changes.offer_id
    where run_id = ${run.id} and kind <> 'waiting'`)
  return rows.flatMap(({ id }) => (id === null ? [] : [id])).toSorted()
}

/** Did a run take offers offline, or leave some waiting? Then the animation is told. */
export const concernsAnimation = async (tx: Tx, runId: string): Promise<boolean> => {
  const { rows } = await tx.execute(sql`
    select from upkeep_changes where run_id = ${runId} and kind in ('suspended', 'held', 'waiting') limit 1`)
  return rows.length > 0
}

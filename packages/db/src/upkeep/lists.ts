import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { Professional, TerritoryId, TerritoryPlace, UpkeepCause, UpkeepKind } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from '../database.ts'
import { isUuid } from '../is-uuid.ts'
import { instantOf, instantOrNull } from '../schema/columns.ts'
import { isWatched } from '../watched-territories.ts'

/** What awaits somebody in the upkeep of the directory: offers to confirm, those with a reason to be looked at sooner, those paused at a third lapse, those suspended. */
export const upkeepBaskets = ['to-confirm', 'early-check', 'held', 'suspended'] as const
export type UpkeepBasket = (typeof upkeepBaskets)[number]

/** Which offers lie in each basket, and since when: counts and lists ask the same. */
const baskets: Readonly<Record<UpkeepBasket, { readonly where: SQL; readonly since: SQL }>> = {
  'to-confirm': {
    where: sql`to_confirm_since is not null and to_confirm_cause in ('offer', 'contact') and held_since is null
      and offers.state in ('active', 'paused')`,
    since: sql`to_confirm_since`,
  },
  'early-check': {
    where: sql`to_confirm_since is not null and to_confirm_cause in ('bounce', 'reminders', 'lapses')
      and held_since is null and offers.state in ('active', 'paused')`,
    since: sql`to_confirm_since`,
  },
  held: { where: sql`held_since is not null`, since: sql`held_since` },
  suspended: { where: sql`to_confirm_since is not null and offers.state = 'suspended'`, since: sql`to_confirm_since` },
}

const ofOffers = sql`offers join territories on territories.id = offers.territory_id`

/** How many offers lie in each basket, of what this person watches. */
export const countUpkeep = async (
  reader: Reader,
  professional: Professional,
): Promise<Readonly<Record<UpkeepBasket, number>>> => {
  const counts = upkeepBaskets.map(
    (basket) => sql`
      (select count(*)::int from ${ofOffers}
        where ${isWatched(professional)} and ${baskets[basket].where}) as ${sql.identifier(basket)}`,
  )
  const { rows } = await reader.execute<Record<UpkeepBasket, number>>(sql`select ${sql.join(counts, sql`, `)}`)
  const [row] = rows
  if (row === undefined) throw new Error('no count of what is to be kept up')
  return row
}

/** An offer in a basket. */
export interface OfferToKeepUp {
  readonly id: string
  readonly title: string
  readonly partnerName: string
  readonly cause: UpkeepCause | null
  /** Local days: since when it lies here; when it is suspended if nobody confirms it. */
  readonly sinceDay: string
  readonly confirmedDay: string
  readonly toConfirmSince: string | null
  readonly referents: readonly string[]
}

/** Where a list goes on: the last offer shown. */
export interface UpkeepCursor {
  readonly at: string
  readonly id: string
}

/** Offers and runs on one page. */
const perPage = 30

/** The offers of a basket, of what this person watches: the longest there first. */
export const listUpkeep = async (
  reader: Reader,
  professional: Professional,
  { basket, after }: { readonly basket: UpkeepBasket; readonly after?: UpkeepCursor | undefined },
): Promise<{ readonly items: readonly OfferToKeepUp[]; readonly next: UpkeepCursor | null }> => {
  const { where, since } = baskets[basket]
  const type = sql.raw(basket === 'held' ? 'timestamptz' : 'date')
  const rest = after === undefined ? sql`true` : sql`(${since}, offers.id) > (${after.at}::${type}, ${after.id}::uuid)`
  const { rows } = await reader.execute<OfferToKeepUp & { at: string } & Record<string, unknown>>(sql`
    select offers.id, title, partners.name as "partnerName", to_confirm_cause as cause, to_jsonb(${since}) #>> '{}' as at,
      ${basket === 'held' ? sql`(held_since at time zone time_zone)::date::text` : sql`to_confirm_since::text`} as "sinceDay",
      (confirmed_at at time zone time_zone)::date::text as "confirmedDay", to_confirm_since::text as "toConfirmSince",
      coalesce((select jsonb_agg(users.name order by users.name) from offer_referents
        join referents on referents.id = referent_id and referents.left_at is null
        join users on users.id = user_id and users.left_at is null where offer_id = offers.id), '[]') as referents
    from ${ofOffers} join partners on partners.id = offers.partner_id
    where ${isWatched(professional)} and ${where} and ${rest}
    order by ${since}, offers.id limit ${perPage + 1}`)
  const shown = rows.slice(0, perPage)
  const last = shown.at(-1)
  return {
    items: shown,
    next: rows.length > perPage && last !== undefined ? { at: last.at, id: last.id } : null,
  }
}

/** One run of the upkeep, as lists show it. */
export interface UpkeepRun {
  readonly id: string
  readonly place: TerritoryPlace
  readonly territoryName: string
  readonly timeZone: string
  readonly day: string
  readonly at: Temporal.Instant
  readonly online: number
  readonly allowed: number
  readonly undoneAt: Temporal.Instant | null
  readonly undoneBy: string | null
  /** How often it did what. */
  readonly counts: Readonly<Partial<Record<UpkeepKind, number>>>
}

interface RunRow extends Record<string, unknown> {
  id: string
  territory_id: string
  region_code: string
  territory_name: string
  time_zone: string
  day: string
  at: string
  online: number
  allowed: number
  undone_at: string | null
  undone_by: string | null
  counts: UpkeepRun['counts']
}

const runColumns = sql`
  upkeep_runs.id, territory_id, region_code, territories.name as territory_name, time_zone, day::text, at::text, online,
  allowed, undone_at::text, (select name from users where users.id = undone_by) as undone_by,
  coalesce((select jsonb_object_agg(kind, count) from (
    select kind, count(*) from upkeep_changes where run_id = upkeep_runs.id group by kind) as counted), '{}') as counts`

const runOf = (row: RunRow): UpkeepRun => ({
  id: row.id,
  place: { territoryId: asId<TerritoryId>(row.territory_id), regionCode: row.region_code },
  territoryName: row.territory_name,
  timeZone: row.time_zone,
  day: row.day,
  at: instantOf(row.at),
  online: row.online,
  allowed: row.allowed,
  undoneAt: instantOrNull(row.undone_at),
  undoneBy: row.undone_by,
  counts: row.counts,
})

/** The run of this id; undefined: there is none. */
export const findUpkeepRun = async (reader: Reader, runId: string): Promise<UpkeepRun | undefined> => {
  if (!isUuid(runId)) return undefined
  const { rows } = await reader.execute<RunRow>(sql`
    select ${runColumns} from upkeep_runs join territories on territories.id = territory_id
    where upkeep_runs.id = ${runId}`)
  return rows.map(runOf)[0]
}

/** The runs that did something, of what this person watches: the latest first. */
export const listUpkeepRuns = async (
  reader: Reader,
  professional: Professional,
  after?: UpkeepCursor,
): Promise<{ readonly items: readonly UpkeepRun[]; readonly next: UpkeepCursor | null }> => {
  const rest =
    after === undefined ? sql`true` : sql`(at, upkeep_runs.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await reader.execute<RunRow>(sql`
    select ${runColumns} from upkeep_runs join territories on territories.id = territory_id
    where ${isWatched(professional)} and ${rest}
      and exists (select from upkeep_changes where run_id = upkeep_runs.id)
    order by at desc, upkeep_runs.id desc limit ${perPage + 1}`)
  const items = rows.slice(0, perPage).map(runOf)
  const last = items.at(-1)
  return {
    items,
    next: rows.length > perPage && last !== undefined ? { at: last.at.toString(), id: last.id } : null,
  }
}

/** What a run did to one offer. */
export interface UpkeepChange {
  readonly id: string
  readonly offerId: string
  readonly title: string
  readonly partnerName: string
  readonly kind: UpkeepKind
  readonly cause: UpkeepCause
  readonly dueOn: string
  readonly undoing: 'undone' | 'changed-since' | 'told' | null
  /** Undoing the run would change it back: nobody has changed it since. */
  readonly mayBeUndone: boolean
  /** It still is as the run left it, or still not confirmed since the notice. */
  readonly stillHolds: boolean
}

/** What a run did, the gravest first; `after`: the number of the last one shown. */
export const listUpkeepChanges = async (
  reader: Reader,
  runId: string,
  { after = 0, limit = 100, actingReferent }: { after?: number; limit?: number; actingReferent?: string } = {},
): Promise<readonly UpkeepChange[]> => {
  const whose =
    actingReferent === undefined
      ? sql`true`
      : sql`exists (select from offer_referents where offer_referents.offer_id = offers.id
          and acting_referent(referent_id, upkeep_runs.day) = ${actingReferent}::uuid)`
  const { rows } = await reader.execute<UpkeepChange & Record<string, unknown>>(sql`
    select upkeep_changes.id::text, offers.id as "offerId", title, partners.name as "partnerName", kind, cause,
      due_on::text as "dueOn", undoing,
      undone_at is null and new_value is not null and upkeep_standing(offers) = new_value as "mayBeUndone",
      undoing is distinct from 'undone' and case
        when kind in ('notice-30', 'notice-7', 'waiting') then confirmed_at < upkeep_runs.at and offers.state = 'active'
        when kind in ('to-confirm', 'early-check') then to_confirm_since is not null and offers.state = 'active'
        when kind = 'suspended' then offers.state = 'suspended'
        else held_since is not null end as "stillHolds"
    from upkeep_changes join upkeep_runs on upkeep_runs.id = run_id join offers on offers.id = offer_id
      join partners on partners.id = offers.partner_id
    where run_id = ${runId} and upkeep_changes.id > ${after} and ${whose}
    order by upkeep_changes.id limit ${limit}`)
  return rows
}

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PartnerPlace, Professional } from '@boussole/domain'
import type { Reader } from './database.ts'
import { somebodyAnswersOn } from './somebody-answers.ts'
import { isWatched } from './watched-territories.ts'

/** A planned absence; both days count. */
export interface TeamAbsence {
  readonly id: string
  readonly fromDay: string
  readonly toDay: string
}

/** A referent as the partner's own people see them. */
export interface TeamMember {
  readonly referentId: string
  readonly userId: string
  readonly name: string
  readonly deputyId: string | null
  /** Codes of themes; none: all of them. */
  readonly themes: readonly string[]
  /** Zone codes; none: the whole territory. */
  readonly zones: readonly string[]
  /** Those that are not over, the next first. */
  readonly absences: readonly TeamAbsence[]
  readonly offers: readonly { readonly id: string; readonly title: string }[]
}

interface Named {
  readonly code: string
  readonly name: string
}

/** The people of one partner, and what they may answer for. */
export interface Team extends PartnerPlace {
  readonly name: string
  readonly timeZone: string
  /** ISO day, local to the partner. */
  readonly today: string
  readonly members: readonly TeamMember[]
  /** The themes and the groups of communes of the territory. */
  readonly themes: readonly Named[]
  readonly zones: readonly Named[]
}

/** A referent with this partner has not left, nor has their account. */
const isThere = sql`referents.left_at is null and users.left_at is null`

/** The local day of a territory. */
const today = sql`(platform_now() at time zone territories.time_zone)::date`

const members = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'referentId', referents.id, 'userId', users.id, 'name', users.name, 'deputyId', deputy_id,
    'themes', coalesce((select jsonb_agg(themes.code order by themes.position, themes.code)
      from referent_themes join themes on themes.id = theme_id where referent_id = referents.id), '[]'),
    'zones', coalesce((select jsonb_agg(zone_code order by zone_code)
      from referent_zones where referent_id = referents.id), '[]'),
    'absences', coalesce((select jsonb_agg(jsonb_build_object('id', absences.id::text, 'fromDay', from_day,
        'toDay', to_day) order by from_day)
      from absences where referent_id = referents.id and to_day >= ${today}), '[]'),
    'offers', coalesce((select jsonb_agg(jsonb_build_object('id', offers.id, 'title', title) order by title, offers.id)
      from offer_referents join offers on offers.id = offer_id
      where referent_id = referents.id and offers.state <> 'withdrawn' and title <> ''), '[]')
  ) order by users.name, referents.id), '[]')
  from referents join users on users.id = user_id where partner_id = partners.id and ${isThere})`

const themesThere = sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', themes.code, 'name', themes.name) order by themes.position, themes.code)
  from territory_themes join themes on themes.id = theme_id where territory_id = territories.id), '[]')`

const zonesThere = sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', 'E:' || code, 'name', name) order by name, code)
  from epcis where code in (
    select epci_code from territory_communes join communes on communes.code = commune_code
    where territory_id = territories.id)), '[]')`

/** Partners shown on one page at the most. */
const mostPartners = 50

/** The teams of these partners, by name, as they are today. */
export const findTeams = async (reader: Reader, partnerIds: readonly string[]): Promise<readonly Team[]> => {
  if (partnerIds.length === 0) return []
  const { rows } = await reader.execute<Team & Record<string, unknown>>(sql`
    select partners.id as "partnerId", partners.territory_id as "territoryId", territories.region_code as "regionCode",
      partners.name, territories.time_zone as "timeZone", ${today}::text as today, ${members} as members,
      ${themesThere} as themes, ${zonesThere} as zones
    from partners join territories on territories.id = partners.territory_id
    where partners.id = any(${sql.param(partnerIds)}::uuid[])
    order by partners.name, partners.id limit ${mostPartners}`)
  return rows
}

/** The team in which a referent is today. */
export const findTeamOf = async (reader: Reader, referentId: string): Promise<Team | undefined> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select partner_id as id from referents join users on users.id = user_id where referents.id = ${referentId} and ${isThere}`)
  return (
    await findTeams(
      reader,
      rows.map(({ id }) => id),
    )
  )[0]
}

/** Somebody is away: planned already, or only thought of. */
export interface ThoughtAbsence {
  readonly referentId: string
  readonly fromDay: string
  readonly toDay: string
}

/** Days on which nobody answers for an offer; both count. */
export interface OfferGap {
  readonly offerId: string
  readonly title: string
  readonly fromDay: string
  readonly toDay: string
}

/** Offers told of at the most. */
const mostGaps = 200

/**
 * The offers online for which nobody would answer, neither referent nor deputy, on days of an absence: each run of days.
 * It is the question of `acting_referent` (migrations/0010), asked of an absence that is not written yet.
 */
export const findGaps = async (
  reader: Reader,
  { referentId, fromDay, toDay }: ThoughtAbsence,
): Promise<readonly OfferGap[]> => {
  const { rows } = await reader.execute<OfferGap & Record<string, unknown>>(sql`
    with concerned as (
        select distinct offers.id, title from referents join offer_referents on referent_id = referents.id
          join offers on offers.id = offer_id and offers.state = 'active'
        where referents.id = ${referentId} or referents.deputy_id = ${referentId}),
      candidates as (
        select distinct offer_id, turn.referent_id from concerned
          join offer_referents on offer_id = concerned.id join referents on referents.id = offer_referents.referent_id
          cross join lateral (values (referents.id), (referents.deputy_id)) as turn (referent_id)
          join referents candidate on candidate.id = turn.referent_id and candidate.left_at is null
          join users on users.id = candidate.user_id and users.left_at is null),
      alone as (
        select concerned.id, title, day::date as day
        from concerned cross join generate_series(${fromDay}::date, ${toDay}::date, '1 day') as day
        where not exists (
          select from candidates where offer_id = concerned.id and candidates.referent_id <> ${referentId}
            and not exists (select from absences where absences.referent_id = candidates.referent_id
              and day::date between from_day and to_day))),
      runs as (
        select *, day - (row_number() over (partition by id order by day))::int as run from alone)
    select id as "offerId", title, min(day)::text as "fromDay", max(day)::text as "toDay"
    from runs group by id, title, run order by title, id, min(day) limit ${mostGaps}`)
  return rows
}

/** An offer online for which nobody answers today: it has paused by itself. */
export interface OfferWithoutReferent {
  readonly offerId: string
  readonly partnerId: string
  readonly partnerName: string
  readonly title: string
  /** The first day on which somebody is back, ISO; null: nobody in the next year. */
  readonly backOn: string | null
}

const offersWithoutReferent = async (reader: Reader, whose: SQL): Promise<readonly OfferWithoutReferent[]> => {
  const { rows } = await reader.execute<OfferWithoutReferent & Record<string, unknown>>(sql`
    select offers.id as "offerId", offers.partner_id as "partnerId", partners.name as "partnerName", title,
      -- Somebody comes back on the day after an absence, never on another.
      (select min(to_day + 1)::text from absences
        where referent_id in (
          select unnest(array[referents.id, deputy_id]) from offer_referents
            join referents on referents.id = referent_id where offer_id = offers.id)
        and to_day >= ${today} and ${somebodyAnswersOn(sql`absences.to_day + 1`)}) as "backOn"
    from offers join territories on territories.id = offers.territory_id
      join partners on partners.id = offers.partner_id
    where ${whose} and offers.state = 'active' and not ${somebodyAnswersOn(today)}
    order by title, offers.id limit ${mostGaps}`)
  return rows
}

/** The offers online of these partners for which nobody answers today, neither referent nor deputy. */
export const findOffersWithoutReferent = async (
  reader: Reader,
  partnerIds: readonly string[],
): Promise<readonly OfferWithoutReferent[]> =>
  partnerIds.length === 0
    ? []
    : offersWithoutReferent(reader, sql`offers.partner_id = any(${sql.param(partnerIds)}::uuid[])`)

/** The same, of what somebody watches; partners that have nobody at all are told apart. */
export const listWatchedWithoutReferent = (
  reader: Reader,
  professional: Professional,
): Promise<readonly OfferWithoutReferent[]> =>
  offersWithoutReferent(
    reader,
    sql`${isWatched(professional)} and exists (
      select from referents join users on users.id = user_id and users.left_at is null
      where partner_id = partners.id and referents.left_at is null)`,
  )

/** An absence with whose it is, for a letter about it; undefined when it was cancelled. */
export const findAbsence = async (
  reader: Reader,
  id: string,
): Promise<(ThoughtAbsence & Record<'partnerId' | 'partnerName' | 'referentName', string>) | undefined> => {
  const { rows } = await reader.execute<
    Record<'referentId' | 'fromDay' | 'toDay' | 'partnerId' | 'partnerName' | 'referentName', string>
  >(sql`
    select referents.id as "referentId", from_day::text as "fromDay", to_day::text as "toDay",
      partners.id as "partnerId", partners.name as "partnerName", users.name as "referentName"
    from absences join referents on referents.id = referent_id join users on users.id = user_id
      join partners on partners.id = partner_id
    where absences.id = ${id}::bigint and ${isThere}`)
  return rows[0]
}

/** Who has left a partner, and whether anybody is there now. */
export const findLeft = async (
  reader: Reader,
  referentId: string,
): Promise<
  { readonly partnerName: string; readonly referentName: string; readonly hasSomebody: boolean } | undefined
> => {
  const { rows } = await reader.execute<{ partnerName: string; referentName: string; hasSomebody: boolean }>(sql`
    select partners.name as "partnerName", gone.name as "referentName",
      exists (select from referents join users on users.id = user_id
        where partner_id = partners.id and ${isThere}) as "hasSomebody"
    from referents as former join users as gone on gone.id = former.user_id join partners on partners.id = former.partner_id
    where former.id = ${referentId}`)
  return rows[0]
}

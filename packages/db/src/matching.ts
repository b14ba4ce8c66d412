import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { InEachLanguage } from '@boussole/contracts'
import { asId, zoneLevels } from '@boussole/domain'
import type { HolidayZone, NeedId, OfferId, OfferOnTheDay, PartnerId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { isUnderAgreementOn } from './agreement-in-force.ts'
import type { Reader, Tx } from './database.ts'
import { somebodyAnswersOn } from './somebody-answers.ts'
import { holdWatchers } from './watchers.ts'
import { zoneCodesOf } from './zone-codes.ts'

/** Where and about what a young person asks, resolved from the codes they gave; null fields: no such thing here. */
export interface Place {
  readonly communeCode: string
  readonly communeName: string
  /** Zone codes that contain the commune, from the nearest to the widest, in the order of `zoneLevels`. */
  readonly zoneCodes: readonly string[]
  readonly territory: {
    readonly id: string
    readonly name: string
    readonly timeZone: string
    readonly holidayZone: HolidayZone
    /** Null: it is being set up. */
    readonly opensOn: string | null
    readonly infoJeunes: {
      readonly name: string
      readonly phone: string | null
      readonly email: string | null
      readonly address: string | null
    }
  } | null
  readonly themeId: string | null
  readonly needId: string | null
  /** Question code → its kind and answer codes, in the theme's questionnaire here. */
  readonly questions: Readonly<
    Record<string, { readonly kind: 'one' | 'several'; readonly answers: readonly string[] }>
  >
  readonly now: Temporal.Instant
}

/** Reads what submitting and matching must know of a commune, a theme and a need. Undefined: no such commune. */
export const findPlace = async (
  reader: Reader,
  asked: { readonly commune: string; readonly theme: string; readonly need: string | null },
): Promise<Place | undefined> => {
  const { rows } = await reader.execute<{ place: Omit<Place, 'now'>; now: string }>(sql`
    select platform_now()::text as now, jsonb_build_object(
      'communeCode', communes.code,
      'communeName', communes.name,
      'zoneCodes', to_jsonb(${zoneCodesOf(asked.commune)}),
      'territory', case when territories.id is not null then jsonb_build_object(
        'id', territories.id, 'name', territories.name, 'timeZone', territories.time_zone,
        'holidayZone', territories.holiday_zone, 'opensOn', territories.opens_on,
        'infoJeunes', jsonb_build_object('name', info_jeunes_name, 'phone', info_jeunes_phone,
          'email', info_jeunes_email, 'address', info_jeunes_address)) end,
      'themeId', territory_themes.theme_id,
      'needId', needs.id,
      'questions', coalesce((
        select jsonb_object_agg(questions.code, jsonb_build_object('kind', questions.kind, 'answers', (
          select coalesce(jsonb_agg(answers.code), '[]') from answers where question_id = questions.id)))
        from questionnaire_pages join questions on questions.page_id = questionnaire_pages.id
        where questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id), '{}')) as place
    from communes
      left join territory_communes on territory_communes.commune_code = communes.code
      left join territories on territories.id = territory_communes.territory_id
      left join themes on themes.code = ${asked.theme}
      left join territory_themes on territory_themes.territory_id = territories.id and territory_themes.theme_id = themes.id
      left join needs on needs.theme_id = territory_themes.theme_id and needs.code = ${asked.need}
    where communes.code = ${asked.commune}`)
  const [row] = rows
  return row && { ...row.place, now: Temporal.Instant.from(row.now) }
}

/** An offer on the day, with the words that show it. */
export interface Candidate extends OfferOnTheDay {
  readonly partnerName: string
  readonly title: string
  readonly description: string
  readonly place: string | null
  readonly needCode: string
  readonly needNames: InEachLanguage
  /** It has a monthly quota, so a place in it must be reserved. */
  readonly limited: boolean
}

interface CandidateRow extends Record<string, unknown> {
  id: string
  partner_id: string
  partner_name: string
  need_id: string
  need_code: string
  need_name: string
  need_name_en: string | null
  state: 'active' | 'paused'
  title: string
  description: string
  place: string | null
  valid_from: string
  valid_until: string | null
  age_min: number
  age_max: number
  criteria: Record<string, string[]>
  level: number
  window_days: number
  counting: 'calendar' | 'working'
  under_agreement: boolean
  full: boolean
  limited: boolean
  referent_present: boolean
  sent_recently: number
  lapsed_recently: number
  to_confirm: boolean
}

const candidateOf = (row: CandidateRow): Candidate => {
  const zoneLevel = zoneLevels[row.level - 1]
  if (zoneLevel === undefined) throw new Error(`no zone level ${row.level}`)
  return {
    id: asId<OfferId>(row.id),
    partnerId: asId<PartnerId>(row.partner_id),
    partnerName: row.partner_name,
    need: asId<NeedId>(row.need_id),
    needCode: row.need_code,
    needNames: { fr: row.need_name, en: row.need_name_en ?? row.need_name },
    state: row.state,
    title: row.title,
    description: row.description,
    place: row.place,
    underAgreement: row.under_agreement,
    validFrom: Temporal.PlainDate.from(row.valid_from),
    validUntil: row.valid_until === null ? null : Temporal.PlainDate.from(row.valid_until),
    ageMin: row.age_min,
    ageMax: row.age_max,
    criteria: row.criteria,
    zoneLevel,
    windowDays: row.window_days,
    counting: row.counting,
    full: row.full,
    limited: row.limited,
    referentPresent: row.referent_present,
    sentRecently: row.sent_recently,
    lapsedRecently: row.lapsed_recently,
    toConfirm: row.to_confirm,
  }
}

/** What finds the offers of a theme that reach a commune on a day. */
export interface Reach {
  readonly themeId: string
  readonly zoneCodes: readonly string[]
  readonly age: number
  readonly day: Temporal.PlainDate
  readonly timeZone: string
}

const startOfMonth = ({ day, timeZone }: Reach): string =>
  day.with({ day: 1 }).toZonedDateTime(timeZone).toInstant().toString()

/** Places of an offer's monthly quota that are taken; a referral withdrawn before any contact gives its place back. */
const takenThisMonth = (reach: Reach): SQL => sql`(
  select count(*) from referrals
  where offer_id = offers.id and partner_id = offers.partner_id and sent_at >= ${startOfMonth(reach)}
    and (state <> 'withdrawn' or contacted_at is not null))`

/**
 * The offers of a theme whose zone contains the commune, for that age and day, with what is known of them today. The
 * sieve is index-only (`offer_reach`); only what passes it is looked at further. Criteria are left to the rules.
 */
export const findCandidates = async (reader: Reader, reach: Reach): Promise<Candidate[]> => {
  const day = reach.day.toString()
  const { rows } = await reader.execute<CandidateRow>(sql`
    select offers.id, offers.partner_id, partners.name as partner_name, offers.need_id, needs.code as need_code,
      needs.name as need_name, needs.name_en as need_name_en, offers.state, title, description, place, valid_from::text, valid_until::text,
      age_min, age_max, criteria, level, window_days, counting,
      ${isUnderAgreementOn(sql`${day}::date`)} as under_agreement,
      monthly_quota is not null as limited,
      (monthly_quota is not null and monthly_quota <= ${takenThisMonth(reach)}) as full,
      ${somebodyAnswersOn(sql`${day}::date`)} as referent_present,
      sent_recently, lapsed_recently, to_confirm_since is not null as to_confirm
    from (
      select offer_id, min(array_position(${sql.param(reach.zoneCodes)}::text[], zone_code)) as level
      from offer_reach
      where theme_id = ${reach.themeId} and zone_code = any(${sql.param(reach.zoneCodes)}::text[])
        and ${reach.age} between age_min and age_max and ${day}::date between valid_from and valid_until
      group by offer_id) as sieved
      join offers on offers.id = sieved.offer_id
      join partners on partners.id = offers.partner_id
      join needs on needs.id = offers.need_id`)
  return rows.map(candidateOf)
}

/**
 * Keeps a place in offers that have a monthly quota: locks them in a fixed order and counts again, so that two
 * requests never share the last place. Returns the offers that can take one more.
 */
export const reserveOffers = async (tx: Tx, wanted: readonly Candidate[], reach: Reach): Promise<OfferId[]> => {
  const limited = wanted.filter((offer) => offer.limited).map(({ id }) => id)
  const free = wanted.filter((offer) => !offer.limited).map(({ id }) => id)
  if (limited.length === 0) return free
  const ids = sql.param(limited)
  await tx.execute(sql`select id from offers where id = any(${ids}::uuid[]) order by id for no key update`)
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from offers where id = any(${ids}::uuid[]) and monthly_quota > ${takenThisMonth(reach)}`)
  return [...free, ...rows.map(({ id }) => asId<OfferId>(id))]
}

/** Zone codes that contain a commune, from the nearest to the widest. */
export const findZoneCodes = async (reader: Reader, communeCode: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ codes: string[] }>(sql`select ${zoneCodesOf(communeCode)} as codes`)
  const [row] = rows
  if (row === undefined) throw new Error(`no commune ${communeCode}`)
  return row.codes
}

/** Counts a search that found nothing to offer, for the animator: theme × commune, no personal data. */
export const countMiss = async (
  tx: Tx,
  miss: { territoryId: string; day: Temporal.PlainDate; communeCode: string; themeId: string },
) => {
  await tx.execute(sql`
    insert into misses (territory_id, day, commune_code, theme_id, count)
    values (${miss.territoryId}, ${miss.day.toString()}, ${miss.communeCode}, ${miss.themeId}, 1)
    on conflict (territory_id, day, commune_code, theme_id) do update set count = misses.count + 1`)
}

/** Who will own an unresolved request: the least burdened animator of the territory, else the regional, else the national level. */
export const findOwner = async (tx: Tx, territoryId: string): Promise<string | undefined> => {
  await holdWatchers(tx)
  const { rows } = await tx.execute<{ id: string }>(sql`
    select users.id
    from users
      left join perimeters on perimeters.user_id = users.id
      left join territories on territories.id = ${territoryId}
    where users.left_at is null and (
      (users.role = 'animator' and perimeters.territory_id = territories.id)
      or (users.role = 'regional' and perimeters.region_code = territories.region_code)
      or users.role = 'national')
    order by array_position(array['animator', 'regional', 'national'], users.role),
      (select count(*) from referrals where owner_id = users.id and state = 'unresolved'), users.id
    limit 1`)
  return rows[0]?.id
}

/** How far back the lapses of an offer count against it, in days. */
const recordDays = 90

/**
 * Recounts, over the last 90 days, what each offer was sent and what lapsed on it, for the offers on which anything
 * lapsed: the share ranks them lower, and forgets. Returns how many changed.
 */
export const refreshOfferRecords = async (tx: Tx): Promise<number> => {
  const { rowCount } = await tx.execute(sql`
    with since as (select platform_now() - make_interval(days => ${recordDays}) as instant),
      counted as (
        select offer_id, count(*) as sent, count(*) filter (where lapse_booked) as lapsed
        from referrals, since where sent_at >= since.instant group by offer_id having bool_or(lapse_booked))
    update offers set sent_recently = coalesce(counted.sent, 0), lapsed_recently = coalesce(counted.lapsed, 0)
    from offers as same left join counted on counted.offer_id = same.id
    where offers.id = same.id and (counted.offer_id is not null or same.lapsed_recently > 0)
      and (offers.sent_recently, offers.lapsed_recently) is distinct from (coalesce(counted.sent, 0), coalesce(counted.lapsed, 0))`)
  return rowCount ?? 0
}

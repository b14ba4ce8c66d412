import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { BareCodeMeaning, CommuneLine, HolidayZone } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'
import { isOpenToday } from './territories.ts'

/** The communes of a territory in one EPCI; `code` is empty for those that are in none. */
export interface CommuneGroup {
  readonly code: string
  readonly name: string | null
  readonly communes: number
  readonly population: number
  /** Communes of the EPCI that are in no territory. */
  readonly free: number
}

/** The communes of a territory by EPCI, by name. */
export const listCommuneGroups = async (reader: Reader, territoryId: string): Promise<readonly CommuneGroup[]> => {
  const { rows } = await reader.execute<CommuneGroup & Record<string, unknown>>(sql`
    select coalesce(own.epci_code, '') as code, epcis.name, own.communes::int as communes,
      own.population::int as population,
      (select count(*)::int from communes where epci_code = own.epci_code and postal_codes <> '{}'
        and not exists (select from territory_communes where commune_code = communes.code)) as free
    from (select epci_code, count(*) as communes, sum(population) as population
        from territory_communes join communes on communes.code = commune_code
        where territory_id = ${territoryId} group by epci_code) as own
      left join epcis on epcis.code = own.epci_code
    order by fold_words(epcis.name) nulls last, code`)
  return rows
}

/** A commune of a territory. */
export interface TerritoryCommune {
  readonly code: string
  readonly name: string
  readonly postalCodes: readonly string[]
  readonly population: number
}

/** Communes shown together: an EPCI has some hundred and sixty at the most. */
const mostCommunes = 400

/** The communes of a territory in one EPCI, or in none (''), by name. */
export const listCommunesOfGroup = async (
  reader: Reader,
  territoryId: string,
  epci: string,
): Promise<readonly TerritoryCommune[]> => {
  const { rows } = await reader.execute<TerritoryCommune & Record<string, unknown>>(sql`
    select code, name, postal_codes as "postalCodes", population
    from territory_communes join communes on communes.code = commune_code
    where territory_id = ${territoryId} and coalesce(epci_code, '') = ${epci}
    order by fold_words(name), code limit ${mostCommunes}`)
  return rows
}

/** A commune where young people may ask today, and for what. */
export interface OpenPlace {
  readonly commune: string
  readonly population: number
  readonly timeZone: string
  readonly holidayZone: HolidayZone
  readonly themes: readonly { readonly code: string; readonly needs: readonly string[] }[]
}

/** The communes where somebody lives, of all territories that are open and have a theme. */
export const listOpenPlaces = async (reader: Reader): Promise<readonly OpenPlace[]> => {
  const { rows } = await reader.execute<OpenPlace & Record<string, unknown>>(sql`
    select communes.code as commune, population, time_zone as "timeZone", holiday_zone as "holidayZone", open.themes
    from territory_communes join communes on communes.code = commune_code
      join territories on territories.id = territory_id
      cross join lateral (
        select jsonb_agg(jsonb_build_object('code', themes.code, 'needs', (
            select coalesce(jsonb_agg(needs.code order by needs.code), '[]') from needs where theme_id = themes.id))
          order by themes.code) as themes
        from territory_themes join themes on themes.id = theme_id where territory_id = territories.id) as open
    where ${isOpenToday} and population > 0 and open.themes is not null
    order by communes.code`)
  return rows
}

/** Communes of an EPCI, of a department, or some by their codes. */
export type CommunesWhere =
  | { readonly epci: string }
  | { readonly department: string }
  | { readonly codes: readonly string[] }

/** As a condition on `communes`; a commune that is no more has no postal code. */
const isThere = (where: CommunesWhere): SQL => {
  const which =
    'epci' in where
      ? sql`epci_code = ${where.epci}`
      : 'department' in where
        ? sql`department_code = ${where.department}`
        : sql`communes.code = any(${sql.param(where.codes)}::text[])`
  return sql`postal_codes <> '{}' and ${which}`
}

const nameThere = sql`(select name from communes where code = territory_communes.commune_code) as name`

/** Adds communes of the territory's region that are in no territory; their names. */
export const insertCommunes = async (tx: Tx, territoryId: string, where: CommunesWhere): Promise<readonly string[]> => {
  const { rows } = await tx.execute<{ name: string }>(sql`
    insert into territory_communes (commune_code, territory_id)
      select communes.code, territories.id
      from communes join territories on territories.id = ${territoryId} and territories.region_code = communes.region_code
      where ${isThere(where)}
    on conflict do nothing
    returning ${nameThere}`)
  return rows.map(({ name }) => name)
}

/** Communes that a territory was not given: another one has them, or they lie in another region. */
export interface CommunesLeft {
  readonly elsewhere: readonly { readonly territory: string; readonly communes: readonly string[] }[]
  readonly outside: number
}

/** The communes asked for that are not in this territory, and why. */
export const findCommunesLeft = async (
  reader: Reader,
  territoryId: string,
  where: CommunesWhere,
): Promise<CommunesLeft> => {
  const { rows } = await reader.execute<{ told: CommunesLeft }>(sql`
    with asked as (
      select communes.name, communes.region_code <> territories.region_code as outside, owner.id as owner_id,
        owner.name as owner_name
      from territories cross join communes
        left join territory_communes on commune_code = communes.code
        left join territories as owner on owner.id = territory_communes.territory_id
      where territories.id = ${territoryId} and ${isThere(where)})
    select jsonb_build_object('outside', (select count(*) from asked where owner_id is null and outside),
      'elsewhere', coalesce((
        select jsonb_agg(jsonb_build_object('territory', owner_name, 'communes', names) order by owner_name)
        from (select owner_name, jsonb_agg(name order by name) as names from asked
          where owner_id <> ${territoryId} group by owner_id, owner_name) as owners), '[]')) as told`)
  return rows[0]?.told ?? { elsewhere: [], outside: 0 }
}

/** Takes communes out of a territory; the names of those that were in it. Requests from there go on. */
export const removeCommunes = async (
  tx: Tx,
  territoryId: string,
  codes: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await tx.execute<{ name: string }>(sql`
    delete from territory_communes
    where territory_id = ${territoryId} and commune_code = any(${sql.param(codes)}::text[])
    returning ${nameThere}`)
  return rows.map(({ name }) => name)
}

/** Requests of a territory that are under way, in these communes or about this theme. */
export const countRequestsUnderWay = async (
  reader: Reader,
  territoryId: string,
  about: { readonly communes: readonly string[] } | { readonly theme: string },
): Promise<number> => {
  const which =
    'communes' in about
      ? sql`commune_code = any(${sql.param(about.communes)}::text[])`
      : sql`theme_id = (select id from themes where code = ${about.theme})`
  const { rows } = await reader.execute<{ count: number }>(sql`
    select count(*)::int as count from requests
    where territory_id = ${territoryId} and ended_at is null and erased_at is null and ${which}`)
  return rows[0]?.count ?? 0
}

/** A commune that a line may mean. */
export interface CommuneMeant {
  readonly code: string
  readonly name: string
  readonly department: { readonly code: string; readonly name: string }
  readonly postalCodes: readonly string[]
  /** In this territory, in none, in another one of this name, or in another region. */
  readonly where: 'here' | 'free' | 'elsewhere' | 'outside'
  readonly territory: string | null
}

/** What a line of a list means: one commune, several to choose from, or none. */
export interface LineRead {
  readonly line: number
  readonly text: string
  readonly communes: readonly CommuneMeant[]
  /** What its number alone would mean as well, if it is a code of the other kind: an INSEE code may be a postal code elsewhere. */
  readonly also: readonly CommuneMeant[]
  /** Its code is a commune's, and its name another's. */
  readonly disagrees: boolean
}

/** Communes to choose from, told for one line at the most; every commune of a postal code is. */
const mostMeant = 60

/**
 * What each line means. A code and a name must agree; a name alone is looked for in the territory's region; a code alone
 * means what `bare` says, or the other where there is no such code. One statement for the whole list.
 */
export const findCommunesMeant = async (
  reader: Reader,
  { territoryId, lines, bare }: { territoryId: string; lines: readonly CommuneLine[]; bare: BareCodeMeaning },
): Promise<readonly LineRead[]> => {
  if (lines.length === 0) return []
  const isInsee = sql`(rank = ${bare === 'insee' ? 1 : 2})`
  const { rows } = await reader.execute<{ read: LineRead }>(sql`
    with here as (select id, region_code from territories where id = ${territoryId}),
      asked as (
        select line, text, codes, nullif(fold_words(name), '') as name
        from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as given (line int, text text, codes text[], name text)),
      -- By code: rank 1 where it is an INSEE code, 2 where it is a postal code.
      coded as (
        select line, asked.name, communes.code, 1 as rank from asked cross join unnest(codes) as given (given_code)
          join communes on communes.code = given_code
        union
        select line, asked.name, communes.code, 2 from asked cross join unnest(codes) as given (given_code)
          join communes on postal_codes @> array[given_code]),
      judged as (
        select line, code, rank, name is null or exists (
            select from commune_names where commune_code = coded.code and folded_name = coded.name) as agrees
        from coded),
      by_code as (
        select line, code, agrees, case when ${isInsee} then 1 else 2 end as place,
          -- INSEE and postal code of one commune on one line: it is that one.
          count(*) over (partition by line, code) as times
        from judged),
      by_name as (
        select asked.line, commune_names.commune_code as code
        from asked join commune_names on folded_name = asked.name
          join communes on communes.code = commune_names.commune_code and postal_codes <> '{}'
          join here on here.region_code = communes.region_code
        where asked.codes = '{}' or not exists (select from coded where coded.line = asked.line)),
      ranked as (
        select line, code, rank() over (partition by line order by (not agrees)::int, -times, place) as turn, agrees
        from by_code),
      meant as (
        select line, code, false as disagrees, false as also from ranked where turn = 1 and agrees
        union
        select ranked.line, code, false, true from ranked join asked on asked.line = ranked.line
        where turn > 1 and asked.name is null and cardinality(codes) = 1
        union
        select line, code, true, false from by_code
        where not exists (select from by_code as other where other.line = by_code.line and other.agrees)
        union
        select line, code, false, false from by_name),
      told as (
        select meant.line, also, bool_or(disagrees) as disagrees, jsonb_agg(jsonb_build_object('code', communes.code,
          'name', communes.name, 'department', jsonb_build_object('code', departments.code, 'name', departments.name),
          'postalCodes', postal_codes, 'territory', owner.name,
          'where', case when owner.id = here.id then 'here' when owner.id is not null then 'elsewhere'
            when communes.region_code <> here.region_code then 'outside' else 'free' end)
          order by communes.name, communes.code) as communes
        from (select *, row_number() over (partition by line, also order by code) as nth from meant) as meant
          join communes on communes.code = meant.code
          join departments on departments.code = communes.department_code cross join here
          left join territory_communes on territory_communes.commune_code = communes.code
          left join territories as owner on owner.id = territory_communes.territory_id
        where nth <= ${mostMeant}
        group by meant.line, also)
    select jsonb_build_object('line', asked.line, 'text', asked.text, 'communes', coalesce(told.communes, '[]'),
      'also', coalesce(others.communes, '[]'), 'disagrees', coalesce(told.disagrees, false)) as read
    from asked left join told on told.line = asked.line and not told.also
      left join told as others on others.line = asked.line and others.also order by asked.line`)
  return rows.map(({ read }) => read)
}

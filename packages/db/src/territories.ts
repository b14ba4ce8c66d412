import { sql } from 'drizzle-orm'
import type { HolidayZone, Professional, TerritoryId } from '@boussole/domain'
import { asId } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { isWatched } from './watched-territories.ts'

/** A territory in a list. */
export interface TerritorySummary {
  readonly id: TerritoryId
  readonly slug: string
  readonly name: string
  readonly region: { readonly code: string; readonly name: string }
  /** ISO day; null: none was chosen yet. */
  readonly opensOn: string | null
  readonly isOpen: boolean
  readonly communes: number
  readonly population: number
  readonly themes: number
}

/** What is written of a territory besides its communes and themes. */
export interface TerritorySettings {
  readonly name: string
  readonly timeZone: string
  readonly holidayZone: HolidayZone
  readonly counting: 'calendar' | 'working'
  readonly infoJeunes: {
    readonly name: string
    readonly phone: string | null
    readonly email: string | null
    readonly address: string | null
  }
}

/** A territory as those see it who set it up. */
export interface TerritoryView extends TerritorySummary, TerritorySettings {
  /** ISO day there. */
  readonly today: string
  readonly animators: readonly { readonly id: string; readonly name: string }[]
}

/** Is a territory, whose row is in scope, open to young people, by its own calendar? */
export const isOpenToday = sql`
  coalesce(territories.opens_on <= (platform_now() at time zone territories.time_zone)::date, false)`

const summary = sql`
  territories.id, territories.slug, territories.name, opens_on::text as "opensOn", ${isOpenToday} as "isOpen",
  jsonb_build_object('code', regions.code, 'name', regions.name) as region,
  inhabited.communes::int as communes, inhabited.population::int as population,
  (select count(*)::int from territory_themes where territory_id = territories.id) as themes`

const inhabited = sql`
  cross join lateral (
    select count(*) as communes, coalesce(sum(population), 0) as population
    from territory_communes join communes on communes.code = commune_code
    where territory_id = territories.id) as inhabited`

/** Territories on one page. */
const pageLength = 100

/** The territories that somebody watches, by name, a page at a time; `next`: the name and id after which more follow. */
export const listTerritories = async (
  reader: Reader,
  professional: Professional,
  after?: { readonly name: string; readonly id: string },
): Promise<{
  readonly items: readonly TerritorySummary[]
  readonly next: { readonly name: string; readonly id: string } | null
}> => {
  const rest =
    after === undefined ? sql`true` : sql`(territories.name, territories.id) > (${after.name}, ${after.id}::uuid)`
  const { rows } = await reader.execute<TerritorySummary & Record<string, unknown>>(sql`
    select ${summary} from territories join regions on regions.code = region_code ${inhabited}
    where ${isWatched(professional)} and ${rest}
    order by territories.name, territories.id limit ${pageLength + 1}`)
  const items = rows.slice(0, pageLength)
  const last = items.at(-1)
  return { items, next: rows.length > pageLength && last !== undefined ? { name: last.name, id: last.id } : null }
}

/** A territory by its id; undefined: there is none. */
export const findTerritory = async (reader: Reader, id: string): Promise<TerritoryView | undefined> => {
  if (!isUuid(id)) return undefined
  const { rows } = await reader.execute<TerritoryView & Record<string, unknown>>(sql`
    select ${summary}, time_zone as "timeZone", holiday_zone as "holidayZone", counting,
      (platform_now() at time zone time_zone)::date::text as today,
      jsonb_build_object('name', info_jeunes_name, 'phone', info_jeunes_phone, 'email', info_jeunes_email,
        'address', info_jeunes_address) as "infoJeunes",
      coalesce((select jsonb_agg(jsonb_build_object('id', users.id, 'name', users.name) order by users.name, users.id)
        from perimeters join users on users.id = user_id and left_at is null and role = 'animator'
        where territory_id = territories.id), '[]') as animators
    from territories join regions on regions.code = region_code ${inhabited}
    where territories.id = ${id}`)
  return rows[0]
}

/** The regions in which somebody may create a territory: all, or those they watch; by name. */
export const listRegions = async (
  reader: Reader,
  { nation, regionCodes }: { readonly nation: boolean; readonly regionCodes: readonly string[] },
): Promise<readonly { readonly code: string; readonly name: string }[]> => {
  const { rows } = await reader.execute<{ code: string; name: string }>(sql`
    select code, name from regions
    where exists (select from communes where region_code = regions.code and population > 0)
      and (${nation} or code = any(${sql.param(regionCodes)}::text[]))
    order by fold_words(name)`)
  return rows
}

/** Keeps a territory from being changed by two acts at once; undefined: there is none of this id. */
export const lockTerritory = async (tx: Tx, id: string): Promise<TerritoryView | undefined> => {
  if (!isUuid(id)) return undefined
  await tx.execute(sql`select from territories where id = ${id} for no key update`)
  return findTerritory(tx, id)
}

/** A new territory, with no day of opening yet. Undefined: its slug has just been taken. */
export const insertTerritory = async (
  tx: Tx,
  { slug, regionCode, settings }: { slug: string; regionCode: string; settings: TerritorySettings },
): Promise<TerritoryId | undefined> => {
  const { name, timeZone, holidayZone, counting, infoJeunes } = settings
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into territories (slug, name, region_code, time_zone, holiday_zone, counting, info_jeunes_name,
      info_jeunes_phone, info_jeunes_email, info_jeunes_address, opens_on)
    values (${slug}, ${name}, ${regionCode}, ${timeZone}, ${holidayZone}, ${counting}, ${infoJeunes.name},
      ${infoJeunes.phone}, ${infoJeunes.email}, ${infoJeunes.address}, null)
    on conflict (slug) do nothing returning id`)
  return rows[0] && asId<TerritoryId>(rows[0].id)
}

/** The slugs that begin like this one. */
export const findSlugsLike = async (reader: Reader, slug: string): Promise<ReadonlySet<string>> => {
  const { rows } = await reader.execute<{ slug: string }>(sql`
    select slug from territories where slug like ${`${slug.slice(0, 50)}%`}`)
  return new Set(rows.map((row) => row.slug))
}

/** Writes what a territory is called, how it counts, and its Info Jeunes structure. Promises under way keep their date. */
export const updateTerritory = async (tx: Tx, id: string, settings: TerritorySettings): Promise<void> => {
  const { name, timeZone, holidayZone, counting, infoJeunes } = settings
  await tx.execute(sql`
    update territories set name = ${name}, time_zone = ${timeZone}, holiday_zone = ${holidayZone},
      counting = ${counting}, info_jeunes_name = ${infoJeunes.name}, info_jeunes_phone = ${infoJeunes.phone},
      info_jeunes_email = ${infoJeunes.email}, info_jeunes_address = ${infoJeunes.address}
    where id = ${id}`)
}

/** Chooses the day from which young people are shown the territory; null: none yet. */
export const writeOpening = async (tx: Tx, id: string, opensOn: string | null): Promise<void> => {
  await tx.execute(sql`update territories set opens_on = ${opensOn} where id = ${id}`)
}

/** Partners of one territory offered in a form at the most. */
const partnersOffered = 1000

/** The partners of a territory, by name. */
export const listPartnersOf = async (
  reader: Reader,
  territoryId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const { rows } = await reader.execute<{ id: string; name: string }>(sql`
    select id, name from partners where territory_id = ${territoryId} order by name, id limit ${partnersOffered}`)
  return rows
}

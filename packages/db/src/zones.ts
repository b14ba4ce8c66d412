import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { zoneLevels } from '@boussole/domain'
import type { ZoneLevel } from '@boussole/domain'
import { searchCommunes } from './communes.ts'
import type { Reader } from './database.ts'

/** A part of France in which an offer may be valid. */
export interface Zone {
  readonly code: string
  readonly level: ZoneLevel
  readonly name: string
}

/** A zone with what it covers. */
export interface ZoneCovered extends Zone {
  readonly communes: number
  readonly population: number
  /** No commune of it lies in the territory. */
  readonly isOutside: boolean
}

const letters: Readonly<Record<ZoneLevel, string>> = {
  commune: 'C',
  epci: 'E',
  department: 'D',
  region: 'R',
  nation: 'N',
}
const levelOf = (code: string): ZoneLevel => zoneLevels.find((level) => code.startsWith(letters[level])) ?? 'nation'

const nation: Zone = { code: 'N:FR', level: 'nation', name: 'Toute la France' }

/** Every zone but communes, as `code`, `name`. */
const wideZones = sql`
  select 'E:' || code as code, name from epcis
  union all select 'D:' || code, name from departments
  union all select 'R:' || code, name from regions`

/**
 * The zones somebody may mean by these words: communes by name or postal code, EPCI, departments, regions by name or
 * code, the nation; the widest first, at most fourteen.
 */
export const searchZones = async (reader: Reader, words: string): Promise<Zone[]> => {
  if (words.trim() === '' || words.length > 100 || words.includes('\0')) return []
  const [{ rows }, communes] = await Promise.all([
    reader.execute<{ code: string; name: string }>(sql`
      select code, name from (${wideZones}) as zones
      where (fold_words(${words}) <> '' and ' ' || fold_words(name) like '% ' || fold_words(${words}) || '%')
        or substr(code, 3) = upper(trim(${words}))
      order by position(left(code, 1) in 'RDE'), length(name), code limit 8`),
    searchCommunes(reader, { words, limit: 6 }),
  ])
  const isNation = /^(toute la )?(france|nation)/i.test(words.trim())
  return [
    ...(isNation ? [nation] : []),
    ...rows.map(({ code, name }) => ({ code, name, level: levelOf(code) })),
    ...communes.slice(0, 12).map(({ code, name, postalCodes }) => ({
      code: `C:${code}`,
      level: 'commune' as const,
      name: `${name}${postalCodes[0] === undefined ? '' : ` (${postalCodes[0]})`}`,
    })),
  ]
}

const codesOf = (codes: readonly string[]): SQL => sql`${sql.param(codes)}::text[]`

const isIn = (zone: SQL): SQL => sql`(case left(${zone}, 1)
  when 'C' then communes.code = substr(${zone}, 3) when 'E' then communes.epci_code = substr(${zone}, 3)
  when 'D' then communes.department_code = substr(${zone}, 3) when 'R' then communes.region_code = substr(${zone}, 3)
  else true end)`

/** What each of these zones covers, in their order; a code that is no zone is left out. */
export const findZonesCovered = async (
  reader: Reader,
  codes: readonly string[],
  territoryId: string,
): Promise<ZoneCovered[]> => {
  if (codes.length === 0) return []
  const { rows } = await reader.execute<{
    code: string
    name: string
    communes: number
    population: number
    is_outside: boolean
  }>(sql`
    select asked.code, coalesce(wide.name, own.name, ${nation.name}) as name, count(communes.code)::int as communes,
      coalesce(sum(communes.population), 0)::int as population,
      count(territory_communes.commune_code) = 0 as is_outside
    from unnest(${codesOf(codes)}) with ordinality as asked (code, place)
      left join (${wideZones}) as wide on wide.code = asked.code
      left join communes as own on 'C:' || own.code = asked.code
      join communes on ${isIn(sql`asked.code`)}
      left join territory_communes on territory_communes.commune_code = communes.code
        and territory_communes.territory_id = ${territoryId}
    group by asked.code, asked.place, wide.name, own.name order by asked.place`)
  return rows.map(({ code, name, communes, population, is_outside: isOutside }) => ({
    code,
    level: levelOf(code),
    name,
    communes,
    population,
    isOutside,
  }))
}

/** Names of zones, by code. */
export const findZoneNames = async (reader: Reader, codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await reader.execute<{ code: string; name: string }>(sql`
    select code, name from (${wideZones}) as zones where code = any(${codesOf(codes)})
    union all select 'C:' || code, name from communes
      where code = any(select substr(asked, 3) from unnest(${codesOf(codes)}) as asked where asked like 'C:%')`)
  return new Map([[nation.code, nation.name], ...rows.map(({ code, name }) => [code, name] as const)])
}

/** How many communes and people the zones cover together, each commune once. */
export const countCovered = async (
  reader: Reader,
  codes: readonly string[],
): Promise<{ readonly communes: number; readonly population: number }> => {
  const { rows } = await reader.execute<{ communes: number; population: number }>(sql`
    select count(*)::int as communes, coalesce(sum(population), 0)::int as population from communes
    where array['C:' || code, 'E:' || coalesce(epci_code, '-'), 'D:' || department_code, 'R:' || region_code, 'N:FR']
      && ${codesOf(codes)}`)
  return rows[0] ?? { communes: 0, population: 0 }
}

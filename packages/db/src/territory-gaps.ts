import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Professional } from '@boussole/domain'
import { willBeUnderAgreementOn } from './agreement-in-force.ts'
import type { Reader } from './database.ts'
import { isWatched } from './watched-territories.ts'

/** A theme of a territory for which no offer is found in some of its communes. */
export interface ThemeGap {
  readonly territory: { readonly id: string; readonly name: string }
  readonly theme: { readonly code: string; readonly name: string }
  /** Communes without any offer, of so many. */
  readonly communes: number
  readonly of: number
  /** The first of them, the most populated first. */
  readonly names: readonly string[]
}

const namesTold = 12

/**
 * `gaps`: every theme × commune of the territories `which` where nobody finds an offer: none that is online, of a
 * partner under agreement, valid on the day of opening, or today where it is open, and whose zone holds the commune.
 */
const gapsOf = (which: SQL): SQL => sql`
  here as (
    select territories.id as territory_id, local.today, greatest(opens_on, local.today) as day
    from territories cross join lateral (select (platform_now() at time zone time_zone)::date as today) as local
    where ${which}),
  zones as (
    select here.territory_id, here.today, here.day, communes.code as commune_code, zone_code
    from here join territory_communes on territory_communes.territory_id = here.territory_id
      join communes on communes.code = commune_code
      cross join lateral unnest(array['C:' || code, 'E:' || epci_code, 'D:' || department_code, 'R:' || region_code, 'N:FR'])
        as zone (zone_code)
    where zone_code is not null),
  reached as (
    select wide.territory_id, territory_themes.theme_id, wide.zone_code
    from (select distinct territory_id, today, day, zone_code from zones) as wide
      join territory_themes on territory_themes.territory_id = wide.territory_id
    where exists (
      select from offer_reach join offers on offers.id = offer_id and offers.state = 'active'
        join partners on partners.id = offers.partner_id
      where offer_reach.theme_id = territory_themes.theme_id and offer_reach.zone_code = wide.zone_code
        and wide.day between offer_reach.valid_from and offer_reach.valid_until
        and ${willBeUnderAgreementOn(sql`wide.day`, sql`wide.today`)})),
  covered as (
    select distinct zones.territory_id, theme_id, commune_code
    from zones join reached on reached.territory_id = zones.territory_id and reached.zone_code = zones.zone_code),
  gaps as (
    select territory_themes.territory_id, territory_themes.theme_id, territory_communes.commune_code
    from here join territory_themes on territory_themes.territory_id = here.territory_id
      join territory_communes on territory_communes.territory_id = here.territory_id
    except
    select territory_id, theme_id, commune_code from covered)`

const readGaps = async (reader: Reader, which: SQL, limit: number): Promise<readonly ThemeGap[]> => {
  const { rows } = await reader.execute<{ gap: ThemeGap }>(sql`
    with ${gapsOf(which)}
    select jsonb_build_object('territory', jsonb_build_object('id', territories.id, 'name', territories.name),
      'theme', jsonb_build_object('code', themes.code, 'name', themes.name), 'communes', lacking.communes,
      'of', (select count(*) from territory_communes where territory_communes.territory_id = territories.id),
      'names', (select jsonb_agg(name order by place) from unnest(lacking.names[1:${sql.raw(String(namesTold))}])
        with ordinality as told (name, place))) as gap
    from (
      select gaps.territory_id, gaps.theme_id, count(*) as communes,
        array_agg(communes.name order by communes.population desc, communes.code) as names
      from gaps join communes on communes.code = gaps.commune_code group by gaps.territory_id, gaps.theme_id) as lacking
      join territories on territories.id = lacking.territory_id join themes on themes.id = lacking.theme_id
    order by territories.name, territories.id, themes.position, themes.code limit ${limit}`)
  return rows.map(({ gap }) => gap)
}

/** What a territory lacks, theme by theme, with the most populated communes first. One statement. */
export const findGapsOfTerritory = (reader: Reader, territoryId: string): Promise<readonly ThemeGap[]> =>
  readGaps(reader, sql`territories.id = ${territoryId}`, 1000)

/** Territories that young people are shown, or will be: those that are being set up are not waited for yet. */
const isDated = sql`opens_on is not null`

/** More than somebody reads at once; the count stops there too. */
const mostGaps = 200

/** What is lacking in the territories that somebody watches and that are open, or open soon: 200 at most. */
export const listWatchedGaps = (reader: Reader, professional: Professional): Promise<readonly ThemeGap[]> =>
  readGaps(reader, sql`${isDated} and ${isWatched(professional)}`, mostGaps)

/** How many `listWatchedGaps` lists. */
export const countWatchedGaps = async (reader: Reader, professional: Professional): Promise<number> => {
  const { rows } = await reader.execute<{ count: number }>(sql`
    with ${gapsOf(sql`${isDated} and ${isWatched(professional)}`)}
    select least(count(distinct (territory_id, theme_id)), ${mostGaps})::int as count from gaps`)
  return rows[0]?.count ?? 0
}

/** A theme that lacks an offer in a commune. */
export interface CommuneGap {
  readonly theme: string
  readonly code: string
  readonly commune: string
  readonly population: number
}

/** Every theme × commune of a territory that lacks an offer, in order. */
export const listCommuneGaps = async (reader: Reader, territoryId: string): Promise<readonly CommuneGap[]> => {
  const { rows } = await reader.execute<CommuneGap & Record<string, unknown>>(sql`
    with ${gapsOf(sql`territories.id = ${territoryId}`)}
    select themes.name as theme, communes.code, communes.name as commune, population
    from gaps join themes on themes.id = theme_id join communes on communes.code = commune_code
    order by themes.position, themes.code, communes.name, communes.code`)
  return rows
}

/** Tells one state of the gaps from another: who confirms them has read these. Empty: there are none. */
export const gapsFingerprint = async (reader: Reader, territoryId: string): Promise<string> => {
  const { rows } = await reader.execute<{ fingerprint: string }>(sql`
    with ${gapsOf(sql`territories.id = ${territoryId}`)}
    select coalesce(md5(string_agg(theme_id || commune_code, ' ' order by theme_id, commune_code)), '') as fingerprint
    from gaps`)
  return rows[0]?.fingerprint ?? ''
}

import { sql } from 'drizzle-orm'
import type { Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from './database.ts'
import { requestsAsked } from './demand-months.ts'
import { isUnderAgreement } from './agreement-in-force.ts'
import { observedTerritories } from './watched-territories.ts'
import { zoneCodesOf } from './zone-codes.ts'

/** What was asked for in one commune on one theme, and what there was to answer it. Counts only. */
export interface Demand {
  readonly theme: { readonly code: string; readonly name: string }
  readonly commune: { readonly code: string; readonly name: string; readonly department: string }
  /** Requests sent in the period. */
  readonly requests: number
  /** Searches in the period that found no offer. */
  readonly misses: number
  /** Of the requests, those that came to the animation because no partner was left to answer, or none was allowed to. */
  readonly unanswered: number
  /** Offers that cover the commune and are shown today. */
  readonly offers: number
}

/** More rows than somebody reads: those with the most that nobody answers come first. */
const mostRows = 500

/** Whose demand, and over which whole months of each territory: the first day of the first, the last of the last. */
export interface DemandAsked {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly territoryId?: string | undefined
  /** Code of a theme. */
  readonly theme?: string | undefined
}

/** Demand by theme and commune of what somebody watches, what nobody answers first, at most 500 rows. One statement. */
export const readDemand = async (
  reader: Reader,
  professional: Professional,
  { from, to, territoryId, theme }: DemandAsked,
): Promise<Demand[]> => {
  const watched = sql`watched as (
    select id, time_zone, (${from.toString()}::timestamp at time zone time_zone) as first,
      ((${to.toString()}::date + 1)::timestamp at time zone time_zone) as past
    from territories where id in (${observedTerritories(professional)})
    ${territoryId === undefined ? sql`` : sql`and id = ${territoryId}`})`
  const { rows } = await reader.execute<{ demand: Demand }>(sql`
    with ${watched},
      asked as (
        select theme_id, commune_code, sum(requests)::int as requests
        from (${requestsAsked(sql`watched`, { from: from.toString(), to: to.toString() })}) as by_month
        group by theme_id, commune_code),
      missed as (
        select theme_id, commune_code, sum(count) as misses
        from watched join misses on territory_id = watched.id
          and day between ${from.toString()}::date and ${to.toString()}::date
        group by theme_id, commune_code),
      left_over as (
        select theme_id, commune_code, count(*) as unanswered
        from watched join unanswered_requests on territory_id = watched.id and submitted_at >= first and submitted_at < past
        group by theme_id, commune_code),
      shown as (
        select theme_id, commune_code, coalesce(requests, 0) as requests, coalesce(misses, 0) as misses,
          coalesce(unanswered, 0) as unanswered
        from asked full join missed using (theme_id, commune_code) full join left_over using (theme_id, commune_code)
        ${theme === undefined ? sql`` : sql`where theme_id = (select id from themes where code = ${theme})`}
        order by coalesce(misses, 0) + coalesce(unanswered, 0) desc, coalesce(requests, 0) desc, commune_code, theme_id
        limit ${mostRows})
    select jsonb_build_object('theme', jsonb_build_object('code', themes.code, 'name', themes.name),
      'commune', jsonb_build_object('code', communes.code, 'name', communes.name, 'department', communes.department_code),
      'requests', requests, 'misses', misses, 'unanswered', unanswered,
      'offers', (select count(distinct offers.id)
        from offer_reach join offers on offers.id = offer_id
          join territory_communes on territory_communes.commune_code = shown.commune_code
          join territories on territories.id = territory_communes.territory_id
          join partners on partners.id = offers.partner_id
        where ${isUnderAgreement} and offer_reach.theme_id = shown.theme_id and zone_code = any(${zoneCodesOf(sql`shown.commune_code`)}::text[])
          and state = 'active' and (platform_now() at time zone territories.time_zone)::date
            between offer_reach.valid_from and offer_reach.valid_until)) as demand
    from shown join themes on themes.id = theme_id join communes on communes.code = commune_code
    order by misses + unanswered desc, requests desc, communes.name, themes.name`)
  return rows.map(({ demand }) => demand)
}

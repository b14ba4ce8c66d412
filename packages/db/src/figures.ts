import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { declineReasons, hourSteps, outcomes } from '@boussole/domain'
import type { Professional, ReferralFigures } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from './database.ts'
import { currentCells } from './figure-cells.ts'
import { isOpenToday } from './territories.ts'
import { observedTerritories } from './watched-territories.ts'

/** The figures of one offer, theme, partner, month or territory: its name as people read it, and what an address says of it. */
export interface NamedFigures extends ReferralFigures {
  readonly key: string
  readonly name: string
}

const groupings = {
  offer: { key: sql`offers.id::text`, name: sql`offers.title` },
  theme: { key: sql`themes.code`, name: sql`themes.name` },
  partner: { key: sql`partners.id::text`, name: sql`partners.name` },
  territory: { key: sql`territories.id::text`, name: sql`territories.name` },
  /** As 2026-11. */
  month: { key: sql`to_char(cells.month, 'YYYY-MM')`, name: sql`to_char(cells.month, 'YYYY-MM')` },
} as const satisfies Readonly<Record<string, { readonly key: SQL; readonly name: SQL }>>

export type FigureGrouping = keyof typeof groupings

/** Whose figures, over which months, and by what. */
export interface FiguresAsked<By extends FigureGrouping> {
  /** In which quality somebody asks: for the partners they answer for, or for what they watch. */
  readonly as: 'partner' | 'watcher'
  /** Days; the figures are those of the months in which they lie. */
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly by: readonly By[]
  readonly territoryId?: string | undefined
  readonly partnerId?: string | undefined
  /** Code of a theme. */
  readonly theme?: string | undefined
}

/** More rows than somebody reads; the largest come first. */
const mostRows = 500

const offersOf = (
  professional: Professional,
  { as, territoryId, partnerId, theme }: Omit<FiguresAsked<FigureGrouping>, 'by'>,
): SQL => sql`
  select offers.id from offers where ${
    as === 'partner'
      ? sql`offers.partner_id = any(${sql.param(professional.partnerIds)}::uuid[])`
      : sql`offers.territory_id in (${observedTerritories(professional)})`
  }
  ${territoryId === undefined ? sql`` : sql`and offers.territory_id = ${territoryId}`}
  ${partnerId === undefined ? sql`` : sql`and offers.partner_id = ${partnerId}`}
  ${theme === undefined ? sql`` : sql`and offers.theme_id = (select id from themes where code = ${theme})`}`

/** The sums of an array column, by the names in whose order it was counted. */
const sumOfEach = (names: readonly string[], column: SQL): SQL =>
  sql`jsonb_build_object(${sql.join(
    names.flatMap((name, place) => [sql`${name}::text`, sql`sum(${column}[${sql.raw(String(place + 1))}])`]),
    sql`, `,
  )})`

const sumOfPlaces = (places: number, column: SQL): SQL =>
  sql`jsonb_build_array(${sql.join(
    Array.from({ length: places }, (_, place) => sql`sum(${column}[${sql.raw(String(place + 1))}])`),
    sql`, `,
  )})`

const keyOf = (by: FigureGrouping): SQL => sql.raw(`key_${by}`)
const nameOf = (by: FigureGrouping): SQL => sql.raw(`name_${by}`)

/** Of a row of grouping sets, something of the grouping it belongs to. */
const ofItsSet = (by: readonly FigureGrouping[], something: (one: FigureGrouping) => SQL): SQL =>
  sql`case ${sql.join(
    by.map((one) => sql`when grouping(${keyOf(one)}) = 0 then ${something(one)}`),
    sql` `,
  )} end`

/**
 * The figures of a perimeter, as they are now, by each of some groupings: by offer, theme, partner or territory the
 * largest first, at most 500; by month in order. A group that nothing was sent to is not in it. One statement, which
 * reads what is counted once for all groupings.
 */
export const readFigures = async <By extends FigureGrouping>(
  reader: Reader,
  professional: Professional,
  { by, ...asked }: FiguresAsked<By>,
): Promise<(by: By) => NamedFigures[]> => {
  const months = { from: asked.from.with({ day: 1 }).toString(), to: asked.to.with({ day: 1 }).toString() }
  const named = by.map((one) => sql`${groupings[one].key} as ${keyOf(one)}, ${groupings[one].name} as ${nameOf(one)}`)
  const sets = by.map((one) => sql`(${keyOf(one)}, ${nameOf(one)})`)
  const { rows } = await reader.execute<{ by: By; figures: NamedFigures }>(sql`
    with cells as materialized (${currentCells(offersOf(professional, asked), months)}),
      named as (
        select cells.*, ${sql.join(named, sql`, `)}
        from cells join offers on offers.id = cells.offer_id join themes on themes.id = offers.theme_id
          join partners on partners.id = offers.partner_id join territories on territories.id = offers.territory_id),
      summed as (
        select ${ofItsSet(by, (one) => sql`${one}::text`)} as by, ${ofItsSet(by, keyOf)} as key, ${ofItsSet(by, nameOf)} as name,
          sum(received) as received, jsonb_build_object('kept', sum(kept), 'lapsed', sum(lapsed),
            'redirected', sum(redirected), 'awaited', sum(awaited), 'passedOn', sum(passed_on),
            'passedOnKept', sum(passed_on_kept), 'passedOnLapsed', sum(passed_on_lapsed),
            'declined', ${sumOfEach(declineReasons, sql`declined`)},
            'outcomes', ${sumOfEach(outcomes, sql`outcomes`)}, 'opinions', sum(opinions),
            'saidContacted', sum(said_contacted), 'saidUseful', sum(said_useful),
            'hours', ${sumOfPlaces(hourSteps.length, sql`hours`)}) as sums
        from named
        group by grouping sets (${sql.join(sets, sql`, `)})
        having sum(received) > 0),
      placed as (
        select *, row_number() over (partition by by order by case when by <> 'month' then received end desc, name, key) as place
        from summed)
    select by, jsonb_build_object('key', key, 'name', name, 'received', received) || sums as figures
    from placed where place <= ${mostRows} order by by, place`)
  return (one) => rows.flatMap((row) => (row.by === one ? [row.figures] : []))
}

/** By what figures of the animation can be narrowed. */
export interface FigureScopes {
  readonly territories: readonly { readonly id: string; readonly name: string; readonly openedOn: string | null }[]
  readonly themes: readonly { readonly code: string; readonly name: string }[]
  /** The day on which the first of these territories opened, ISO; null: none is open yet. */
  readonly openedOn: string | null
}

/** The territories that somebody watches and the themes open there, by name; at most 500 of each. */
export const listFigureScopes = async (reader: Reader, professional: Professional): Promise<FigureScopes> => {
  const { rows } = await reader.execute<{ scopes: FigureScopes }>(sql`
    with watched as (select id, name, case when ${isOpenToday} then opens_on end as opened_on
        from territories where id in (${observedTerritories(professional)}) order by name, id limit ${mostRows}),
      open as (select distinct code, name from territory_themes join themes on themes.id = theme_id
        where territory_id in (select id from watched) order by name, code limit ${mostRows})
    select jsonb_build_object(
      'territories', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'openedOn', opened_on)
        order by name, id) from watched), '[]'),
      'themes', coalesce((select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by name, code) from open), '[]'),
      'openedOn', (select min(opened_on) from watched)
    ) as scopes`)
  return rows[0]?.scopes ?? { territories: [], themes: [], openedOn: null }
}

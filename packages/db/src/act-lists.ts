import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { watchedBy } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from './database.ts'
import { instantOf } from './schema/columns.ts'
import { watchedTerritories } from './watched-territories.ts'

/** The histories that the journal of acts reads together. */
export const actSources = ['act', 'offer', 'referral', 'team', 'version'] as const
export type ActSource = (typeof actSources)[number]

/** One act of somebody. */
export interface Act {
  readonly source: ActSource
  readonly kind: string
  readonly at: Temporal.Instant
  /** Null: the platform itself. */
  readonly by: { readonly id: string; readonly name: string } | null
  readonly partner: string | null
  /** What it was done to: its id, and what it is called. */
  readonly aboutId: string | null
  readonly about: string | null
  /** Only of what has no page of its own that tells them. */
  readonly oldValue: string | null
  readonly newValue: string | null
  readonly timeZone: string
  /** Where the next page begins. */
  readonly cursor: string
}

export interface ActsAsked {
  /** Both days count, in Paris: a journal of several territories has one calendar. */
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly territoryId?: string | undefined
  readonly userId?: string | undefined
  /** Of the last act shown. */
  readonly after?: string | undefined
  readonly limit: number
}

interface Place {
  readonly at: string
  readonly source: ActSource
  readonly id: string
}

/** What a cursor says; undefined when it is none. */
const placeOf = (cursor: string | undefined): Place | undefined => {
  const [, at = '', source = '', id = ''] = /^(\d{1,17})-([a-z]+)-([0-9a-f-]{1,36})$/.exec(cursor ?? '') ?? []
  const known = actSources.find((each) => each === source)
  return known === undefined ? undefined : { at, source: known, id }
}

/** Columns of each history, in one order; each names who (`who`), when (`at`), where, and what it is called. */
const histories: Readonly<Record<ActSource, SQL>> = {
  act: sql`
    select lpad(id::text, 20, '0') as id, at, kind, user_id as who, territory_id, partner_id, about_id, about, old_value,
      new_value
    from acts`,
  offer: sql`
    select lpad(offer_changes.id::text, 20, '0'), at, kind, by_user, offers.territory_id, partner_id, offer_id::text, title,
      null, null
    from offer_changes join offers on offers.id = offer_id where by_user is not null`,
  referral: sql`
    select lpad(journal.id::text, 20, '0'), at,
      case when event ->> 'kind' = 'contact-recorded' and event ->> 'reached' = 'false' then 'attempt-recorded'
        else event ->> 'kind' end,
      actor_id, referrals.territory_id, referrals.partner_id, referral_id::text, left(referral_id::text, 8), null, null
    from journal join referrals on referrals.id = referral_id where actor_id is not null`,
  team: sql`
    select lpad(team_changes.id::text, 20, '0'), at, kind, by_user, partners.territory_id, team_changes.partner_id,
      team_changes.partner_id::text, users.name, null, null
    from team_changes join partners on partners.id = partner_id join referents on referents.id = referent_id
      join users on users.id = referents.user_id`,
  version: sql`
    select offer_versions.id::text, reviewed_at, offer_versions.state, reviewed_by, offers.territory_id, partner_id,
      offer_id::text, title, null, null
    from offer_versions join offers on offers.id = offer_id where reviewed_at is not null`,
}

/** Where a page begins: after the last act shown, told by its microsecond, its history and its place there. */
const after = (source: ActSource, place: Place | undefined): SQL =>
  place === undefined
    ? sql`true`
    : sql`at <= to_timestamp(${place.at}::numeric / 1000000) and
        ((extract(epoch from at) * 1000000)::bigint, ${source}::text, id) < (${place.at}::bigint, ${place.source}::text, ${place.id}::text)`

/** Whose watch an act is about: no name is kept with it, so it is read where it may still be known. */
const nameAbout = sql`case when source = 'act' and kind like 'watch-%' then coalesce(
  (select name from users where users.id = about_id::uuid),
  (select name from invitations where invitations.id = about_id::uuid)) end`

/** Whose address was put right, and what it was and became: beside the act, as long as it is kept. */
const withAddress = sql`
  left join corrected_addresses on act_id = case when source = 'act' then page.id::bigint end
  left join invitations on invitations.id = invitation_id left join charters on charters.id = charter_id
  left join users as corrected on corrected.id = corrected_addresses.user_id`

/**
 * Who did what in what somebody watches: the acts of people and, where it acted in their place, of the platform, the
 * newest first. Holds nothing of young people: a referral is told by its reference. One statement; each history is read
 * in the order of its index and no further than the page.
 */
export const listActs = async (
  reader: Reader,
  professional: Professional,
  { from, to, territoryId, userId, after: cursor, limit }: ActsAsked,
): Promise<{ readonly items: readonly Act[]; readonly next: string | null }> => {
  const { nation } = watchedBy(professional)
  const place = placeOf(cursor)
  const where =
    territoryId === undefined
      ? sql`(territory_id in (select id from watched) or (${nation} and territory_id is null))`
      : sql`territory_id in (select id from watched where id = ${territoryId})`
  const branch = (source: ActSource): SQL => sql`(
    select ${source}::text as source, history.*
    from (${histories[source]}) as history (id, at, kind, who, territory_id, partner_id, about_id, about, old_value, new_value)
    where at >= ${from.toString()}::date::timestamp at time zone 'Europe/Paris'
      and at < (${to.toString()}::date + 1)::timestamp at time zone 'Europe/Paris'
      and ${where} and ${userId === undefined ? sql`true` : sql`who = ${userId}`} and ${after(source, place)}
    order by at desc, id desc limit ${limit + 1})`
  const { rows } = await reader.execute<Omit<Act, 'at'> & { at: string } & Record<string, unknown>>(sql`
    with watched as (${watchedTerritories(professional)}),
      page as (
        select * from (${sql.join(actSources.map(branch), sql` union all `)}) as lines
        order by at desc, source desc, id desc limit ${limit + 1})
    select source, kind, at::text as at, case when users.id is not null then jsonb_build_object('id', users.id, 'name', users.name) end as by,
      partners.name as partner, about_id as "aboutId",
      coalesce(about, ${nameAbout}, invitations.name, signatory_name, corrected.name) as about,
      coalesce(old_value, old_email) as "oldValue", coalesce(new_value, new_email) as "newValue",
      coalesce(time_zone, 'Europe/Paris') as "timeZone",
      (extract(epoch from at) * 1000000)::bigint || '-' || source || '-' || page.id as cursor
    from page left join users on users.id = who left join partners on partners.id = page.partner_id
      left join territories on territories.id = page.territory_id ${withAddress}
    order by at desc, source desc, page.id desc`)
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: instantOf(row.at) }))
  return { items, next: rows.length > limit ? (items.at(-1)?.cursor ?? null) : null }
}

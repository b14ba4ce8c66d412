import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { watchedBy } from '@boussole/domain'
import type { Professional, Role, Watch } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'
import { mostRequestsInOneAct } from './opened-request.ts'
import { endSessionsOf } from './sessions.ts'
import { watchedTerritories } from './watched-territories.ts'

/** Something to watch, with what it is called; the nation has no name of its own. */
export type NamedWatch = Watch & { readonly name: string }

/** Somebody who watches or observes, as those see it who watch there too. */
export interface Watcher {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Exclude<Role, 'referent'>
  /** Of what they were given, what the one who looks watches too. */
  readonly watches: readonly NamedWatch[]
}

/** What a row of `perimeters`, or of what an invitation gives, is called. */
const namedWatch = sql`
  case when given.territory_id is not null
    then jsonb_build_object('kind', 'territory', 'territoryId', territories.id, 'regionCode', territories.region_code,
      'name', territories.name)
    else jsonb_build_object('kind', 'region', 'regionCode', regions.code, 'name', regions.name) end`

export const placesGiven = sql`
  left join territories on territories.id = given.territory_id left join regions on regions.code = given.region_code`

/** Does what is given, with its place, lie where this person watches? A region does when one of its territories does. */
export const isGivenWhere = (professional: Professional): SQL => {
  const { nation, regionCodes } = watchedBy(professional)
  return sql`(${nation} or given.territory_id in (${watchedTerritories(professional)})
    or given.region_code = any(${sql.param(regionCodes)}::text[])
    or given.region_code in (select region_code from territories where id in (${watchedTerritories(professional)})))`
}

/** What an invitation, whose row is in scope, gives to watch. */
export const watchesOffered = sql`(
  select coalesce(jsonb_agg(${namedWatch} order by regions.name, territories.name), '[]')
  from invitation_perimeters as given ${placesGiven} where given.invitation_id = invitations.id)`

/** Does a row of `territories` lie in what a row `given` of `perimeters`, or of what an invitation gives, names? */
export const liesInGiven = sql`(territories.id = given.territory_id or territories.region_code = given.region_code)`

/** The time zone in which an invitation to watch, whose row is in scope, is told: of one of its territories. */
export const zoneOffered = sql`coalesce((
  select time_zone from invitation_perimeters as given join territories on ${liesInGiven}
  where given.invitation_id = invitations.id order by territories.id limit 1), 'Europe/Paris')`

const watchers = (professional: Professional): SQL => sql`
  select users.id as "userId", users.name, users.email, users.role,
    case when users.role = 'national' then jsonb_build_array(jsonb_build_object('kind', 'nation', 'name', ''))
      else held.watches end as watches
  from users cross join lateral (
    select jsonb_agg(${namedWatch} order by regions.name, territories.name) as watches
    from perimeters as given ${placesGiven}
    where given.user_id = users.id and ${isGivenWhere(professional)}) as held
  where users.left_at is null and users.role <> 'referent' and (users.role = 'national' or held.watches is not null)`

/** Territories and regions offered in a form at the most. */
const mostOffered = 1000

/** What somebody watches, and might give to others: its territories, and the regions that are theirs, by name. */
export const listGivenWatches = async (reader: Reader, professional: Professional): Promise<readonly NamedWatch[]> => {
  const { nation, regionCodes } = watchedBy(professional)
  const { rows } = await reader.execute<{ watch: NamedWatch }>(sql`
    select ${namedWatch} as watch
    from (select id as territory_id, null as region_code from territories where id in (${watchedTerritories(professional)})
        union all
        select null, code from regions
        where (${nation} and exists (select from communes where region_code = regions.code))
          or code = any(${sql.param(regionCodes)}::text[])) as given ${placesGiven}
    order by fold_words(coalesce(territories.name, regions.name)) limit ${mostOffered}`)
  return rows.map(({ watch }) => watch)
}

/** People on one page. */
const pageLength = 100

/** Where a list of people goes on. */
export interface WatcherCursor {
  readonly name: string
  readonly id: string
}

/** Who watches or observes what somebody watches, by name, a page at a time. */
export const listWatchers = async (
  reader: Reader,
  professional: Professional,
  after?: WatcherCursor,
): Promise<{ readonly items: readonly Watcher[]; readonly next: WatcherCursor | null }> => {
  const rest = after === undefined ? sql`true` : sql`(users.name, users.id) > (${after.name}, ${after.id}::uuid)`
  const { rows } = await reader.execute<Watcher & Record<string, unknown>>(sql`
    ${watchers(professional)} and ${rest} order by users.name, users.id limit ${pageLength + 1}`)
  const items = rows.slice(0, pageLength)
  const last = items.at(-1)
  return { items, next: rows.length > pageLength && last !== undefined ? { name: last.name, id: last.userId } : null }
}

/** One of them; undefined for whoever watches nothing that the one who asks watches. */
export const findWatcher = async (
  reader: Reader,
  professional: Professional,
  userId: string,
): Promise<Watcher | undefined> => {
  const { rows } = await reader.execute<Watcher & Record<string, unknown>>(sql`
    ${watchers(professional)} and users.id = ${userId}`)
  return rows[0]
}

/** Those who watch a territory, the nearest first: animators, the regional level, the national one. */
const watchersOf = (territoryId: string): SQL => sql`
  select users.id, users.name, users.role, array_position(array['animator', 'regional', 'national'], users.role) as place
  from users
    left join perimeters on perimeters.user_id = users.id
    join territories on territories.id = ${territoryId}
  where users.left_at is null and (
    (users.role = 'animator' and perimeters.territory_id = territories.id)
    or (users.role = 'regional' and perimeters.region_code = territories.region_code)
    or users.role = 'national')`

/** Who is alerted of a territory: its animators; where there is none, its regional level; failing that, the national one. */
export const alertedIn = (territoryId: string): SQL => sql`
  with watchers as (${watchersOf(territoryId)})
  select distinct id from watchers where place = (select min(place) from watchers) order by id limit 50`

/** The addresses of those who are alerted of a territory, three at most: whom to write to about it. */
export const findAlertedAddresses = async (reader: Reader, territoryId: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ email: string }>(sql`
    select email from users where id in (${alertedIn(territoryId)}) order by name, id limit 3`)
  return rows.map(({ email }) => email)
}

/** Who would be alerted of a territory without this person. */
export const findAlertedWithout = async (
  reader: Reader,
  { territoryId, userId }: { readonly territoryId: string; readonly userId: string },
): Promise<readonly { readonly name: string; readonly role: 'animator' | 'regional' | 'national' }[]> => {
  const { rows } = await reader.execute<{ name: string; role: 'animator' | 'regional' | 'national' }>(sql`
    with watchers as (select * from (${watchersOf(territoryId)}) as every where id <> ${userId})
    select name, role from watchers where place = (select min(place) from watchers)
    group by id, name, role order by name, id limit 50`)
  return rows
}

const watchersKey = sql`hashtext('watchers')`

/** Until this act is written, nobody stops watching: whoever it chooses keeps watching. Other such acts are not kept waiting. */
export const holdWatchers = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${watchersKey})`)
}

/** Until this act is written, nobody is chosen among those who watch, and nobody else stops watching. */
export const lockWatchers = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${watchersKey})`)
}

/** Is a row of `territories`, which is in scope, within what is watched? */
const liesWithin = (watch: Watch): SQL => {
  if (watch.kind === 'nation') return sql`true`
  return watch.kind === 'territory'
    ? sql`territories.id = ${watch.territoryId}`
    : sql`territories.region_code = ${watch.regionCode}`
}

/** The requests with a referral that this person has in hand there; one too many at the most. */
export const findRequestsInHands = async (
  reader: Reader,
  { userId, watch }: { readonly userId: string; readonly watch: Watch },
): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select distinct request_id as id from referrals join territories on territories.id = territory_id
    where owner_id = ${userId} and state = 'unresolved' and ${liesWithin(watch)}
    order by request_id limit ${mostRequestsInOneAct + 1}`)
  return rows.map(({ id }) => id)
}

const isGiven = (watch: Watch): SQL => {
  if (watch.kind === 'nation') return sql`false`
  return watch.kind === 'territory'
    ? sql`given.territory_id = ${watch.territoryId}`
    : sql`given.region_code = ${watch.regionCode}`
}

/**
 * Somebody watches this no more, and what they invited others to watch of it is taken back. False: they did not watch
 * it.
 */
export const deleteWatch = async (
  tx: Tx,
  { userId, watch, by }: { readonly userId: string; readonly watch: Watch; readonly by: string },
): Promise<boolean> => {
  const { rowCount } =
    watch.kind === 'nation'
      ? await tx.execute(sql`update users set role = 'referent' where id = ${userId} and role = 'national'`)
      : await tx.execute(sql`delete from perimeters as given where user_id = ${userId} and ${isGiven(watch)}`)
  if (rowCount === 0) return false
  const lies = watch.kind === 'nation' ? sql`true` : sql`(${isGiven(watch)} or ${liesWithin(watch)})`
  await tx.execute(sql`
    update invitations set cancelled_at = platform_now(), cancelled_by = ${by}
    where invited_by = ${userId} and role is not null and accepted_at is null and cancelled_at is null
      and exists (select from invitation_perimeters as given ${placesGiven} where invitation_id = invitations.id and ${lies})`)
  return true
}

/** Who watches nothing more and answers for no partner has no account any more, and is signed out everywhere. */
export const leaveWithNothing = async (tx: Tx, userId: string): Promise<void> => {
  // A statement of its own: the next one sees what was given to them while this one waited.
  await tx.execute(sql`select from users where id = ${userId} for update`)
  const { rowCount } = await tx.execute(sql`
    update users set left_at = platform_now()
    where id = ${userId} and role <> 'national' and left_at is null
      and not exists (select from perimeters where user_id = users.id)
      and not exists (select from referents where user_id = users.id and left_at is null)`)
  if (rowCount === 1) await endSessionsOf(tx, userId, 'all')
}

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { keptFor } from '@boussole/domain'
import type { ErasedKind, Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { thisInstant } from './database.ts'
import type { Reader, Tx } from './database.ts'
import { requestReference } from './person-requests.ts'
import { instantOf } from './schema/columns.ts'
import { isWatched } from './watched-territories.ts'

/** Everything that will be over at this moment: `0` is now, what is looked ahead is in days. */
const overAt = (kind: ErasedKind, daysAhead: number): SQL =>
  sql`(${thisInstant} + make_interval(days => ${daysAhead}) - ${keptFor[kind]}::interval)`

/**
 * A request on which nobody has acted for long: the clock's own acts, such as reminders to the animation, keep nothing
 * alive. One whose window is running waits for its end.
 */
const isRequestOver = (daysAhead: number): SQL => sql`
  requests.erased_at is null and requests.submitted_at < ${overAt('requests', daysAhead)}
    and not exists (select from journal where journal.request_id = requests.id and journal.actor_kind <> 'clock'
      and journal.at >= ${overAt('requests', daysAhead)})
    and not exists (select from referrals where referrals.request_id = requests.id and state in ('sent', 'accepted'))`

/** Rows of one kind that are over, with their territory; each has its `id`. */
const over: Readonly<Record<ErasedKind, (daysAhead: number) => SQL>> = {
  requests: (daysAhead) => sql`select requests.id, territory_id from requests where ${isRequestOver(daysAhead)}`,
  professionals: (daysAhead) => sql`
    select users.id, (select territory_id from referents join partners on partners.id = partner_id
      where user_id = users.id order by referents.id limit 1) as territory_id
    from users where erased_at is null and left_at < ${overAt('professionals', daysAhead)}`,
  invitations: (daysAhead) => sql`
    select invitations.id, territory_id from invitations
    where coalesce(accepted_at, cancelled_at, expires_at) < ${overAt('invitations', daysAhead)}`,
  imports: (daysAhead) => sql`
    select imports.id, territory_id from imports
    where coalesce(undone_at, applied_at, tried_at, created_at) < ${overAt('imports', daysAhead)}
      and state not in ('trying', 'applying', 'undoing')
      and (exists (select from import_lines where import_id = imports.id)
        or exists (select from import_pieces where import_id = imports.id))`,
  charters: (daysAhead) => sql`
    select charters.id, territory_id from charters
    where animation_signed_at is null
      and greatest(withdrawn_at, partner_signed_at, expires_at) < ${overAt('charters', daysAhead)}`,
  'signed-charters': (daysAhead) => sql`
    select signed.id, territory_id from (
      select id, territory_id, animation_signed_at as since from charters where animation_signed_at is not null
      union all select id, territory_id, recorded_at from paper_charters) as signed
    where coalesce(
        (select max(to_day) from agreements where signed.id in (charter_id, paper_charter_id)),
        (since at time zone 'Europe/Paris')::date)
      < (${overAt('signed-charters', daysAhead)} at time zone 'Europe/Paris')::date`,
  'corrected-addresses': (daysAhead) => sql`
    select corrected_addresses.id, territory_id from corrected_addresses join acts on acts.id = act_id
    where at < ${overAt('corrected-addresses', daysAhead)}`,
  'sign-ins': (daysAhead) => sql`
    select id, null::uuid as territory_id from sign_in_links where expires_at < ${overAt('sign-ins', daysAhead)}
    union all
    select id, null from sessions
    where coalesce(ended_at, (select max(expires_at) from refresh_tokens where family_id = sessions.id), acted_at)
      < ${overAt('sign-ins', daysAhead)}`,
}

/** What the next run would erase of one kind, and what will be over within thirty days more. */
export interface ToErase {
  readonly now: number
  readonly soon: number
}

/** The dry run: what would be erased of each kind in what somebody watches; what belongs to no territory is the nation's. */
export const countToErase = async (
  reader: Reader,
  professional: Professional,
): Promise<Readonly<Record<ErasedKind, ToErase>>> => {
  const counted = async (kind: ErasedKind): Promise<ToErase> => {
    const count = (daysAhead: number) => sql`(
      select count(*)::int from (${over[kind](daysAhead)}) as over
        left join territories on territories.id = over.territory_id
      where ${isWatched(professional)})`
    const { rows } = await reader.execute<{ now: number; soon: number }>(
      sql`select ${count(0)} as now, ${count(30)} as soon`,
    )
    const { now, soon } = rows[0] ?? { now: 0, soon: 0 }
    return { now, soon: soon - now }
  }
  return {
    requests: await counted('requests'),
    professionals: await counted('professionals'),
    invitations: await counted('invitations'),
    imports: await counted('imports'),
    charters: await counted('charters'),
    'signed-charters': await counted('signed-charters'),
    'corrected-addresses': await counted('corrected-addresses'),
    'sign-ins': await counted('sign-ins'),
  }
}

/** A request that will be erased. */
export interface RequestToErase {
  readonly id: string
  readonly reference: string
  readonly submittedAt: Temporal.Instant
  readonly theme: string
  readonly commune: string
  readonly timeZone: string
  /** Erased by the next run already. */
  readonly isDue: boolean
  /** Somebody still holds it: it is ended first. */
  readonly isOpen: boolean
}

/** The requests of the dry run, the oldest first, 100 at most. */
export const listRequestsToErase = async (
  reader: Reader,
  professional: Professional,
): Promise<readonly RequestToErase[]> => {
  const { rows } = await reader.execute<
    Omit<RequestToErase, 'submittedAt'> & { submittedAt: string } & Record<string, unknown>
  >(sql`
    select requests.id, ${requestReference} as reference, submitted_at::text as "submittedAt", themes.name as theme, communes.name as commune,
      time_zone as "timeZone", ${isRequestOver(0)} as "isDue", ended_at is null as "isOpen"
    from requests join territories on territories.id = territory_id join themes on themes.id = theme_id
      join communes on communes.code = commune_code
    where ${isRequestOver(30)} and ${isWatched(professional)}
    order by submitted_at, requests.id limit 100`)
  return rows.map((row) => ({ ...row, submittedAt: instantOf(row.submittedAt) }))
}

/** What a run erases of one kind, by id: the next ones after this one, at most so many. */
export const findOver = async (
  reader: Reader,
  kind: ErasedKind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select id from (${over[kind](0)}) as over where id > ${after}::uuid order by id limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** Is this request still to be erased, now that it is locked? */
export const isToBeErased = async (tx: Tx, requestId: string): Promise<boolean> => {
  const { rows } = await tx.execute<{ over: boolean }>(
    sql`select ${isRequestOver(0)} as over from requests where id = ${requestId}`,
  )
  return rows[0]?.over ?? false
}

/** Adds to what the run of this day erased. */
export const keepErasure = async (
  tx: Tx,
  {
    kind,
    territoryId,
    count,
  }: { readonly kind: ErasedKind; readonly territoryId: string | null; readonly count: number },
): Promise<void> => {
  await tx.execute(sql`
    insert into erasures (day, kind, territory_id, count)
    values ((${thisInstant} at time zone 'Europe/Paris')::date, ${kind}, ${territoryId}, ${count})
    on conflict (day, kind, territory_id) do update set count = erasures.count + excluded.count`)
}

/** What goes by deleting rows or fields; a request is ended first. */
export type EasilyErased = Exclude<ErasedKind, 'requests'>

/** What goes when a row of a kind is over; `over` holds the ids. Several statements run as one. */
const erasing: Readonly<Record<EasilyErased, readonly SQL[]>> = {
  professionals: [
    sql`delete from directory_shares using over where user_id = over.id`,
    sql`delete from federated_identities using over where user_id = over.id`,
    sql`delete from recovery_codes using over where user_id = over.id`,
    sql`delete from second_factors using over where user_id = over.id`,
    sql`update users set name = 'Ancien·ne professionnel·le', email = 'efface-' || users.id || '@boussole.invalid',
      phone = null, password_hash = null, erased_at = platform_now() from over where users.id = over.id`,
  ],
  invitations: [sql`delete from invitations using over where invitations.id = over.id`],
  imports: [
    sql`delete from import_pieces using over where import_id = over.id`,
    sql`delete from expected_referents using over where import_id = over.id`,
    sql`delete from import_lines using over where import_id = over.id`,
  ],
  charters: [sql`delete from charters using over where charters.id = over.id`],
  // The years stay, and that they were signed; of an ending that took years away, what it kept of them names the
  // signatories too.
  'signed-charters': [
    sql`update agreement_endings set later_years = '[]' from over
      where later_years @? ('$[*] ? (@.charter_id == "' || over.id || '" || @.paper_charter_id == "' || over.id || '")')::jsonpath`,
    sql`update agreements set charter_id = null, paper_charter_id = null,
        signatory_partner = 'Nom effacé', signatory_animation = 'Nom effacé'
      from over where over.id in (charter_id, paper_charter_id)`,
    sql`delete from charters using over where charters.id = over.id`,
    sql`delete from paper_charters using over where paper_charters.id = over.id`,
  ],
  'corrected-addresses': [sql`delete from corrected_addresses using over where corrected_addresses.id = over.id`],
  'sign-ins': [
    sql`delete from sign_in_links using over where sign_in_links.id = over.id`,
    sql`delete from refresh_tokens using over where family_id = over.id`,
    sql`delete from sessions using over where sessions.id = over.id`,
  ],
}

/** Erases those of these rows of one kind that are over, and keeps how many went. Returns how many. */
export const eraseOver = async (tx: Tx, kind: EasilyErased, ids: readonly string[]): Promise<number> => {
  const statements = erasing[kind].map((statement, place) => sql`${sql.raw(`gone_${place}`)} as (${statement})`)
  const { rows } = await tx.execute<{ territory_id: string | null; count: number }>(sql`
    with over as materialized (select id, territory_id from (${over[kind](0)}) as rows
        where id = any(${sql.param([...ids])}::uuid[])),
      ${sql.join(statements, sql`, `)}
    select territory_id, count(*)::int as count from over group by territory_id`)
  for (const { territory_id: territoryId, count } of rows) await keepErasure(tx, { kind, territoryId, count })
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** What a day's run erased. */
export interface Erasure {
  readonly day: string
  readonly kind: ErasedKind
  readonly count: number
}

/** What went in what somebody watches, the newest first, 200 lines at most. */
export const listErasures = async (reader: Reader, professional: Professional): Promise<readonly Erasure[]> => {
  const { rows } = await reader.execute<Erasure & Record<string, unknown>>(sql`
    select day::text, kind, sum(count)::int as count
    from erasures left join territories on territories.id = territory_id
    where ${isWatched(professional)}
    group by day, kind order by day desc, kind limit 200`)
  return rows
}

import { sql } from 'drizzle-orm'
import type { PartnerPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOf } from './schema/columns.ts'

/** What of a team may be changed. */
export type TeamChangeKind =
  | 'absence-planned'
  | 'absence-changed'
  | 'absence-cancelled'
  | 'deputy'
  | 'themes'
  | 'area'
  | 'left'

/** Ids, codes and days: no words of anybody. */
export type TeamValue = string | null | readonly string[] | { readonly fromDay: string; readonly toDay: string }

/** Where a referent lies, and that their partner's team is kept from changing until the act is over. */
export const lockTeam = async (tx: Tx, partnerId: string): Promise<void> => {
  await tx.execute(sql`select id from referents where partner_id = ${partnerId} order by id for no key update`)
}

/** The place of the partner of a referent who has not left. */
export const findReferentPlace = async (reader: Reader, referentId: string): Promise<PartnerPlace | undefined> => {
  const { rows } = await reader.execute<PartnerPlace & Record<string, unknown>>(sql`
    select partners.id as "partnerId", partners.territory_id as "territoryId", region_code as "regionCode"
    from referents join users on users.id = user_id and users.left_at is null
      join partners on partners.id = partner_id join territories on territories.id = partners.territory_id
    where referents.id = ${referentId} and referents.left_at is null`)
  return rows[0]
}

/** Writes a new absence, and returns its id. */
export const insertAbsence = async (
  tx: Tx,
  { referentId, fromDay, toDay }: { readonly referentId: string; readonly fromDay: string; readonly toDay: string },
): Promise<string> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into absences (referent_id, from_day, to_day) values (${referentId}, ${fromDay}, ${toDay})
    returning id::text as id`)
  const [row] = rows
  if (row === undefined) throw new Error('an absence that was not written')
  return row.id
}

/** An absence ends on another day. */
export const moveAbsenceEnd = async (tx: Tx, id: string, toDay: string): Promise<void> => {
  await tx.execute(sql`update absences set to_day = ${toDay} where id = ${id}::bigint`)
}

/** An absence does not take place. */
export const deleteAbsence = async (tx: Tx, id: string): Promise<void> => {
  await tx.execute(sql`delete from absences where id = ${id}::bigint`)
}

/** Writes who acts for a referent during absences, and for which themes and areas they answer. */
export const writeReferent = async (
  tx: Tx,
  referentId: string,
  {
    deputyId,
    themes,
    zones,
  }: { readonly deputyId: string | null; readonly themes: readonly string[]; readonly zones: readonly string[] },
): Promise<void> => {
  await tx.execute(sql`update referents set deputy_id = ${deputyId} where id = ${referentId}`)
  await tx.execute(sql`delete from referent_themes where referent_id = ${referentId}`)
  await tx.execute(sql`
    insert into referent_themes (referent_id, theme_id)
    select ${referentId}, id from themes where code = any(${sql.param(themes)}::text[])`)
  await tx.execute(sql`delete from referent_zones where referent_id = ${referentId}`)
  await tx.execute(sql`
    insert into referent_zones (referent_id, zone_code) select distinct ${referentId}::uuid, unnest(${sql.param(zones)}::text[])`)
}

interface NewTeamChange {
  readonly partnerId: string
  readonly referentId: string
  readonly userId: string
  readonly kind: TeamChangeKind
  readonly oldValue: TeamValue
  readonly newValue: TeamValue
}

const json = (value: TeamValue) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`

/** Keeps who changed what, when. */
export const keepTeamChange = async (tx: Tx, change: NewTeamChange): Promise<void> => {
  const { partnerId, referentId, userId, kind, oldValue, newValue } = change
  await tx.execute(sql`
    insert into team_changes (partner_id, referent_id, by_user, kind, old_value, new_value)
    values (${partnerId}, ${referentId}, ${userId}, ${kind}, ${json(oldValue)}, ${json(newValue)})`)
}

/** One change of a team, as it is shown. */
export interface TeamChange {
  readonly id: string
  readonly kind: TeamChangeKind
  readonly at: Temporal.Instant
  readonly by: string
  readonly who: string
  /** Days of an absence, after the change or, when it was cancelled, before. */
  readonly fromDay: string | null
  readonly toDay: string | null
}

/** Changes shown. */
const shown = 20

/** The latest changes of a partner's team, the newest first. */
export const listTeamChanges = async (reader: Reader, partnerId: string): Promise<readonly TeamChange[]> => {
  const { rows } = await reader.execute<Omit<TeamChange, 'at'> & { at: string } & Record<string, unknown>>(sql`
    select team_changes.id::text as id, kind, at::text as at, actors.name as "by", users.name as who,
      coalesce(new_value, old_value) ->> 'fromDay' as "fromDay", coalesce(new_value, old_value) ->> 'toDay' as "toDay"
    from team_changes join users actors on actors.id = by_user
      join referents on referents.id = referent_id join users on users.id = referents.user_id
    where team_changes.partner_id = ${partnerId} order by team_changes.id desc limit ${shown}`)
  return rows.map((row) => ({ ...row, at: instantOf(row.at) }))
}

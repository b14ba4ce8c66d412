import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { MeetingContent } from '@boussole/contracts'
import type { MeetingAnswer, Professional, TerritoryPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import { instantOf, instantOrNull } from '../schema/columns.ts'
import { watchedTerritories } from '../watched-territories.ts'

/** Somebody invited to a meeting. */
export interface MeetingMember {
  readonly referentId: string
  readonly userId: string
  readonly name: string
  readonly partnerName: string
  /** Has not left the partner as whose referent they were invited. */
  readonly isThere: boolean
  readonly answer: MeetingAnswer | null
  /** Null: not ticked yet. */
  readonly attended: boolean | null
}

/** A working group as lists show it. */
export interface MeetingSummary {
  readonly id: string
  readonly subject: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly place: string
  readonly link: string
  readonly timeZone: string
  readonly territoryName: string
  readonly isCancelled: boolean
  readonly hasBegun: boolean
  readonly minutesSentAt: Temporal.Instant | null
  readonly invited: number
  readonly coming: number
}

/** A working group with its members. */
export interface Meeting extends MeetingSummary {
  readonly territory: TerritoryPlace
  readonly words: string
  readonly sequence: number
  readonly calledBy: { readonly name: string; readonly email: string }
  readonly calledAt: Temporal.Instant
  readonly minutes: string | null
  readonly members: readonly MeetingMember[]
}

interface SummaryRow extends Record<string, unknown> {
  id: string
  subject: string
  starts_at: string
  ends_at: string
  place: string
  link: string
  time_zone: string
  territory_name: string
  is_cancelled: boolean
  has_begun: boolean
  minutes_sent_at: string | null
  invited: number
  coming: number
}

const summary = sql`
  meetings.id, subject, starts_at::text, ends_at::text, place, link, time_zone, territories.name as territory_name,
  cancelled_at is not null as is_cancelled, starts_at <= platform_now() as has_begun, minutes_sent_at::text,
  (select count(*)::int from meeting_members where meeting_id = meetings.id) as invited,
  (select count(*)::int from meeting_members where meeting_id = meetings.id and answer = 'coming') as coming`

const around = sql`meetings join territories on territories.id = meetings.territory_id`

const summaryOf = (row: SummaryRow): MeetingSummary => ({
  id: row.id,
  subject: row.subject,
  startsAt: instantOf(row.starts_at),
  endsAt: instantOf(row.ends_at),
  place: row.place,
  link: row.link,
  timeZone: row.time_zone,
  territoryName: row.territory_name,
  isCancelled: row.is_cancelled,
  hasBegun: row.has_begun,
  minutesSentAt: instantOrNull(row.minutes_sent_at),
  invited: row.invited,
  coming: row.coming,
})

/** Meetings on one page. */
const perPage = 30

/** Meetings to come, the next first, or past ones, the latest first. `after`: the last one shown. */
interface Listed {
  readonly past: boolean
  readonly after: string | null
}

const pageOf = async (
  reader: Reader,
  which: SQL,
  { past, after }: Listed,
): Promise<{ readonly items: readonly MeetingSummary[]; readonly next: string | null }> => {
  const [beyond, order] = past ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const { rows } = await reader.execute<SummaryRow>(sql`
    select ${summary} from ${around}
    where ${which} and (ends_at <= (select platform_now())) = ${past}
      and (${after}::uuid is null or (starts_at, meetings.id) ${beyond} (
        select shown.starts_at, shown.id from meetings as shown where shown.id = ${after}::uuid))
    order by starts_at ${order}, meetings.id ${order} limit ${perPage + 1}`)
  const items = rows.slice(0, perPage).map(summaryOf)
  return { items, next: rows.length > perPage ? (items.at(-1)?.id ?? null) : null }
}

/** The working groups of what somebody watches. */
export const listWatchedMeetings = (reader: Reader, professional: Professional, listed: Listed) =>
  pageOf(reader, sql`meetings.territory_id in (${watchedTerritories(professional)})`, listed)

/** The working groups to which somebody is invited. */
export const listOwnMeetings = (reader: Reader, { userId }: Professional, listed: Listed) =>
  pageOf(
    reader,
    sql`exists (select from meeting_members join referents on referents.id = referent_id
      where meeting_id = meetings.id and user_id = ${userId} and referents.left_at is null)`,
    listed,
  )

interface MeetingRow extends SummaryRow {
  territory: TerritoryPlace
  words: string
  sequence: number
  called_by: Meeting['calledBy']
  called_at: string
  minutes: string | null
  members: MeetingMember[]
}

/** One working group; undefined when there is none. */
export const findMeeting = async (reader: Reader, id: string): Promise<Meeting | undefined> => {
  const { rows } = await reader.execute<MeetingRow>(sql`
    select ${summary}, words, sequence, called_at::text, minutes,
      jsonb_build_object('territoryId', territories.id, 'regionCode', region_code) as territory,
      (select jsonb_build_object('name', name, 'email', email) from users where users.id = called_by) as called_by,
      (select coalesce(jsonb_agg(jsonb_build_object('referentId', referents.id, 'userId', users.id, 'name', users.name,
          'partnerName', partners.name, 'answer', answer, 'attended', attended,
          'isThere', referents.left_at is null and users.left_at is null)
          order by partners.name, users.name, referents.id), '[]'::jsonb)
        from meeting_members join referents on referents.id = referent_id join users on users.id = referents.user_id
          join partners on partners.id = referents.partner_id
        where meeting_id = meetings.id) as members
    from ${around} where meetings.id = ${id}`)
  const [row] = rows
  return (
    row && {
      ...summaryOf(row),
      territory: row.territory,
      words: row.words,
      sequence: row.sequence,
      calledBy: row.called_by,
      calledAt: instantOf(row.called_at),
      minutes: row.minutes,
      members: row.members,
    }
  )
}

/** The same, locked: what is done in it is done one after the other. */
export const lockMeeting = async (tx: Tx, id: string): Promise<Meeting | undefined> => {
  await tx.execute(sql`select from meetings where id = ${id} for update`)
  return findMeeting(tx, id)
}

/** Keeps a working group that is called, with who is invited. False: it is there already. */
export const insertMeeting = async (
  tx: Tx,
  {
    id,
    territoryId,
    theme,
    content,
    referentIds,
    userId,
  }: {
    readonly id: string
    readonly territoryId: string
    readonly theme: string | null
    readonly content: MeetingContent
    readonly referentIds: readonly string[]
    readonly userId: string
  },
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into meetings (id, territory_id, theme_id, subject, words, starts_at, ends_at, place, link, called_by)
    values (${id}, ${territoryId}, (select themes.id from themes where code = ${theme}), ${content.subject},
      ${content.words}, ${content.startsAt.toString()}, ${content.endsAt.toString()}, ${content.place}, ${content.link},
      ${userId})
    on conflict (id) do nothing`)
  if (rowCount !== 1) return false
  await tx.execute(sql`
    insert into meeting_members (meeting_id, referent_id)
    select ${id}::uuid, unnest(${sql.param(referentIds)}::uuid[]) on conflict do nothing`)
  return true
}

/** Who is invited to a working group besides, and who is not any more: what they answered goes with them. */
export const updateMembers = async (
  tx: Tx,
  {
    id,
    added,
    removed,
  }: { readonly id: string; readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> => {
  await tx.execute(sql`
    delete from meeting_members where meeting_id = ${id} and referent_id = any(${sql.param([...removed])}::uuid[])`)
  await tx.execute(sql`
    insert into meeting_members (meeting_id, referent_id)
    select ${id}::uuid, unnest(${sql.param([...added])}::uuid[]) on conflict do nothing`)
}

/**
 * A working group changes: calendars hear of it by its sequence, which is answered. Whoever said yes to another time has
 * said nothing of this one.
 */
export const updateMeeting = async (tx: Tx, id: string, content: MeetingContent): Promise<number> => {
  await tx.execute(sql`
    update meeting_members set answer = null, answered_at = null
    from meetings where meetings.id = ${id} and meeting_id = meetings.id
      and (starts_at, ends_at) <> (${content.startsAt.toString()}::timestamptz, ${content.endsAt.toString()}::timestamptz)`)
  const { rows } = await tx.execute<{ sequence: number }>(sql`
    update meetings set subject = ${content.subject}, words = ${content.words},
      starts_at = ${content.startsAt.toString()}, ends_at = ${content.endsAt.toString()}, place = ${content.place},
      link = ${content.link}, sequence = sequence + 1
    where id = ${id} returning sequence`)
  return rows[0]?.sequence ?? 0
}

/** A working group does not take place; its new sequence. */
export const cancelMeetingRow = async (tx: Tx, id: string, userId: string): Promise<number> => {
  const { rows } = await tx.execute<{ sequence: number }>(sql`
    update meetings set cancelled_at = platform_now(), cancelled_by = ${userId}, sequence = sequence + 1
    where id = ${id} returning sequence`)
  return rows[0]?.sequence ?? 0
}

/** Somebody says whether they come, for each partner as whose referent they are invited. */
export const updateAnswer = async (
  tx: Tx,
  { id, userId, answer }: { readonly id: string; readonly userId: string; readonly answer: MeetingAnswer },
): Promise<void> => {
  await tx.execute(sql`
    update meeting_members set answer = ${answer}, answered_at = platform_now() from referents
    where meeting_id = ${id} and referents.id = referent_id and user_id = ${userId} and left_at is null`)
}

/** Who came; the others did not. */
export const updateAttendance = async (tx: Tx, id: string, referentIds: readonly string[]): Promise<void> => {
  await tx.execute(sql`
    update meeting_members set attended = referent_id = any(${sql.param(referentIds)}::uuid[]) where meeting_id = ${id}`)
}

/** What was said. */
export const updateMinutes = async (
  tx: Tx,
  { id, words, userId }: { readonly id: string; readonly words: string; readonly userId: string },
): Promise<void> => {
  await tx.execute(sql`
    update meetings set minutes = ${words}, minutes_at = platform_now(), minutes_by = ${userId} where id = ${id}`)
}

/** The minutes go to the members. */
export const markMinutesSent = async (tx: Tx, id: string, userId: string): Promise<void> => {
  await tx.execute(sql`
    update meetings set minutes_sent_at = platform_now(), minutes_sent_by = ${userId} where id = ${id}`)
}

/** Of the working groups of the last year to which somebody of a partner was invited, in how many somebody of it was. */
export const countParticipation = async (
  reader: Reader,
  partnerId: string,
): Promise<{ readonly held: number; readonly attended: number }> => {
  const { rows } = await reader.execute<{ held: number; attended: number }>(sql`
    select count(distinct meetings.id)::int as held,
      (count(distinct meetings.id) filter (where attended))::int as attended
    from referents join meeting_members on referent_id = referents.id join meetings on meetings.id = meeting_id
    where partner_id = ${partnerId} and cancelled_at is null and ends_at <= platform_now()
      and starts_at > platform_now() - interval '1 year'`)
  return rows[0] ?? { held: 0, attended: 0 }
}

import { and, asc, count, eq, inArray, sql } from 'drizzle-orm'
import { gatheringSeconds } from '@boussole/domain'
import type { HolidayZone, LetterName, MailName } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { thisInstant } from './database.ts'
import type { Reader, Tx } from './database.ts'
import { outbox } from './schema/work.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** The row of a mail about a request. */
export type RequestMailRow = OutboxRow & {
  readonly mail: MailName
  readonly requestId: string
  readonly territoryId: string
}
/** The row of a letter. */
export type LetterRow = OutboxRow & { readonly mail: LetterName; readonly requestId: null }

/** Is this mail about a request? SQL holds that it then has one, with its territory; the others are letters. */
export const isAboutRequest = (row: OutboxRow): row is RequestMailRow => row.requestId !== null
export const isLetter = (row: OutboxRow): row is LetterRow => row.requestId === null

/** How long the queue has to get a published row sent before it is published again, in seconds of real time. */
const publicationSeconds = 60
/** How long one worker has to send a mail before another may, in seconds of real time; longer than SMTP may take. */
const claimSeconds = 60

/** A row handed to the queue, and how often it has been. */
interface Publication {
  readonly id: string
  readonly publications: number
}

/**
 * Claims rows that are ready to leave, to hand them to the queue: oldest first, none that is already on its way.
 * Reminders of one recipient leave together, so one row stands for its group.
 */
export const claimForPublication = async (reader: Reader, limit: number): Promise<Publication[]> => {
  const { rows } = await reader.execute<{ id: string; group_key: string | null; publications: number }>(sql`
    with ready as (
      select id from outbox
      where state = 'waiting' and send_after <= ${thisInstant}
        and (published_until is null or published_until < clock_timestamp())
        and (claimed_until is null or claimed_until < clock_timestamp())
      order by send_after, id limit ${limit} for update skip locked)
    update outbox set published_until = clock_timestamp() + make_interval(secs => ${publicationSeconds}),
      publications = least(publications, 32766) + 1
    from ready where outbox.id = ready.id
    returning outbox.id, outbox.group_key, outbox.publications`)
  const seen = new Set<string>()
  return rows.flatMap(({ id, group_key: group, publications }) => {
    if (group !== null && seen.has(group)) return []
    if (group !== null) seen.add(group)
    return [{ id, publications }]
  })
}

/** The queue did not take these rows after all: they are ready again at once. */
export const unpublish = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .update(outbox)
    .set({ publishedUntil: null })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'waiting')))
}

/**
 * Claims a row to send it, with the rows gathered with it: claimed before the side effect, so that no
 * two workers send the same mail. Empty when it was sent, claimed or put off meanwhile. Oldest first.
 */
export const claimForSending = async (tx: Tx, id: string): Promise<OutboxRow[]> => {
  const free = sql`state = 'waiting' and (claimed_until is null or claimed_until < clock_timestamp())`
  // The first of a group to be ready takes along those that came while it waited for them.
  // No "skip locked": two jobs of one group must wait for each other, not split it.
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from outbox
    where ${free} and exists (select from outbox where id = ${id} and ${free} and send_after <= ${thisInstant}) and (
      id = ${id} or (group_key = (select group_key from outbox where id = ${id})
        and send_after <= ${thisInstant} + make_interval(secs => ${gatheringSeconds})))
    order by id limit 200 for update`)
  if (rows.length === 0) return []
  const claimed = await tx
    .update(outbox)
    .set({
      claimedUntil: sql`clock_timestamp() + make_interval(secs => ${claimSeconds})`,
      claimedAt: sql`platform_now()`,
      attempts: sql`least(${outbox.attempts}, 32766) + 1`,
    })
    .where(
      inArray(
        outbox.id,
        rows.map((row) => row.id),
      ),
    )
    .returning()
  return claimed.toSorted(
    (a, b) => a.createdAt.epochMilliseconds - b.createdAt.epochMilliseconds || (a.id < b.id ? -1 : 1),
  )
}

/** Ends rows: sent (all with the Message-ID of `sentWith`), come back for good, or no longer called for. */
export const endOutboxRows = async (
  tx: Tx,
  ids: readonly string[],
  { state, sentWith, failure }: { state: 'sent' | 'bounced' | 'needless'; sentWith?: string; failure?: string },
): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .update(outbox)
    .set({
      state,
      sentWith: sentWith === undefined ? null : sql`nullif(${sentWith}::uuid, id)`,
      failure: failure?.slice(0, 300) ?? null,
      doneAt: sql`platform_now()`,
      claimedUntil: null,
      publishedUntil: null,
    })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'waiting')))
}

/** Gives claimed rows back: to be sent after `sendAfter`, because of a failure or of quiet hours. */
export const putOff = async (
  tx: Tx,
  ids: readonly string[],
  { sendAfter, failure }: { sendAfter: Temporal.Instant; failure: string | null },
): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .update(outbox)
    .set({ sendAfter, failure: failure?.slice(0, 300) ?? null, claimedUntil: null, publishedUntil: null })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'waiting')))
}

/** Is a notice to this partner about this referral still on its way, or gone? False: nobody could be told. */
export const hasLivingNotice = async (tx: Tx, referralId: string): Promise<boolean> => {
  const [row] = await tx
    .select({ living: count() })
    .from(outbox)
    .where(
      and(
        eq(outbox.referralId, referralId),
        eq(outbox.mail, 'referral-request'),
        inArray(outbox.state, ['waiting', 'sent']),
      ),
    )
  return (row?.living ?? 0) > 0
}

/** Where a recipient lives: hours and public holidays. */
export interface Zones {
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}

/** The zones whose hours and holidays hold for a row's recipient: its territory's. */
export const findZones = async (reader: Reader, territoryId: string): Promise<Zones> => {
  const { rows } = await reader.execute<Zones & Record<string, unknown>>(sql`
    select time_zone as "timeZone", holiday_zone as "holidayZone" from territories where id = ${territoryId}`)
  const [row] = rows
  if (row === undefined) throw new Error(`no territory ${territoryId}`)
  return { timeZone: row.timeZone, holidayZone: row.holidayZone }
}

/**
 * What is due and not done, for health and for waiting until it is: milestones, mails, and apart from them the
 * milestones that failed five times, which a person must look at.
 */
export const countDueWork = async (reader: Reader): Promise<{ milestones: number; mails: number; failing: number }> => {
  // A milestone that is being reached or has failed is tried again within five minutes: the index on the next try finds
  // it. The two kinds of branches are those of its two partial indexes.
  const { rows } = await reader.execute<{ milestones: number; mails: number; failing: number }>(sql`
    with due as (
      select attempts from milestones where state = 'pending' and kind = 'lapse'
        and try_at <= ${thisInstant} + interval '6 minutes' and due_at <= ${thisInstant}
      union all
      select attempts from milestones where state = 'pending' and kind <> 'lapse'
        and try_at <= ${thisInstant} + interval '6 minutes' and due_at <= ${thisInstant})
    select
      (select count(*)::int from due where attempts < 5) as milestones,
      (select count(*)::int from outbox where state = 'waiting' and send_after <= ${thisInstant}) as mails,
      (select count(*)::int from due where attempts >= 5) as failing`)
  const [row] = rows
  if (row === undefined) throw new Error('no count of due work')
  return row
}

/** The outbox rows of a request, oldest first. */
export const outboxOf = async (reader: Reader, requestId: string): Promise<RequestMailRow[]> => {
  const rows = await reader
    .select()
    .from(outbox)
    .where(eq(outbox.requestId, requestId))
    .orderBy(asc(outbox.createdAt), asc(outbox.id))
  return rows.filter(isAboutRequest)
}

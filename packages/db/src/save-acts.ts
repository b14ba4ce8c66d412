import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { fateOf, leftPlanned } from '@boussole/domain'
import type { Actor, JournalEntry, MilestoneChanges, Referral } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from './database.ts'
import { insertMails, mailRows } from './mail-queue.ts'
import type { MailedRequest, MailToQueue } from './mail-queue.ts'
import type { OpenedRequest, ReferralRow, RequestRow } from './opened-request.ts'
import { insertRows, updateRows } from './rows.ts'
import { referrals, requests } from './schema/requests.ts'
import { journal, milestones } from './schema/work.ts'

/** What an act changed in one referral. */
export interface ReferralChange {
  /** Number of the last journal entry that the act knew of; 0 for a referral that this act gives birth to. */
  readonly versionBefore: number
  readonly referral: Referral
  readonly entries: readonly { readonly entry: JournalEntry; readonly from: string | null; readonly to: string }[]
  readonly milestones: readonly MilestoneChanges[]
}

export interface ReachedMilestone {
  readonly id: bigint
  readonly state: 'done' | 'superseded'
}

/** Everything that an act on one request wants written. */
export interface ActToSave extends Pick<OpenedRequest, 'pending' | 'now'> {
  readonly request: MailedRequest
  readonly changes: readonly ReferralChange[]
  readonly reached: readonly ReachedMilestone[]
  readonly mails: readonly MailToQueue[]
  /** Is the request still open after the act? */
  readonly open: boolean
  /** The request itself, where this act makes it. */
  readonly newRequest?: RequestRow | undefined
}

const referralRow = (request: MailedRequest, { referral, versionBefore, entries }: ReferralChange): ReferralRow => {
  const { promise, ...facts } = referral
  return { ...facts, ...promise, territoryId: request.territoryId, version: versionBefore + entries.length }
}

const actorColumns = (by: Actor) => ({ actorKind: by.kind, actorId: 'userId' in by ? by.userId : null })

const journalRows = ({ request, changes }: ActToSave) =>
  changes.flatMap(({ referral, versionBefore, entries }) =>
    entries.map(({ entry, from, to }, place) => ({
      requestId: request.id,
      referralId: referral.id,
      version: versionBefore + place + 1,
      at: entry.at,
      ...actorColumns(entry.by),
      event: entry.event,
      fromState: from,
      toState: to,
    })),
  )

const plannedRows = ({ changes, now }: ActToSave) =>
  changes.flatMap((change) =>
    leftPlanned(change.milestones).map(({ kind, occurrence, dueAt }) => ({
      referralId: change.referral.id,
      kind,
      occurrence,
      dueAt,
      tryAt: dueAt,
      // The notice to the offer's contact is put in the outbox by the act that sends the referral.
      state: kind === 'notify' ? ('done' as const) : ('pending' as const),
      reachedAt: kind === 'notify' ? now : null,
    })),
  )

interface MovedMilestone {
  readonly id: string
  readonly state: 'pending' | ReachedMilestone['state'] | 'cancelled'
  readonly reached_at: Temporal.Instant | null
  readonly due_at: Temporal.Instant | null
}

/** What becomes of the milestones that were pending when the request was opened; those that stay as they are left out. */
const movedMilestones = ({ pending, changes, reached, now }: ActToSave): MovedMilestone[] =>
  pending.flatMap((milestone): MovedMilestone[] => {
    const { id, referralId } = milestone
    const ended = { id: id.toString(), reached_at: now, due_at: null }
    const end = reached.find((other) => other.id === id)
    if (end !== undefined) return [{ ...ended, state: end.state }]
    const fate = fateOf(milestone, changes.find(({ referral }) => referral.id === referralId)?.milestones ?? [])
    if (fate === 'left') return []
    if (fate === 'cancelled') return [{ ...ended, state: fate }]
    return [{ id: ended.id, state: 'pending', reached_at: null, due_at: fate.movedTo }]
  })

/** Which rows are meant is said twice, for the planner, as in `updateRows`. */
const updateMilestones = (moved: readonly MovedMilestone[]): SQL => sql`
  update milestones set state = moved.state, reached_at = moved.reached_at,
    due_at = coalesce(moved.due_at, milestones.due_at), try_at = coalesce(moved.due_at, milestones.try_at),
    attempts = case when moved.due_at is null then milestones.attempts else 0 end,
    failure = case when moved.state = 'cancelled' then milestones.failure end
  from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
    as moved (id bigint, state text, reached_at timestamptz, due_at timestamptz)
  where milestones.id = moved.id and milestones.state = 'pending'
    and milestones.id = any(${sql.param(moved.map(({ id }) => id))}::bigint[])`

/** Only rows that nobody changed since they were read. */
const updateReferrals = (rows: readonly ReferralRow[], versionsBefore: readonly number[]): SQL => {
  const ids = sql.param(rows.map(({ id }) => id))
  return sql`${updateRows(referrals, rows)}
    and (referrals.id, referrals.version) in (select * from unnest(${ids}::uuid[], ${sql.param(versionsBefore)}::int[]))`
}

/** Remembers when requests were last acted on, and whether they have ended. */
const touchRequests = (acts: readonly ActToSave[]): SQL => {
  const ids = sql.param(acts.map(({ request }) => request.id))
  const times = sql.param(acts.map(({ now }) => now.toString()))
  const opens = sql.param(acts.map(({ open }) => open))
  return sql`
    update requests set last_act_at = acted.at,
      ended_at = case when not acted.open then coalesce(ended_at, acted.at) end
    from unnest(${ids}::uuid[], ${times}::timestamptz[], ${opens}::boolean[]) as acted (id, at, open)
    where requests.id = acted.id and requests.id = any(${ids}::uuid[])`
}

const some = <Row>(rows: readonly Row[], write: (rows: readonly Row[]) => SQL): SQL | undefined =>
  rows.length === 0 ? undefined : write(rows)

/** Runs statements in one round trip; what they refer to is checked at its end. Tells how many rows the first wrote. */
const runTogether = async (tx: Tx, statements: readonly (SQL | undefined)[]): Promise<number> => {
  const given = statements.filter((statement) => statement !== undefined)
  if (given.length === 0) return 0
  const named = given.map((statement, place) => sql`${sql.raw(`written_${place}`)} as (${statement} returning 1)`)
  const { rows } = await tx.execute<{ count: number }>(
    sql`with ${sql.join(named, sql`, `)} select count(*)::int as count from written_0`,
  )
  return rows[0]?.count ?? 0
}

/**
 * Writes what acts on different requests made and changed: requests, states, journal, milestones, mails, together. Old links are ended
 * before new ones are born, because a chain has one open referral at a time. False when somebody else changed a
 * referral meanwhile.
 */
export const saveActs = async (tx: Tx, acts: readonly ActToSave[]): Promise<boolean> => {
  const changes = acts.flatMap(({ request, changes: own }) =>
    own.map((change) => ({ before: change.versionBefore, row: referralRow(request, change) })),
  )
  const known = changes.filter(({ before }) => before > 0)
  const moved = acts.flatMap(movedMilestones)
  const updated = await runTogether(tx, [
    some(known, (rows) =>
      updateReferrals(
        rows.map(({ row }) => row),
        rows.map(({ before }) => before),
      ),
    ),
    some(moved, updateMilestones),
  ])
  if (known.length > 0 && updated < known.length) return false

  const births = changes.filter(({ before }) => before === 0).map(({ row }) => row)
  const mails = await mailRows(tx, acts)
  await runTogether(tx, [
    some(
      acts.flatMap(({ newRequest }) => newRequest ?? []),
      (rows) => insertRows(requests, rows),
    ),
    some(births, (rows) => insertRows(referrals, rows)),
    some(acts.flatMap(journalRows), (rows) => insertRows(journal, rows)),
    some(acts.flatMap(plannedRows), (rows) => insertRows(milestones, rows)),
    some(mails, insertMails),
    some(
      acts.filter((act) => act.changes.length > 0 && act.newRequest === undefined),
      touchRequests,
    ),
  ])
  return true
}

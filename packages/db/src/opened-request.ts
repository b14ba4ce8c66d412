import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { asId, milestoneKinds } from '@boussole/domain'
import type {
  Actor,
  JournalEntry,
  Milestone,
  MilestoneChanges,
  OfferId,
  PartnerId,
  Referral,
  ReferralId,
  RequestId,
  TerritoryId,
  UserId,
} from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { insertRows } from './rows.ts'
import { zoneCodesOf } from './zone-codes.ts'
import { instantOf } from './schema/columns.ts'
import { referrals, requests } from './schema/requests.ts'
import { journal, milestones } from './schema/work.ts'

export type RequestRow = typeof requests.$inferSelect
type ReferralRow = typeof referrals.$inferSelect

/** A referral as stored, with the number of its last journal entry. */
export interface StoredReferral {
  readonly referral: Referral
  readonly version: number
}

export interface PendingMilestone extends Milestone {
  readonly id: bigint
  readonly referralId: ReferralId
}

/** A request that this transaction alone may change, with all that hangs on it. `now` was read after the lock. */
export interface OpenedRequest {
  readonly request: RequestRow
  readonly now: Temporal.Instant
  readonly referrals: readonly StoredReferral[]
  readonly pending: readonly PendingMilestone[]
  /** Zone codes that contain the request's commune, from the nearest to the widest. */
  readonly zoneCodes: readonly string[]
}

/** The referral that a row holds. */
export const referralOf = (row: ReferralRow): Referral => ({
  id: asId<ReferralId>(row.id),
  requestId: asId<RequestId>(row.requestId),
  offerId: asId<OfferId>(row.offerId),
  partnerId: asId<PartnerId>(row.partnerId),
  chain: row.chain,
  link: row.link,
  previousReferralId: row.previousReferralId === null ? null : asId<ReferralId>(row.previousReferralId),
  automatic: row.automatic,
  state: row.state,
  sentAt: row.sentAt,
  dueAt: row.dueAt,
  promise: {
    windowDays: row.windowDays,
    counting: row.counting,
    timeZone: row.timeZone,
    holidayZone: row.holidayZone,
  },
  extensions: row.extensions,
  graceUntil: row.graceUntil,
  notifiedAt: row.notifiedAt,
  unreachableAt: row.unreachableAt,
  acceptedAt: row.acceptedAt,
  contactedAt: row.contactedAt,
  attempts: row.attempts,
  lastAttemptAt: row.lastAttemptAt,
  lateContactAt: row.lateContactAt,
  lapsedAt: row.lapsedAt,
  lapseBooked: row.lapseBooked,
  declineReason: row.declineReason,
  outcome: row.outcome,
  unresolvedCause: row.unresolvedCause,
  ownerId: row.ownerId === null ? null : asId<UserId>(row.ownerId),
  endedAt: row.endedAt,
})

const rowOf = (referral: Referral, territoryId: TerritoryId, version: number): ReferralRow => {
  const { promise, ...facts } = referral
  return { ...facts, ...promise, territoryId, version }
}

/** The stored referrals of a request, chain by chain. */
export const referralsOf = async (reader: Reader, requestId: string): Promise<StoredReferral[]> => {
  const rows = await reader
    .select()
    .from(referrals)
    .where(eq(referrals.requestId, requestId))
    .orderBy(asc(referrals.chain), asc(referrals.link))
  return rows.map((row) => ({ referral: referralOf(row), version: row.version }))
}

/**
 * Locks a request, so that whoever else wants to act on it waits, then reads the clock and everything that hangs on
 * it. Undefined when there is no such request.
 */
export const openRequest = async (tx: Tx, requestId: string): Promise<OpenedRequest | undefined> => {
  const [request] = await tx.select().from(requests).where(eq(requests.id, requestId)).for('update')
  if (request === undefined) return undefined
  const stored = await referralsOf(tx, requestId)
  const ids = stored.map(({ referral }) => referral.id)
  // The clock is read after the lock: the wait for it may have crossed a due date.
  const { rows } = await tx.execute<{ now: string; pending: PendingJson[]; codes: string[] }>(sql`
    select platform_now()::text as now, ${zoneCodesOf(request.communeCode)} as codes, coalesce((
      select jsonb_agg(jsonb_build_object('id', id::text, 'referralId', referral_id, 'kind', kind,
        'occurrence', occurrence, 'dueAt', due_at) order by due_at, id)
      from ${milestones}
      where ${and(inArray(milestones.referralId, ids), eq(milestones.state, 'pending'))}), '[]') as pending`)
  const [row] = rows
  if (row === undefined) throw new Error('the clock did not answer')
  const pending = row.pending.map((milestone) => ({
    ...milestone,
    id: BigInt(milestone.id),
    dueAt: instantOf(milestone.dueAt),
  }))
  return { request, now: instantOf(row.now), referrals: stored, pending, zoneCodes: row.codes }
}

type PendingJson = Omit<PendingMilestone, 'id' | 'dueAt'> & { id: string; dueAt: string }

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

const actorColumns = (by: Actor) => ({ actorKind: by.kind, actorId: 'userId' in by ? by.userId : null })

const journalRows = (requestId: string, changes: readonly ReferralChange[]) =>
  changes.flatMap(({ referral, versionBefore, entries }) =>
    entries.map(({ entry, from, to }, place) => ({
      requestId,
      referralId: referral.id,
      version: versionBefore + place + 1,
      at: entry.at,
      ...actorColumns(entry.by),
      event: entry.event,
      fromState: from,
      toState: to,
    })),
  )

const updateReferral = async (tx: Tx, change: ReferralChange, territoryId: TerritoryId): Promise<boolean> => {
  const { id, ...row } = rowOf(change.referral, territoryId, change.versionBefore + change.entries.length)
  const { rowCount } = await tx
    .update(referrals)
    .set(row)
    .where(and(eq(referrals.id, id), eq(referrals.version, change.versionBefore)))
  return rowCount === 1
}

const endMilestones = async (tx: Tx, change: ReferralChange, now: Temporal.Instant): Promise<void> => {
  const ofReferral = and(eq(milestones.referralId, change.referral.id), eq(milestones.state, 'pending'))
  const cancels = change.milestones.map(({ cancel }) => cancel)
  const kinds = cancels.flatMap((cancel) => (cancel === 'all' ? milestoneKinds : cancel))
  if (kinds.length > 0) {
    await tx
      .update(milestones)
      .set({ state: 'cancelled', reachedAt: now })
      .where(and(ofReferral, inArray(milestones.kind, kinds)))
  }
  for (const { moveLapseTo } of change.milestones) {
    if (moveLapseTo !== null) {
      await tx
        .update(milestones)
        .set({ dueAt: moveLapseTo, tryAt: moveLapseTo, attempts: 0, failure: null })
        .where(and(ofReferral, eq(milestones.kind, 'lapse')))
    }
  }
}

/** What is left of the milestones that an act planned: a later step of the same act may cancel them, or move the lapse. */
const leftPlanned = (steps: readonly MilestoneChanges[]): readonly Milestone[] =>
  steps.reduce<readonly Milestone[]>(
    (planned, { plan, cancel, moveLapseTo }) => [
      ...planned
        .filter(({ kind }) => cancel !== 'all' && !cancel.includes(kind))
        .map((milestone) =>
          milestone.kind === 'lapse' && moveLapseTo !== null ? { ...milestone, dueAt: moveLapseTo } : milestone,
        ),
      ...plan,
    ],
    [],
  )

const plannedRows = (change: ReferralChange, now: Temporal.Instant) =>
  leftPlanned(change.milestones).map(({ kind, occurrence, dueAt }) => ({
    referralId: change.referral.id,
    kind,
    occurrence,
    dueAt,
    tryAt: dueAt,
    // The notice to the offer's contact is put in the outbox by the act that sends the referral.
    state: kind === 'notify' ? ('done' as const) : ('pending' as const),
    reachedAt: kind === 'notify' ? now : null,
  }))

/**
 * Writes what an act changed: states, journal, milestones, together. Old links are ended before new ones are born,
 * because a chain has one open referral at a time. False when somebody else changed a referral meanwhile.
 */
export const saveChanges = async (
  tx: Tx,
  request: Pick<RequestRow, 'id' | 'territoryId'>,
  changes: readonly ReferralChange[],
  reached: readonly ReachedMilestone[],
  now: Temporal.Instant,
): Promise<boolean> => {
  const territoryId = asId<TerritoryId>(request.territoryId)
  for (const { id, state } of reached) {
    await tx.update(milestones).set({ state, reachedAt: now, failure: null }).where(eq(milestones.id, id))
  }
  for (const change of changes.filter(({ versionBefore }) => versionBefore > 0)) {
    if (!(await updateReferral(tx, change, territoryId))) return false
    await endMilestones(tx, change, now)
  }
  const births = changes
    .filter(({ versionBefore }) => versionBefore === 0)
    .map(({ referral, entries }) => rowOf(referral, territoryId, entries.length))
  const entries = journalRows(request.id, changes)
  const planned = changes.flatMap((change) => plannedRows(change, now))
  // One round trip for all that is new; foreign keys are checked at the end of the statement.
  const inserts = [
    births.length > 0 ? insertRows(referrals, births) : undefined,
    entries.length > 0 ? insertRows(journal, entries) : undefined,
    planned.length > 0 ? insertRows(milestones, planned) : undefined,
  ].filter((insert) => insert !== undefined)
  if (inserts.length > 0) {
    const named = inserts.map((insert, place) => sql`${sql.raw(`inserted_${place}`)} as (${insert})`)
    await tx.execute(sql`with ${sql.join(named, sql`, `)} select 1`)
  }
  return true
}

/** Remembers when the request was last acted on, and whether it has ended. */
export const touchRequest = async (
  tx: Tx,
  request: Pick<RequestRow, 'id'>,
  { now, open }: { readonly now: Temporal.Instant; readonly open: boolean },
): Promise<void> => {
  await tx
    .update(requests)
    .set({ lastActAt: now, endedAt: open ? null : sql`coalesce(ended_at, ${now.toString()})` })
    .where(eq(requests.id, request.id))
}

/** The referrals of the requests that were acted on last. */
export const recentReferrals = async (reader: Reader, limit: number): Promise<StoredReferral[]> => {
  const rows = await reader
    .select({ referral: referrals })
    .from(referrals)
    .innerJoin(requests, eq(requests.id, referrals.requestId))
    .orderBy(desc(requests.lastActAt), asc(referrals.id))
    .limit(limit)
  return rows.map(({ referral }) => ({ referral: referralOf(referral), version: referral.version }))
}

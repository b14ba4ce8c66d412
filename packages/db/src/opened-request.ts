import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type {
  Milestone,
  OfferId,
  Outage,
  PartnerId,
  ReferentId,
  Referral,
  ReferralId,
  RequestId,
  UserId,
} from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { outagesSince } from './outages.ts'
import { zoneCodesOf } from './zone-codes.ts'
import { instantOf } from './schema/columns.ts'
import { referrals, requests } from './schema/requests.ts'

export type RequestRow = typeof requests.$inferSelect
export type ReferralRow = typeof referrals.$inferSelect

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
  /** The platform's outages since the request was made, oldest first. */
  readonly outages: readonly Outage[]
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
  referentId: row.referentId === null ? null : asId<ReferentId>(row.referentId),
  ownerId: row.ownerId === null ? null : asId<UserId>(row.ownerId),
  endedAt: row.endedAt,
})

const storedOf = (row: ReferralRow): StoredReferral => ({ referral: referralOf(row), version: row.version })

/** The stored referrals of a request, chain by chain. */
export const referralsOf = async (reader: Reader, requestId: string): Promise<StoredReferral[]> => {
  const rows = await reader
    .select()
    .from(referrals)
    .where(eq(referrals.requestId, requestId))
    .orderBy(asc(referrals.chain), asc(referrals.link))
  return rows.map(storedOf)
}

type PendingJson = Omit<PendingMilestone, 'id' | 'dueAt'> & { id: string; dueAt: string }

/** A request as stored; undefined when there is none. */
export const findRequest = async (reader: Reader, id: string): Promise<RequestRow | undefined> => {
  const [request] = await reader.select().from(requests).where(eq(requests.id, id))
  return request
}

/** So many requests are changed in one act at the most; whoever looks for them asks for one more, to know of it. */
export const mostRequestsInOneAct = 2000

/**
 * Locks requests, always in the same order, so that whoever else wants to act on them waits; then reads the clock and
 * everything that hangs on them. Those that do not exist are left out.
 */
export const openRequests = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, OpenedRequest>> => {
  const locked = await tx
    .select()
    .from(requests)
    .where(inArray(requests.id, [...ids]))
    .orderBy(asc(requests.id))
    .for('update')
  // A second statement: what is read, the clock too, must not be older than the lock, which may have been waited for.
  const rows = await tx
    .select({
      requestId: requests.id,
      referral: referrals,
      pending: sql<PendingJson[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('id', id::text, 'referralId', referral_id, 'kind', kind,
          'occurrence', occurrence, 'dueAt', due_at) order by due_at, id), '[]')
        from milestones where referral_id = ${referrals.id} and state = 'pending')`,
      now: sql<string>`platform_now()::text`,
      codes: sql<string[]>`${zoneCodesOf(requests.communeCode)}`,
      outages: sql<{ from: string; to: string }[]>`(${outagesSince(requests.submittedAt)})`,
    })
    .from(requests)
    .leftJoin(referrals, eq(referrals.requestId, requests.id))
    .where(inArray(requests.id, [...ids]))
    .orderBy(asc(referrals.chain), asc(referrals.link))
  return new Map(
    locked.map((request) => {
      const own = rows.filter(({ requestId }) => requestId === request.id)
      const [first] = own
      if (first === undefined) throw new Error('the clock did not answer')
      const opened: OpenedRequest = {
        request,
        now: instantOf(first.now),
        referrals: own.flatMap(({ referral }) => (referral === null ? [] : [storedOf(referral)])),
        pending: own
          .flatMap(({ pending }) => pending)
          .map((milestone) => ({ ...milestone, id: BigInt(milestone.id), dueAt: instantOf(milestone.dueAt) })),
        zoneCodes: first.codes,
        outages: first.outages.map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) })),
      }
      return [request.id, opened]
    }),
  )
}

/** The referrals of the requests that were acted on last. */
export const recentReferrals = async (reader: Reader, limit: number): Promise<StoredReferral[]> => {
  const rows = await reader
    .select({ referral: referrals })
    .from(referrals)
    .innerJoin(requests, eq(requests.id, referrals.requestId))
    .orderBy(desc(requests.lastActAt), asc(referrals.id))
    .limit(limit)
  return rows.map(({ referral }) => storedOf(referral))
}

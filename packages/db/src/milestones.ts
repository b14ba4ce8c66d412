import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'
import { referrals } from './schema/requests.ts'
import { milestones } from './schema/work.ts'

/** How long a worker has to reach the milestones it claimed, in seconds, before another may try. */
const leaseSeconds = 20

/**
 * Claims a page of milestones that are due, so that several workers share a burst: nobody else gets them before the
 * lease ends. Oldest first.
 */
export const claimDueMilestones = async (reader: Reader, limit: number): Promise<bigint[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    with due as (
      select id from milestones where state = 'pending' and try_at <= platform_now()
      order by try_at, id limit ${limit} for update skip locked)
    update milestones set try_at = platform_now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
    from due where milestones.id = due.id
    returning milestones.id::text, milestones.due_at`)
  return rows.map(({ id }) => BigInt(id)).toSorted((a, b) => Number(a - b))
}

/** The request that a milestone belongs to, while it is still pending. */
export const findMilestoneRequest = async (reader: Reader, id: bigint): Promise<string | undefined> => {
  const [row] = await reader
    .select({ requestId: referrals.requestId })
    .from(milestones)
    .innerJoin(referrals, eq(referrals.id, milestones.referralId))
    .where(and(eq(milestones.id, id), eq(milestones.state, 'pending')))
  return row?.requestId
}

/** A milestone could not be reached: it says why and is tried again, later and later, at most every five minutes. */
export const postponeMilestone = async (tx: Tx, id: bigint, failure: string): Promise<void> => {
  await tx
    .update(milestones)
    .set({
      failure: failure.slice(0, 300),
      tryAt: sql`platform_now() + least(make_interval(secs => power(2, attempts)), interval '5 minutes')`,
    })
    .where(and(eq(milestones.id, id), eq(milestones.state, 'pending')))
}

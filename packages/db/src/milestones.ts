import { and, eq, sql } from 'drizzle-orm'
import type { MilestoneKind } from '@boussole/domain'
import { thisInstant } from './database.ts'
import type { Reader, Tx } from './database.ts'
import { milestones } from './schema/work.ts'

/** How long a worker has to reach the milestones it claimed, in seconds, before another may try. */
const leaseSeconds = 20

/** A milestone to be reached, and the request it belongs to. */
export interface ClaimedMilestone {
  readonly id: bigint
  readonly requestId: string
}

/**
 * Claims a page of milestones that are due, so that several workers share a burst: nobody else gets them before the
 * lease ends. Lapses first, then the oldest.
 */
export const claimDueMilestones = async (reader: Reader, limit: number): Promise<ClaimedMilestone[]> => {
  const { rows } = await reader.execute<{ id: string; requestId: string; kind: MilestoneKind }>(sql`
    -- Windows close before anything else is told: on many a midnight both are due.
    with lapses as (
      select id from milestones where state = 'pending' and kind = 'lapse' and try_at <= ${thisInstant}
      order by try_at, id limit ${limit} for update skip locked),
    others as (
      select id from milestones where state = 'pending' and kind <> 'lapse' and try_at <= ${thisInstant}
      order by try_at, id limit ${limit} - (select count(*) from lapses) for update skip locked),
    due as (select id from lapses union all select id from others)
    update milestones set try_at = platform_now() + make_interval(secs => ${leaseSeconds}),
      -- A smallint that overflowed would stop every other milestone.
      attempts = least(milestones.attempts, 32766) + 1
    from due, referrals where milestones.id = due.id and referrals.id = milestones.referral_id
    returning milestones.id::text, referrals.request_id as "requestId", milestones.kind`)
  return rows
    .toSorted((a, b) => Number(b.kind === 'lapse') - Number(a.kind === 'lapse') || Number(BigInt(a.id) - BigInt(b.id)))
    .map(({ id, requestId }) => ({ id: BigInt(id), requestId }))
}

/** A milestone could not be reached: it says why and is tried again, later and later, at most every five minutes. */
export const postponeMilestone = async (tx: Tx, id: bigint, failure: string): Promise<void> => {
  await tx
    .update(milestones)
    .set({
      failure: failure.slice(0, 300),
      tryAt: sql`platform_now() + least(make_interval(secs => power(2, least(attempts, 9))), interval '5 minutes')`,
    })
    .where(and(eq(milestones.id, id), eq(milestones.state, 'pending')))
}

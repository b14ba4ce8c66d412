import { isAwaited, isSuperseded, owedForLateNotice, owedForOutages, Refusal, windowEndOf } from '@boussole/domain'
import type { Actor, OwedTime, Referral, ReferralEvent, ReferralId } from '@boussole/domain'
import { openRequests, transact } from '@boussole/db'
import type { PendingMilestone } from '@boussole/db'
import { beginActing, clock, finish, letHappen, referralIn, referralsIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { goToNextOffer } from './go-to-next-offer.ts'

/** Lets an event happen to a referral, and its consequence: a request that must go elsewhere goes, in the same act. */
export const apply = async (acting: Acting, id: ReferralId, event: ReferralEvent, by: Actor): Promise<void> => {
  const { seeksNextOffer } = letHappen(acting, id, event, by)
  if (seeksNextOffer) await goToNextOffer(acting, id)
}

/** The time that the platform owes to a partner whose window is at its end, if any. */
const owedFor = ({ outages, now }: Acting, referral: Referral): OwedTime | undefined =>
  owedForLateNotice(referral, now) ?? owedForOutages(referral, outages, now)

/**
 * Reaches a due milestone: marks it, and lets it happen unless a later one of its kind is due as well. When a window
 * ends that the platform cut short, by telling the partner late or by being down, it is extended instead (domain.md §4).
 */
export const reach = async (acting: Acting, milestone: PendingMilestone): Promise<void> => {
  const owed = milestone.kind === 'lapse' ? owedFor(acting, referralIn(acting, milestone.referralId)) : undefined
  if (owed !== undefined) return apply(acting, milestone.referralId, { kind: 'extended', ...owed }, clock)
  const ofReferral = acting.pending.filter(({ referralId }) => referralId === milestone.referralId)
  const superseded = isSuperseded(milestone, ofReferral, acting.now)
  acting.reached.push({ id: milestone.id, state: superseded ? 'superseded' : 'done' })
  if (superseded) return
  const { kind, occurrence } = milestone
  await apply(acting, milestone.referralId, { kind: 'milestone-reached', milestone: kind, occurrence }, clock)
}

/** Windows that have run out are over for everybody, even if the worker has not said so yet: the clock decides. */
export const catchUp = async (acting: Acting): Promise<void> => {
  for (const referral of referralsIn(acting)) {
    if (!isAwaited(referral.state) || windowEndOf(referral).epochMilliseconds > acting.now.epochMilliseconds) continue
    const lapse = acting.pending.find(({ referralId, kind }) => referralId === referral.id && kind === 'lapse')
    if (lapse !== undefined) await reach(acting, lapse)
  }
}

interface WhatToOpen {
  readonly requestId: string
  /** False where the mail server's answer is written down: what is over is closed by its own milestone. */
  readonly catchingUp: boolean
}

/**
 * Opens a request for one act in one transaction: locked, its clock read, its overdue windows closed first.
 * Refuses: `not-found`, whatever the act refuses, `changed-meanwhile`.
 */
export const actOn = <Result>(
  { requestId, catchingUp }: WhatToOpen,
  { db }: Pick<Deps, 'db'>,
  act: (acting: Acting) => Promise<Result>,
): Promise<Result> =>
  transact(db, async (tx) => {
    const opened = (await openRequests(tx, [requestId])).get(requestId)
    if (opened === undefined) throw new Refusal('not-found')
    const acting = beginActing(tx, opened)
    if (catchingUp) await catchUp(acting)
    const result = await act(acting)
    await finish(tx, [acting])
    return result
  })

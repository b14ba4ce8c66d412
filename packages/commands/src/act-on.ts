import { isWindowOver, reachingOf, Refusal } from '@boussole/domain'
import type { Actor, ReferralEvent, ReferralId } from '@boussole/domain'
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

/** Reaches a due milestone: it is marked, and happens, unless a later one speaks for it or its window is owed more time. */
export const reach = async (acting: Acting, milestone: PendingMilestone): Promise<void> => {
  const { now, outages } = acting
  const { id, kind, occurrence, referralId } = milestone
  const pending = acting.pending.filter((other) => other.referralId === referralId)
  const reaching = reachingOf(milestone, { referral: referralIn(acting, referralId), pending, outages, now })
  if (reaching.kind === 'owed') {
    const { dueAt, cause } = reaching
    return apply(acting, referralId, { kind: 'extended', dueAt, cause }, clock)
  }
  const superseded = reaching.kind === 'superseded'
  acting.reached.push({ id, state: superseded ? 'superseded' : 'done' })
  if (superseded) return
  await apply(acting, referralId, { kind: 'milestone-reached', milestone: kind, occurrence }, clock)
}

/** Windows that have run out are over for everybody, even if the worker has not said so yet: the clock decides. */
export const catchUp = async (acting: Acting): Promise<void> => {
  for (const referral of referralsIn(acting)) {
    if (!isWindowOver(referral, acting.now)) continue
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

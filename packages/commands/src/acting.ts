import {
  dueAtOwedForLateNotice,
  isAwaited,
  isOpen,
  isSuperseded,
  openReferral,
  Refusal,
  step,
  windowEndOf,
} from '@boussole/domain'
import type { Actor, Referral, ReferralEvent, ReferralId, Step } from '@boussole/domain'
import { openRequest, queueMails, saveChanges, touchRequest, transact } from '@boussole/db'
import type {
  MailToQueue,
  OpenedRequest,
  PendingMilestone,
  ReachedMilestone,
  ReferralChange,
  Tx,
} from '@boussole/db'
import type { Deps } from './deps.ts'
import { goToNextOffer } from './go-to-next-offer.ts'

/**
 * One act on one request: its referrals as they become, and what will be written at the end. Nothing is in the
 * database before `finish`; everything is, together, after it.
 */
export interface Acting {
  readonly tx: Tx
  readonly request: OpenedRequest['request']
  readonly now: OpenedRequest['now']
  readonly pending: readonly PendingMilestone[]
  readonly changes: Map<ReferralId, ReferralChange>
  readonly mails: MailToQueue[]
  readonly reached: ReachedMilestone[]
}

export const clock: Actor = { kind: 'clock' }

export const beginActing = (tx: Tx, opened: OpenedRequest): Acting => ({
  tx,
  request: opened.request,
  now: opened.now,
  pending: opened.pending,
  changes: new Map(
    opened.referrals.map(({ referral, version }) => [
      referral.id,
      { versionBefore: version, referral, entries: [], milestones: [] },
    ]),
  ),
  mails: [],
  reached: [],
})

export const referralsIn = (acting: Acting): Referral[] => [...acting.changes.values()].map(({ referral }) => referral)

const changeOf = (acting: Acting, id: ReferralId): ReferralChange => {
  const change = acting.changes.get(id)
  if (change === undefined) throw new Refusal('not-found')
  return change
}

export const referralIn = (acting: Acting, id: ReferralId): Referral => changeOf(acting, id).referral

const note = (acting: Acting, { referral, milestones, mails }: Step, change: Omit<ReferralChange, 'referral' | 'milestones'> & { before: ReferralChange['milestones'] }) => {
  acting.changes.set(referral.id, {
    versionBefore: change.versionBefore,
    referral,
    entries: change.entries,
    milestones: [...change.before, milestones],
  })
  acting.mails.push(...mails.map((mail) => ({ ...mail, referral })))
}

/** Lets an event happen to a referral, and its consequences: a request that must go elsewhere goes, in the same act. */
export const apply = async (acting: Acting, id: ReferralId, event: ReferralEvent, by: Actor): Promise<Step> => {
  const { versionBefore, referral, entries, milestones } = changeOf(acting, id)
  const entry = { event, by, at: acting.now }
  const stepped = step(referral, entry)
  note(acting, stepped, {
    versionBefore,
    entries: [...entries, { entry, from: referral.state, to: stepped.referral.state }],
    before: milestones,
  })
  if (stepped.seeksNextOffer) await goToNextOffer(acting, id)
  return stepped
}

/** A referral is born in this act. */
export const give = (acting: Acting, event: Extract<ReferralEvent, { kind: 'sent' }>, by: Actor): Referral => {
  const born = openReferral(event, acting.now)
  const entry = { event, by, at: acting.now }
  note(acting, born, { versionBefore: 0, entries: [{ entry, from: null, to: born.referral.state }], before: [] })
  return born.referral
}

/**
 * Reaches a due milestone: marks it, and lets it happen unless a later one of its kind is due as well. When a window
 * ends although the mail to the offer's contact never left, the window is extended instead (domain.md §4).
 */
export const reach = async (acting: Acting, milestone: PendingMilestone): Promise<void> => {
  if (milestone.kind === 'lapse') {
    const owed = dueAtOwedForLateNotice(referralIn(acting, milestone.referralId), acting.now)
    if (owed !== undefined) {
      await apply(acting, milestone.referralId, { kind: 'extended', dueAt: owed, cause: 'platform' }, clock)
      return
    }
  }
  const ofReferral = acting.pending.filter(({ referralId }) => referralId === milestone.referralId)
  const superseded = isSuperseded(milestone, ofReferral, acting.now)
  acting.reached.push({ id: milestone.id, state: superseded ? 'superseded' : 'done' })
  if (superseded) return
  const { kind, occurrence } = milestone
  await apply(acting, milestone.referralId, { kind: 'milestone-reached', milestone: kind, occurrence }, clock)
}

/** Windows that have run out are over for everybody, even if the worker has not said so yet: the clock decides. */
const catchUp = async (acting: Acting): Promise<void> => {
  for (const referral of referralsIn(acting)) {
    if (!isAwaited(referral.state) || windowEndOf(referral).epochMilliseconds > acting.now.epochMilliseconds) continue
    const lapse = acting.pending.find(({ referralId, kind }) => referralId === referral.id && kind === 'lapse')
    if (lapse !== undefined) await reach(acting, lapse)
  }
}

/** Puts the mails called for so far in the outbox. */
export const putMails = async ({ tx, request, mails, now }: Acting): Promise<void> => {
  await queueMails(tx, request, mails.splice(0), now)
}

/** Writes everything the act changed. Refuses: `changed-meanwhile`, when another act won. */
export const finish = async (acting: Acting): Promise<void> => {
  const { tx, request, now } = acting
  const changed = [...acting.changes.values()].filter(({ entries }) => entries.length > 0)
  const saved = await saveChanges(tx, request, changed, acting.reached, now)
  if (!saved) throw new Refusal('changed-meanwhile')
  await putMails(acting)
  const open = referralsIn(acting).some(({ state }) => isOpen(state))
  if (changed.length > 0) await touchRequest(tx, request, { now, open })
}

interface WhatToOpen {
  readonly requestId: string
  /** False only for the worker reaching milestones one by one. */
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
    const opened = await openRequest(tx, requestId)
    if (opened === undefined) throw new Refusal('not-found')
    const acting = beginActing(tx, opened)
    if (catchingUp) await catchUp(acting)
    const result = await act(acting)
    await finish(acting)
    return result
  })

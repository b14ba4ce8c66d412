import { isOpen, openReferral, Refusal, step } from '@boussole/domain'
import type { Actor, Referral, ReferralEvent, ReferralId, Step } from '@boussole/domain'
import { listAccompanied, mostRequestsInOneAct, openRequests, queueLetter, queueMails, saveActs } from '@boussole/db'
import type { MailToQueue, OpenedRequest, PendingMilestone, ReachedMilestone, ReferralChange, Tx } from '@boussole/db'

/**
 * One act on one request: its referrals as they become, and what will be written at the end. Nothing is in the
 * database before `finish`; everything is, together, after it.
 */
export interface Acting {
  readonly tx: Tx
  readonly request: OpenedRequest['request']
  readonly now: OpenedRequest['now']
  readonly pending: readonly PendingMilestone[]
  readonly zoneCodes: readonly string[]
  readonly outages: OpenedRequest['outages']
  readonly changes: Map<ReferralId, ReferralChange>
  readonly mails: MailToQueue[]
  readonly reached: ReachedMilestone[]
  /** The request itself, where this act makes it. */
  readonly newRequest?: OpenedRequest['request']
  /** Writes what earlier acts of the same transaction changed: to be called before counting over all requests. */
  readonly writeEarlier: () => Promise<void>
}

/** Opens all requests that an act hands on. Refuses: `too-many-at-once` rather than leave the rest with nobody. */
export const openAll = (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, OpenedRequest>> => {
  if (ids.length > mostRequestsInOneAct) throw new Refusal('too-many-at-once')
  return openRequests(tx, ids)
}

export const clock: Actor = { kind: 'clock' }

export const beginActing = (
  tx: Tx,
  opened: OpenedRequest,
  writeEarlier: Acting['writeEarlier'] = async () => {},
): Acting => ({
  tx,
  writeEarlier,
  request: opened.request,
  now: opened.now,
  pending: opened.pending,
  zoneCodes: opened.zoneCodes,
  outages: opened.outages,
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

const note = (
  acting: Acting,
  { referral, milestones, mails }: Step,
  change: Omit<ReferralChange, 'referral' | 'milestones'> & { before: ReferralChange['milestones'] },
) => {
  acting.changes.set(referral.id, {
    versionBefore: change.versionBefore,
    referral,
    entries: change.entries,
    milestones: [...change.before, milestones],
  })
  acting.mails.push(...mails.map((mail) => ({ ...mail, referral })))
}

/** Lets an event happen to a referral: its step is noted, to be written at the end. Refuses: as `step`. */
export const letHappen = (acting: Acting, id: ReferralId, event: ReferralEvent, by: Actor): Step => {
  const { versionBefore, referral, entries, milestones } = changeOf(acting, id)
  const entry = { event, by, at: acting.now }
  const stepped = step(referral, entry)
  note(acting, stepped, {
    versionBefore,
    entries: [...entries, { entry, from: referral.state, to: stepped.referral.state }],
    before: milestones,
  })
  return stepped
}

/** A referral is born in this act. */
export const give = (acting: Acting, event: Extract<ReferralEvent, { kind: 'sent' }>, by: Actor): Referral => {
  const born = openReferral(event, acting.now)
  const entry = { event, by, at: acting.now }
  note(acting, born, { versionBefore: 0, entries: [{ entry, from: null, to: born.referral.state }], before: [] })
  return born.referral
}

/** Puts the mails called for so far in the outbox, for an act that must look at it before its end. */
export const putMails = async ({ tx, request, mails, now }: Acting): Promise<void> => {
  await queueMails(tx, { request, mails: mails.splice(0), now })
}

/**
 * An accompaniment ends with the contact of its referral, closed, redirected or withdrawn: who accompanied sees the
 * request no more, and is told.
 */
const tellCompanions = async (tx: Tx, actings: readonly Acting[]): Promise<void> => {
  for (const { request, now, changes } of actings) {
    const left = [...changes.values()]
      .filter(({ entries }) => entries.some(({ from, to }) => from === 'contacted' && to !== 'contacted'))
      .map(({ referral }) => referral.id)
    if (left.length === 0) continue
    for (const { id, referentId } of await listAccompanied(tx, left)) {
      const { territoryId } = request
      const details = { accompanimentId: id }
      const to = { referent: referentId }
      await queueLetter(tx, { letter: 'accompaniment-ended', to, once: id, territoryId, details }, now)
    }
  }
}

/** Writes everything that acts on different requests changed. Refuses: `changed-meanwhile`, when another act won. */
export const finish = async (tx: Tx, actings: readonly Acting[]): Promise<void> => {
  const acts = actings.map((acting) => ({
    ...acting,
    changes: [...acting.changes.values()].filter(({ entries }) => entries.length > 0),
    open: referralsIn(acting).some(({ state }) => isOpen(state)),
  }))
  if (!(await saveActs(tx, acts))) throw new Refusal('changed-meanwhile')
  await tellCompanions(tx, actings)
}

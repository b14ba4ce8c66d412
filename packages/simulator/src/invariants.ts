import { isAwaited, isOpen, replay } from '@boussole/domain'
import type { KeptReferral, Mail, PlannedMilestone, Request, World } from './world.ts'

/** A promise of domain.md §9 that an act broke. */
export class BrokenPromise extends Error {
  constructor(invariant: string, request: Request, what: string) {
    super(`${invariant}\n  after: ${what}\n  of: ${request.id}\n${tell(request)}`)
    this.name = 'BrokenPromise'
  }
}

const tell = (request: Request): string =>
  [...request.referrals.values()]
    .map(({ referral, journal, milestones }) =>
      [
        `  ${referral.id} ${referral.state}, chain ${referral.chain}.${referral.link}, due ${referral.dueAt.toString()}`,
        ...journal.map(({ event, by, at }) => `    ${at.toString()} ${by.kind}: ${JSON.stringify(event)}`),
        ...milestones.map(
          ({ kind, occurrence, state, dueAt }) => `    ${kind}.${occurrence} ${state} ${dueAt.toString()}`,
        ),
      ].join('\n'),
    )
    .join('\n')

const afterContact: ReadonlySet<Mail['mail']> = new Set([
  'reminder',
  'lapse-young-person',
  'lapse-partner',
  'lapse-animator',
  'late-accepted-animator',
])

const pendingOf = ({ milestones }: KeptReferral, kind: PlannedMilestone['kind']): PlannedMilestone[] =>
  milestones.filter((milestone) => milestone.state === 'pending' && milestone.kind === kind)

const referralFault = (kept: KeptReferral, request: Request): string | undefined => {
  const { referral, milestones } = kept
  const { state } = referral
  const lapses = pendingOf(kept, 'lapse')
  if (isAwaited(state)) {
    const end = (referral.graceUntil ?? referral.dueAt).epochMilliseconds
    if (lapses.length !== 1 || lapses[0]?.dueMs !== end)
      return '2 an awaited referral has one pending lapse, at its window’s end'
  } else if (lapses.length > 0) return '2 a referral that is not awaited has no pending lapse'
  if (state === 'unresolved' && (referral.ownerId === null || pendingOf(kept, 'animator-overdue').length !== 1)) {
    return '1 what is unresolved has an owner, and one alert to come: it never stops silently'
  }
  if (milestones.filter(({ kind }) => kind === 'lapse').length > 2 + referral.extensions) {
    return '2 who took it on has one more day, once'
  }
  if (state === 'lapsed' || state === 'declined') return '1 what was missed has gone on in the same act'
  if (
    state === 'redirected' &&
    ![...request.referrals.values()].some((next) => next.referral.previousReferralId === referral.id)
  ) {
    return '1 what was redirected has a next link'
  }
  const isTwin = (milestone: PlannedMilestone, place: number): boolean =>
    milestones.findIndex(({ kind, occurrence }) => kind === milestone.kind && occurrence === milestone.occurrence) <
    place
  if (milestones.some(isTwin)) return '3 a milestone is unique'
  if (referral.dueAt.epochMilliseconds !== kept.dueMs)
    return '6 a due date is the one of the last journalled sending or extension'
  return undefined
}

const requestFault = ({ referrals, consent, person }: Request): string | undefined => {
  const all = [...referrals.values()]
  const openIn = new Map<number, number>()
  const partners = new Set<string>()
  let automatic = 0
  for (const { referral } of all) {
    openIn.set(referral.chain, (openIn.get(referral.chain) ?? 0) + (isOpen(referral.state) ? 1 : 0))
    partners.add(referral.partnerId)
    if (referral.automatic) automatic += 1
  }
  if ([...openIn.values()].some((open) => open > 1)) return '1 a chain has one open referral'
  if (partners.size !== all.length) return '5 a request never reaches the same partner twice'
  if (automatic > 2) return '5 the clock redirects twice at most'
  if (automatic > 0 && !consent) return '5 nothing is redirected by the clock without consent'
  if (person === null && all.some(({ referral }) => isOpen(referral.state))) return '9 an erased request has ended'
  return undefined
}

/** Looks at a request after an act that changed these referrals of it: everything but the replay of their journals. */
export const watchRequest = (what: string, request: Request, changed: readonly KeptReferral[]): void => {
  for (const kept of changed) {
    const fault = referralFault(kept, request)
    if (fault !== undefined) throw new BrokenPromise(fault, request, what)
  }
  const fault = requestFault(request)
  if (fault !== undefined) throw new BrokenPromise(fault, request, what)
}

/** Looks at a mail that is put in the outbox. */
export const watchMail = (request: Request, { referralId, mail, createdMs }: Mail): void => {
  if (referralId === null || !afterContact.has(mail)) return
  const contactedMs = request.referrals.get(referralId)?.contactedMs
  if (contactedMs == null || createdMs <= contactedMs) return
  throw new BrokenPromise('4 no reminder or lapse mail is created after a contact', request, mail)
}

/** The journal, replayed, gives what is stored. */
export const watchJournal = (what: string, request: Request): void => {
  for (const { referral, journal } of request.referrals.values()) {
    if (JSON.stringify(replay(journal)) !== JSON.stringify(referral)) {
      throw new BrokenPromise('8 the journal replays to the stored state', request, what)
    }
  }
}

/** A milestone is reached: while a worker lives, nothing that is due waits for longer than 60 s. */
export const watchDelivery = ({ worker, now }: World, request: Request, { kind, dueMs }: PlannedMilestone): void => {
  if (now - dueMs <= 60_000 || now - worker.aliveSince <= 60_000) return
  throw new BrokenPromise(`7 no ${kind} is reached later than 60 s`, request, 'the clock')
}

/** At the end nothing is left that should have been reached. */
export const watchLeft = ({ worker, now }: World, request: Request): void => {
  if (!worker.alive || now - worker.aliveSince <= 60_000) return
  for (const { milestones } of request.referrals.values()) {
    const late = milestones.find(({ state, dueMs }) => state === 'pending' && dueMs < now - 60_000)
    if (late !== undefined) throw new BrokenPromise(`7 no ${late.kind} is forgotten`, request, 'the end')
  }
}

import {
  asId,
  fateOf,
  isOpen,
  isWindowOver,
  leftPlanned,
  localDay,
  matchOffers,
  nextAfterMiss,
  openReferral,
  pastOf,
  positionAfter,
  reachingOf,
  Refusal,
  sendingOf,
  step,
} from '@boussole/domain'
import type {
  Actor,
  JournalEntry,
  MilestoneChanges,
  OfferOnTheDay,
  RedirectionConsent,
  Referral,
  ReferralEvent,
  ReferralId,
  ReferralPosition,
  Step,
} from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { watchDelivery } from './invariants.ts'
import { queueMail } from './outbox.ts'
import type { MailAsked } from './outbox.ts'
import { count, day, nextId, plan } from './world.ts'
import type { KeptReferral, Offer, PlannedMilestone, Request, World } from './world.ts'

// What the commands do around the rules: one act on one request, all or nothing. The rules themselves are the domain's.

interface Draft {
  readonly offer: Offer
  referral: Referral
  readonly isNew: boolean
  readonly entries: JournalEntry[]
  readonly steps: MilestoneChanges[]
}

/** One act on one request; nothing of it is kept before its end. */
export interface Acting {
  readonly world: World
  readonly request: Request
  readonly now: Temporal.Instant
  readonly drafts: Map<ReferralId, Draft>
  readonly mails: MailAsked[]
  readonly reached: Map<PlannedMilestone, 'done' | 'superseded'>
}

export const clock: Actor = { kind: 'clock' }
export const youngPerson: Actor = { kind: 'young-person' }

export const instantAt = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.floor(ms))

const draftOf = ({ request, drafts }: Acting, id: ReferralId): Draft => {
  const known = drafts.get(id)
  if (known !== undefined) return known
  const kept = request.referrals.get(id)
  if (kept === undefined) throw new Refusal('not-found')
  const draft: Draft = { offer: kept.offer, referral: kept.referral, isNew: false, entries: [], steps: [] }
  drafts.set(id, draft)
  return draft
}

export const referralIn = (acting: Acting, id: ReferralId): Referral => draftOf(acting, id).referral

export const referralsIn = ({ request, drafts }: Acting): Referral[] => {
  const born = [...drafts.values()].filter(({ isNew }) => isNew).map(({ referral }) => referral)
  return [...[...request.referrals].map(([id, kept]) => drafts.get(id)?.referral ?? kept.referral), ...born]
}

const take = (acting: Acting, draft: Draft, { referral, milestones, mails }: Step, entry: JournalEntry) => {
  draft.referral = referral
  draft.entries.push(entry)
  draft.steps.push(milestones)
  acting.mails.push(...mails.map((mail) => ({ ...mail, referral })))
}

const letHappen = (acting: Acting, id: ReferralId, event: ReferralEvent, by: Actor): Step => {
  const draft = draftOf(acting, id)
  const entry = { event, by, at: acting.now }
  const stepped = step(draft.referral, entry)
  take(acting, draft, stepped, entry)
  return stepped
}

const sendTo = (acting: Acting, offer: Offer, position: ReferralPosition, by: Actor): Referral => {
  const { request, now } = acting
  const event = sendingOf({ requestId: request.id, offer, zones: request.territory.zones, position }, now)
  const born = openReferral(event, now)
  const draft: Draft = { offer, referral: born.referral, isNew: true, entries: [], steps: [] }
  acting.drafts.set(position.id, draft)
  take(acting, draft, born, { event, by, at: now })
  return draft.referral
}

/** Times of the last 90 days: what is older counts for nothing any more. */
const forgetOld = (times: number[], now: number): number => {
  while (times[0] !== undefined && times[0] < now - 90 * day) times.shift()
  return times.length
}

const isFull = ({ monthlyQuota, sentAt }: Offer, { now }: World): boolean =>
  monthlyQuota !== null && sentAt.filter((at) => at > now - 30 * day).length >= monthlyQuota

const offerToday = (offer: Offer, world: World): OfferOnTheDay & { readonly kept: Offer } => {
  return {
    ...offer,
    kept: offer,
    full: isFull(offer, world),
    referentPresent: offer.partner.hasDeputy || offer.partner.awayUntil <= world.now,
    sentRecently: forgetOld(offer.sentAt, world.now),
    lapsedRecently: forgetOld(offer.lapsedAt, world.now),
  }
}

/** Today's offers for a request, in matching order. */
export const matchesFor = (world: World, request: Pick<Request, 'territory' | 'need' | 'age' | 'answers'>) => {
  const { territory, need, age, answers } = request
  return matchOffers(
    { need, age, answers },
    territory.offers.map((offer) => offerToday(offer, world)),
    localDay(instantAt(world.now), territory.zones.timeZone),
  )
}

export const redirectTo = (
  acting: Acting,
  from: Referral,
  offer: Offer,
  { by, automatic, consent }: { by: Actor; automatic: boolean; consent: RedirectionConsent },
): Referral => {
  const id = asId<ReferralId>(`referral-${nextId(acting.world)}`)
  letHappen(acting, from.id, { kind: 'redirected', toReferralId: id, toOfferId: offer.id, automatic, consent }, by)
  return sendTo(acting, offer, positionAfter(from, id, automatic), by)
}

/** Sends the request to the best offer still eligible, by itself; or says why there is none, and changes nothing. */
export const tryNextOffer = (acting: Acting, id: ReferralId) => {
  const { world, request } = acting
  const referral = referralIn(acting, id)
  const past = pastOf(referralsIn(acting), referral, request.consent)
  const next = nextAfterMiss(past, matchesFor(world, request))
  if ('unresolved' in next) return next
  return { born: redirectTo(acting, referral, next.offer.kept, { by: clock, automatic: true, consent: 'submission' }) }
}

export const apply = (acting: Acting, id: ReferralId, event: ReferralEvent, by: Actor): void => {
  if (!letHappen(acting, id, event, by).seeksNextOffer) return
  const next = tryNextOffer(acting, id)
  if (!('unresolved' in next)) return
  const { ownerId } = acting.request.territory
  letHappen(acting, id, { kind: 'unresolved', cause: next.unresolved, ownerId }, clock)
}

const reach = (acting: Acting, kept: KeptReferral, milestone: PlannedMilestone): void => {
  const { id } = kept.referral
  const { now, world } = acting
  const pending = kept.milestones.filter(({ state }) => state === 'pending')
  const outages = world.outages.filter(({ to }) => to.epochMilliseconds > acting.request.submittedMs)
  const reaching = reachingOf(milestone, { referral: referralIn(acting, id), pending, outages, now })
  if (reaching.kind === 'owed') {
    count(world, `extended: ${reaching.cause}`)
    apply(acting, id, { kind: 'extended', dueAt: reaching.dueAt, cause: reaching.cause }, clock)
    return
  }
  acting.reached.set(milestone, reaching.kind === 'superseded' ? 'superseded' : 'done')
  if (reaching.kind === 'superseded') return
  const { kind, occurrence } = milestone
  apply(acting, id, { kind: 'milestone-reached', milestone: kind, occurrence }, clock)
}

const catchUp = (acting: Acting): void => {
  for (const kept of acting.request.referrals.values()) {
    if (!isWindowOver(referralIn(acting, kept.referral.id), acting.now)) continue
    const lapse = kept.milestones.find(({ kind, state }) => kind === 'lapse' && state === 'pending')
    if (lapse !== undefined) reach(acting, kept, lapse)
  }
}

/** A milestone is delivered to a worker: once, twice or late, it does its work once, and only when it is due. */
const deliver = (world: World, request: Request, kept: KeptReferral, milestone: PlannedMilestone): void => {
  if (milestone.state !== 'pending' || milestone.dueMs > world.now) return
  watchDelivery(world, request, milestone)
  if (milestone.kind === 'lapse' && world.now - milestone.dueMs > 60_000) count(world, 'lapses after an outage')
  actOn(world, request, { what: milestone.kind, catchingUp: false }, (acting) => reach(acting, kept, milestone))
  count(world, 'milestones')
}

/** With Redis a job comes at once; without, the worker looks for what is due itself. Jobs get lost, or come twice. */
const whenDelivered = ({ chance, redisAlive }: World, dueMs: number): number =>
  dueMs + (redisAlive && !chance.happens(0.01) ? chance.between(0, 2_000) : chance.between(2_000, 55_000))

const awaitDue = (world: World, request: Request, kept: KeptReferral, milestone: PlannedMilestone): void => {
  const due = (): void => {
    if (world.worker.alive) deliver(world, request, kept, milestone)
    else world.missed.push(due)
  }
  const at = whenDelivered(world, milestone.dueMs)
  plan(world, at, due)
  if (world.chance.happens(0.02)) plan(world, at + world.chance.between(0, 90_000), due)
}

/** Keeps what an act changed; the referrals it changed. */
const keep = (acting: Acting): KeptReferral[] => {
  const { world, request } = acting
  const changed: KeptReferral[] = []
  for (const [milestone, state] of acting.reached) milestone.state = state
  for (const [id, draft] of acting.drafts) {
    if (draft.entries.length === 0) continue
    const { referral, offer, entries, steps } = draft
    const kept: KeptReferral = request.referrals.get(id) ?? {
      referral,
      offer,
      journal: [],
      milestones: [],
      dueMs: 0,
      contactedMs: null,
    }
    request.referrals.set(id, kept)
    changed.push(kept)
    if (draft.isNew) offer.sentAt.push(world.now)
    if (kept.referral.lapsedAt === null && referral.lapsedAt !== null) {
      count(world, 'lapses')
      if (referral.lapseBooked === true) offer.lapsedAt.push(world.now)
    }
    if (kept.contactedMs === null && referral.contactedAt !== null) {
      kept.contactedMs = world.now
      count(world, 'contacts in time')
    }
    kept.referral = referral
    kept.journal.push(...entries)
    for (const { event } of entries) {
      count(world, 'events')
      if (event.kind === 'sent' || event.kind === 'extended') kept.dueMs = event.dueAt.epochMilliseconds
    }
    for (const milestone of kept.milestones) {
      if (milestone.state !== 'pending') continue
      const fate = fateOf(milestone, steps)
      if (fate === 'cancelled') milestone.state = 'cancelled'
      else if (fate !== 'left') {
        milestone.dueAt = fate.movedTo
        milestone.dueMs = fate.movedTo.epochMilliseconds
        awaitDue(world, request, kept, milestone)
      }
    }
    for (const planned of leftPlanned(steps)) {
      const milestone: PlannedMilestone = {
        ...planned,
        id: nextId(world),
        dueMs: planned.dueAt.epochMilliseconds,
        // The notice to the offer's contact is put in the outbox by the act that sends the referral.
        state: planned.kind === 'notify' ? 'done' : 'pending',
      }
      kept.milestones.push(milestone)
      if (milestone.state === 'pending') awaitDue(world, request, kept, milestone)
    }
  }
  for (const mail of acting.mails) queueMail(world, request, mail, acting.now)
  return changed
}

/**
 * One act on a request, all or nothing; looked at afterwards. False when the rules refuse it, as they would refuse a
 * person who comes too late.
 */
export const actOn = (
  world: World,
  request: Request,
  { what, catchingUp }: { readonly what: string; readonly catchingUp: boolean },
  act: (acting: Acting) => void,
): boolean => {
  const now = instantAt(world.now)
  const acting: Acting = { world, request, now, drafts: new Map(), mails: [], reached: new Map() }
  try {
    if (catchingUp) catchUp(acting)
    act(acting)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    count(world, `refused: ${what}: ${error.code}`)
    return false
  }
  world.watch(what, request, keep(acting))
  return true
}

/** A young person asks: a referral is sent to each offer chosen. */
export const submit = (world: World, request: Request, chosen: readonly Offer[]): void => {
  actOn(world, request, { what: 'submission', catchingUp: false }, (acting) => {
    for (const [place, offer] of chosen.entries()) {
      const id = asId<ReferralId>(`referral-${nextId(world)}`)
      sendTo(acting, offer, { id, chain: place + 1, link: 1, previousReferralId: null, automatic: false }, youngPerson)
    }
    acting.mails.unshift({ mail: 'receipt', to: 'young-person', once: '1', referral: referralsIn(acting)[0] ?? null })
  })
  world.requests.push(request)
  count(world, 'requests')
  count(world, 'referrals', chosen.length)
}

/** Every open referral of the request ends, at the young person's wish. */
export const withdrawAll = (acting: Acting, by: Actor = youngPerson): number => {
  const open = referralsIn(acting).filter(({ state }) => isOpen(state))
  for (const { id } of open) apply(acting, id, { kind: 'withdrawn' }, by)
  return open.length
}

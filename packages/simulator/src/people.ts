import {
  attemptsNeeded,
  canBeAsked,
  declineReasons,
  endOfLocalDay,
  isAwaited,
  isOpen,
  localDay,
  outcomes,
} from '@boussole/domain'
import type { Actor, ReferralEvent } from '@boussole/domain'
import {
  actOn,
  apply,
  instantAt,
  matchesFor,
  redirectTo,
  referralIn,
  referralsIn,
  withdrawAll,
  youngPerson,
} from './conduct.ts'
import { count, day, diligences, hour, minute, plan } from './world.ts'
import type { KeptReferral, Request, World } from './world.ts'

// What people do, when they come to it. Every act may come too late: the rules say so, and nothing changes.

const later = (world: World, from: number, to: number, act: () => void): void =>
  plan(world, world.now + world.chance.between(from, to), act)

const answer = (world: World, request: Request, kept: KeptReferral, event: ReferralEvent, by?: Actor): boolean =>
  request.person !== null &&
  actOn(world, request, { what: event.kind, catchingUp: true }, (acting) =>
    apply(acting, kept.referral.id, event, by ?? { kind: 'referent', userId: kept.offer.partner.userId }),
  )

const recordContact = (world: World, request: Request, kept: KeptReferral, reached: boolean): boolean =>
  answer(world, request, kept, {
    kind: 'contact-recorded',
    reached,
    channel: world.chance.oneOf(['phone', 'sms', 'email']),
    // Some write it down an hour later.
    contactedAt: instantAt(Math.max(kept.referral.sentAt.epochMilliseconds, world.now - world.chance.between(0, hour))),
  })

const close = (world: World, request: Request, kept: KeptReferral): void => {
  if (kept.referral.state !== 'contacted') return
  const unreachable = kept.referral.attempts >= attemptsNeeded && !request.answersCalls
  answer(world, request, kept, {
    kind: 'closed',
    outcome: unreachable ? 'unreachable' : world.chance.oneOf(outcomes.filter((outcome) => outcome !== 'unreachable')),
  })
}

/** Calls, and calls again: one young person in five does not answer. */
const contact = (world: World, request: Request, kept: KeptReferral): void => {
  const { chance } = world
  recordContact(world, request, kept, request.answersCalls)
  if (!request.answersCalls) {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      later(world, attempt * 3 * hour, attempt * 2 * day, () => {
        if (isOpen(kept.referral.state)) recordContact(world, request, kept, false)
      })
    }
  }
  // A second press of the same button.
  if (chance.happens(0.03)) later(world, 0, 5_000, () => recordContact(world, request, kept, request.answersCalls))
  if (chance.happens(0.8)) later(world, 3 * day, 60 * day, () => close(world, request, kept))
  if (chance.happens(0.02))
    later(world, hour, 20 * day, () => answer(world, request, kept, { kind: 'claimed' }, youngPerson))
}

const redirectByHand = (world: World, request: Request, kept: KeptReferral, by: Actor): boolean =>
  request.person !== null &&
  actOn(world, request, { what: 'redirection', catchingUp: true }, (acting) => {
    // Those of this very act included: catching up may just have sent the request on.
    const asked = referralsIn(acting).map(({ partnerId }) => partnerId)
    const match = matchesFor(world, request).find((other) => canBeAsked(other, asked))
    if (match === undefined || referralIn(acting, kept.referral.id).endedAt !== null) return
    const consent = by.kind === 'young-person' ? 'own-choice' : request.consent ? 'submission' : 'spoken'
    redirectTo(acting, referralIn(acting, kept.referral.id), match.offer.kept, { by, automatic: false, consent })
    count(world, 'redirections by hand')
  })

/** One act, as partners do them: most call, some take it on first, decline or know somebody better. */
const act = (world: World, request: Request, kept: KeptReferral): void => {
  const { chance } = world
  const referent: Actor = { kind: 'referent', userId: kept.offer.partner.userId }
  if (chance.happens(0.78)) contact(world, request, kept)
  else if (chance.happens(0.5)) {
    answer(world, request, kept, { kind: 'accepted' })
    // Who took it on and forgot has one more day.
    if (chance.happens(0.8)) later(world, minute, 2 * day, () => contact(world, request, kept))
  } else if (chance.happens(0.7)) {
    answer(world, request, kept, { kind: 'declined', reason: chance.oneOf(declineReasons) })
  } else redirectByHand(world, request, kept, referent)
}

/** A partner's people read that somebody awaits them, and answer as those of their territory do. */
export const onNotice = (world: World, request: Request, kept: KeptReferral): void => {
  const { chance } = world
  const { referral, offer } = kept
  if (!isAwaited(referral.state)) return
  const left = Math.max(minute, referral.dueAt.epochMilliseconds - world.now)
  const isAway = offer.partner.awayUntil > world.now && !offer.partner.hasDeputy
  if (!isAway && chance.happens(diligences[request.territory.diligence])) {
    later(world, minute, left * 0.98, () => act(world, request, kept))
    // Two colleagues at the same instant.
    if (chance.happens(0.02)) later(world, minute, left * 0.98, () => act(world, request, kept))
  } else if (chance.happens(0.4)) later(world, left, left + 6 * day, () => act(world, request, kept))
}

const animatorActs = (world: World, request: Request, kept: KeptReferral): void => {
  const { chance } = world
  if (kept.referral.state !== 'unresolved') return
  const animator: Actor = { kind: 'animator', userId: request.territory.ownerId }
  if (chance.happens(0.6)) redirectByHand(world, request, kept, animator)
  if (kept.referral.state === 'unresolved' && chance.happens(0.7)) {
    answer(world, request, kept, { kind: 'closed', outcome: 'no-solution' }, animator)
  }
  if (kept.referral.state === 'unresolved') later(world, day, 30 * day, () => animatorActs(world, request, kept))
}

/** Whatever an act left in an animator's hands is looked at within days, or weeks; the young person may choose before. */
export const onUnresolved = (world: World, request: Request, kept: KeptReferral): void => {
  later(world, hour, world.chance.happens(0.85) ? 4 * day : 40 * day, () => animatorActs(world, request, kept))
  if (!world.chance.happens(0.2)) return
  later(world, hour, 5 * day, () => {
    if (kept.referral.state === 'unresolved') redirectByHand(world, request, kept, youngPerson)
  })
}

/** An animator who gives a partner more time, now and then. */
const extend = (world: World, request: Request): void => {
  const kept = [...request.referrals.values()].find(({ referral }) => isAwaited(referral.state))
  if (kept === undefined) return
  const { timeZone } = kept.referral.promise
  const last = localDay(instantAt(world.now), timeZone).add({ days: world.chance.whole(1, 12) })
  const animator: Actor = { kind: 'animator', userId: request.territory.ownerId }
  answer(world, request, kept, { kind: 'extended', dueAt: endOfLocalDay(last, timeZone), cause: 'animator' }, animator)
}

/** What a young person, or an animator, may do with a request besides waiting. */
export const followRequest = (world: World, request: Request): void => {
  const { chance } = world
  if (chance.happens(0.05)) {
    later(world, minute, 20 * day, () => {
      if (request.person === null) return
      actOn(world, request, { what: 'withdrawal', catchingUp: true }, (acting) => {
        if (withdrawAll(acting) > 0) request.withdrawn = true
      })
    })
  }
  if (chance.happens(0.03)) {
    later(world, minute, 60 * day, () => {
      if (request.person === null) return
      actOn(world, request, { what: 'erasure', catchingUp: true }, (acting) => {
        withdrawAll(acting)
        request.person = null
      })
    })
  }
  if (chance.happens(0.03)) later(world, hour, 4 * day, () => extend(world, request))
}

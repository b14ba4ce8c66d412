import {
  bestOffer,
  caughtUp,
  goOn,
  goOnTo,
  isAwaited,
  isFull,
  isOpen,
  nameAgain,
  offers,
  referralAt,
  requestAt,
  sendTo,
  withReferral,
  withRequest,
  worked,
} from './world.ts'
import type { ModelReferral, Place, Wish, World } from './world.ts'

/** Who acts on a referral: those of its partner, of another one, and who watches its territory or another. */
export type Who = 'referent' | 'stranger' | 'animator' | 'elsewhere'

/** What somebody does on one referral. */
export type OnReferral =
  | { readonly kind: 'accept' }
  | { readonly kind: 'contact'; readonly reached: boolean }
  | { readonly kind: 'decline'; readonly reason: 'no-capacity' | 'duplicate' }
  | { readonly kind: 'close'; readonly outcome: 'helped' | 'unreachable' }
  | { readonly kind: 'redirect'; readonly offer: number; readonly agreed: boolean }
  | { readonly kind: 'extend'; readonly days: number }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'note' }

/** What a young person does on the tracking page; about one referral, where it takes one. */
export type OnRequest =
  | { readonly kind: 'withdraw-all' }
  | { readonly kind: 'claim' }
  | { readonly kind: 'choose'; readonly offer: number }
  | { readonly kind: 'rate' }
  | { readonly kind: 'erase' }

export type Act =
  | { readonly by: 'asker'; readonly request: string; readonly wish: Wish }
  | { readonly by: 'asker-again'; readonly request: string }
  | { readonly by: Who; readonly on: Place; readonly act: OnReferral }
  | { readonly by: 'young-person'; readonly on: Place; readonly act: OnRequest }
  | { readonly by: 'worker' }

/** What comes of an act: `done` or why not, and the world after it. */
export interface Way {
  readonly answer: string
  readonly world: World
}

/** Who may do what, before anything is looked at. */
export const mayDo: Readonly<Record<OnReferral['kind'], readonly Who[]>> = {
  accept: ['referent'],
  contact: ['referent'],
  decline: ['referent'],
  close: ['referent', 'animator'],
  redirect: ['referent', 'animator'],
  extend: ['animator'],
  withdraw: ['animator'],
  note: ['referent', 'animator'],
}

/** Why a referent can no longer answer: the window is over for good, or the request went on without them. */
const tooLate = (referral: ModelReferral): string => {
  if (referral.hasLapsed) return 'window-over'
  return referral.state === 'unresolved' ? 'in-animators-hands' : 'already-ended'
}

/** What a hand-picked offer is refused for; undefined: it can be asked. */
const pickRefused = (world: World, { request }: Place, offer: number): string | undefined => {
  const asked = requestAt(world, request).referrals.map((referral) => referral.offer)
  if (offer >= offers.length) return 'offer-not-matching'
  if (asked.includes(offer)) return 'partner-already-asked'
  return isFull(world, offer) ? 'offer-unavailable' : undefined
}

const contact = (world: World, on: Place, reached: boolean): World | string => {
  const referral = referralAt(world, on)
  const record = `${reached} ${world.now}`
  if (referral.records.includes(record)) return world
  const { lastAttemptAt, state, hasLapsed } = referral
  const counts = !reached && (lastAttemptAt === null || world.now - lastAttemptAt >= 2)
  const kept = {
    records: [...referral.records, record],
    contactsTold: referral.contactsTold + 1,
    isClaimed: false,
    ...(counts ? { attempts: referral.attempts + 1, lastAttemptAt: world.now } : {}),
  }
  if (hasLapsed) return withReferral(world, on, { ...kept, wasLate: true })
  if (state === 'contacted') return withReferral(world, on, kept)
  if (!isAwaited(referral)) return tooLate(referral)
  return withReferral(world, on, { ...kept, state: 'contacted', wasContacted: true })
}

const closed = (world: World, on: Place, by: Who, outcome: 'helped' | 'unreachable'): World | string => {
  const referral = referralAt(world, on)
  if (outcome === 'unreachable' && referral.attempts < 3) return 'too-few-attempts'
  if (by === 'referent' && referral.hasLapsed) return 'window-over'
  if (referral.state === (by === 'referent' ? 'contacted' : 'unresolved')) {
    return withReferral(world, on, { state: 'closed' })
  }
  if (isAwaited(referral)) return 'not-contacted-yet'
  if (referral.state === 'contacted') return 'already-answered'
  return by === 'referent' ? tooLate(referral) : 'already-ended'
}

const redirected = (
  world: World,
  on: Place,
  { by, offer, agreed }: { readonly by: Who; readonly offer: number; readonly agreed: boolean },
): World | string => {
  const referral = referralAt(world, on)
  if (!requestAt(world, on.request).wish.consent && !agreed) return 'redirect-consent-missing'
  if (!isOpen(referral)) return 'already-ended'
  const refused = pickRefused(world, on, offer)
  if (refused !== undefined) return refused
  if (by === 'referent' && referral.state === 'unresolved') return tooLate(referral)
  return goOnTo(world, on, offer, false)
}

const extended = (world: World, on: Place, days: number): World | string => {
  const referral = referralAt(world, on)
  const dueAt = (Math.floor(world.now / 24) + days + 1) * 24
  if (referral.state === 'unresolved') return 'in-animators-hands'
  if (referral.state === 'contacted') return 'already-answered'
  if (!isAwaited(referral)) return 'already-ended'
  if (dueAt <= world.now || dueAt <= referral.dueAt) return 'extension-not-later'
  if (dueAt >= world.now + 31 * 24) return 'extension-too-long'
  return withReferral(world, on, { dueAt, graceUntil: null })
}

const onReferral = (world: World, { by, on, act }: { by: Who; on: Place; act: OnReferral }): World | string => {
  const referral = referralAt(world, on)
  switch (act.kind) {
    case 'accept':
      if (referral.state === 'sent') return withReferral(world, on, { state: 'accepted' })
      return isOpen(referral) && referral.state !== 'unresolved' ? 'already-answered' : tooLate(referral)
    case 'contact':
      return contact(world, on, act.reached)
    case 'decline':
      if (!isOpen(referral) || referral.state === 'unresolved') return tooLate(referral)
      return goOn(world, on, { duplicate: act.reason === 'duplicate' })
    case 'close':
      return closed(world, on, by, act.outcome)
    case 'redirect':
      return redirected(world, on, { by, ...act })
    case 'extend':
      return extended(world, on, act.days)
    case 'withdraw':
      return isOpen(referral) ? withReferral(world, on, { state: 'withdrawn' }) : 'already-ended'
    case 'note': {
      const isTheirs = isOpen(referral) && referral.state !== 'unresolved'
      return by === 'animator' || isTheirs ? world : 'not-allowed'
    }
  }
}

const withdrawnAll = (world: World, request: string): World =>
  withRequest(world, request, {
    referrals: requestAt(world, request).referrals.map((referral) =>
      isOpen(referral) ? { ...referral, state: 'withdrawn' } : referral,
    ),
  })

const onRequest = (world: World, on: Place, act: OnRequest): World | string => {
  const referral = referralAt(world, on)
  switch (act.kind) {
    case 'withdraw-all': {
      const anyOpen = requestAt(world, on.request).referrals.some(isOpen)
      return anyOpen ? withdrawnAll(world, on.request) : 'already-ended'
    }
    case 'claim':
      if (referral.isClaimed) return world
      if (referral.state !== 'contacted' && referral.state !== 'closed') return 'nothing-to-claim'
      return withReferral(world, on, { isClaimed: true, claimsTold: referral.claimsTold + 1 })
    case 'choose':
      if (referral.state !== 'unresolved') return 'nothing-to-choose'
      return pickRefused(world, on, act.offer) ?? goOnTo(world, on, act.offer, false)
    case 'rate':
      return referral.isRated ? 'feedback-already-given' : withReferral(world, on, { isRated: true })
    case 'erase':
      return withRequest(withdrawnAll(world, on.request), on.request, { erased: true })
  }
}

/** A request is new: one referral to each offer chosen, or to the best. */
const asked = (world: World, request: string, wish: Wish): Way => {
  const wanted = wish.offers === 'best' ? [bestOffer(world, [])] : wish.offers
  if (wanted.some((offer) => isFull(world, offer))) return { answer: 'offer-unavailable', world }
  const begun = withRequest(world, request, { wish })
  const sent = wanted.reduce(
    (grown, offer, place) => sendTo(grown, request, { chain: place + 1, link: 1, offer, isAutomatic: false }),
    begun,
  )
  return { answer: 'done', world: sent }
}

/** The same key again is the same request, until that is erased: then nothing is known of it, and it is a new one. */
const askedAgain = (world: World, request: string): Way => {
  const { erased, wish } = requestAt(world, request)
  if (!erased) return { answer: 'done', world }
  const next = nameAgain(request)
  return world.requests[next] === undefined ? asked(world, next, wish) : askedAgain(world, next)
}

/** What may come of this act, in this world: refused, it changes nothing, not even what it caught up with. */
export const waysOf = (world: World, act: Act): Way[] => {
  const cameOf = (outcome: World | string): Way =>
    typeof outcome === 'string' ? { answer: outcome, world } : { answer: 'done', world: outcome }
  switch (act.by) {
    case 'asker':
      return [asked(world, act.request, act.wish)]
    case 'asker-again':
      return [askedAgain(world, act.request)]
    case 'worker':
      return worked(world).map(cameOf)
    case 'young-person':
      if (requestAt(world, act.on.request).erased) return [cameOf('not-found')]
      return caughtUp(world, act.on.request).map((seen) => cameOf(onRequest(seen, act.on, act.act)))
    case 'stranger':
    case 'elsewhere':
      return [cameOf('not-found')]
    case 'referent':
    case 'animator':
      if (!mayDo[act.act.kind].includes(act.by)) return [cameOf('not-allowed')]
      if (requestAt(world, act.on.request).erased) return [cameOf('already-ended')]
      return caughtUp(world, act.on.request).map((seen) => cameOf(onReferral(seen, act)))
  }
}

/** What may come of two acts at the same instant: one after the other, in either order, and nothing else. */
export const waysOfBoth = (world: World, [one, other]: readonly [Act, Act]): Way[] => {
  const inOrder = (first: Act, second: Act) =>
    waysOf(world, first).flatMap((begun) =>
      waysOf(begun.world, second).map((ended) => ({ first: begun.answer, second: ended.answer, world: ended.world })),
    )
  const erasedMeanwhile = (act: Act): boolean => act.by === 'young-person' && act.act.kind !== 'erase'
  return [
    ...inOrder(one, other).map((way) => ({ one: way.first, other: way.second, world: way.world })),
    ...inOrder(other, one).map((way) => ({ one: way.second, other: way.first, world: way.world })),
  ].flatMap((way) => {
    const erased = (act: Act) => 'on' in act && requestAt(way.world, act.on.request).erased
    // What a young person did is answered with the request as it then is: there may be nothing left to show.
    const read = (act: Act, answer: string) =>
      answer === 'done' && erasedMeanwhile(act) && erased(act) ? [answer, 'not-found'] : [answer]
    return read(one, way.one).flatMap((first) =>
      read(other, way.other).map((second) => ({ answer: `${first} and ${second}`, world: way.world })),
    )
  })
}

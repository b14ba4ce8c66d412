// The promise told a second time, in hours and plain words, by nobody's rules but its own: what the model-based test
// expects of the API. It shares no code with the domain, so that both would have to be wrong in the same way.

/** Hours since the midnight that begins Monday 16 November 2026 in Paris; no change of hour and no holiday comes near. */
export type Hours = number

/** What each offer of a run promises, the shortest first: the order in which they are asked. */
export const offers = [
  { windowDays: 1, counting: 'calendar', quota: null },
  { windowDays: 2, counting: 'calendar', quota: 2 },
  { windowDays: 3, counting: 'working', quota: null },
  { windowDays: 5, counting: 'calendar', quota: 2 },
  { windowDays: 7, counting: 'calendar', quota: null },
] as const

export type State = 'sent' | 'accepted' | 'contacted' | 'redirected' | 'withdrawn' | 'closed' | 'unresolved'

/** What can be seen of a referral. */
export interface Seen {
  readonly chain: number
  readonly link: number
  readonly offer: number
  readonly state: State
  readonly dueAt: Hours
  readonly graceUntil: Hours | null
  readonly hasLapsed: boolean
  readonly wasContacted: boolean
  readonly wasLate: boolean
  readonly isAutomatic: boolean
  readonly attempts: number
  /** How often its journal tells of a contact or an attempt, and of the young person contradicting one. */
  readonly contactsTold: number
  readonly claimsTold: number
}

/** A referral, with what decides later without being seen. */
export interface ModelReferral extends Seen {
  readonly sentAt: Hours
  readonly lastAttemptAt: Hours | null
  /** Contacts on record, as "reached or not, hour": the same again is a second press of the button. */
  readonly records: readonly string[]
  readonly isClaimed: boolean
  readonly isRated: boolean
}

/** What was asked for: offers by their number. */
export interface Wish {
  readonly offers: readonly number[] | 'best'
  readonly consent: boolean
}

export interface ModelRequest {
  readonly wish: Wish
  readonly erased: boolean
  readonly referrals: readonly ModelReferral[]
}

/** Everything there is, at an hour. */
export interface World {
  readonly now: Hours
  readonly requests: Readonly<Record<string, ModelRequest>>
}

export const emptyWorld: World = { now: 9, requests: {} }

/** What a request is called that was asked again with the key of one that is erased. */
export const nameAgain = (request: string): string => `${request} again`

/** A referral by its place: its request, the chain in it, the link of that chain. */
export interface Place {
  readonly request: string
  readonly chain: number
  readonly link: number
}

const dayOf = (at: Hours): number => Math.floor(at / 24)
const isWorking = (day: number): boolean => day % 7 < 5
/** November has its first fifteen days of the model, December what follows. */
const monthOf = (at: Hours): number => (dayOf(at) < 15 ? 11 : 12)

/** When somebody at work can read of it: at once between 8:00 and 18:30 of a working day, else the next morning. */
const toldAt = (at: Hours): Hours => {
  if (isWorking(dayOf(at)) && at % 24 >= 8 && at % 24 <= 18) return at
  let day = isWorking(dayOf(at)) && at % 24 < 8 ? dayOf(at) : dayOf(at) + 1
  while (!isWorking(day)) day += 1
  return day * 24 + 8
}

const endOfWindow = (from: Hours, { windowDays, counting }: (typeof offers)[number]): Hours => {
  let day = dayOf(from)
  for (let left: number = windowDays; left > 0;) {
    day += 1
    if (counting === 'calendar' || isWorking(day)) left -= 1
  }
  return (day + 1) * 24
}

/** The end of the last day promised; a window that would be over before anybody reads of it begins when they do. */
const dueAtOf = (sentAt: Hours, offer: (typeof offers)[number]): Hours => {
  const plain = endOfWindow(sentAt, offer)
  return plain > toldAt(sentAt) ? plain : endOfWindow(toldAt(sentAt), offer)
}

const offerAt = (offer: number): (typeof offers)[number] => {
  const found = offers[offer]
  if (found === undefined) throw new Error(`there is no offer ${offer}`)
  return found
}

export const requestAt = (world: World, request: string): ModelRequest => {
  const found = world.requests[request]
  if (found === undefined) throw new Error(`there is no request ${request}`)
  return found
}

type Numbered = Pick<Place, 'chain' | 'link'>
const isAt = (one: Numbered, other: Numbered): boolean => one.chain === other.chain && one.link === other.link

/** In the order of chains and links, in which referrals are told of. */
export const inPlace = <Referral extends Numbered>(referrals: readonly Referral[]): Referral[] =>
  referrals.toSorted((a, b) => a.chain - b.chain || a.link - b.link)

export const referralAt = (world: World, place: Place): ModelReferral => {
  const found = requestAt(world, place.request).referrals.find((referral) => isAt(referral, place))
  if (found === undefined) throw new Error(`there is no referral ${JSON.stringify(place)}`)
  return found
}

export const withRequest = (world: World, request: string, changed: Partial<ModelRequest>): World => ({
  ...world,
  requests: {
    ...world.requests,
    [request]: {
      ...(world.requests[request] ?? { wish: { offers: [], consent: false }, erased: false, referrals: [] }),
      ...changed,
    },
  },
})

export const withReferral = (world: World, place: Place, changed: Partial<ModelReferral>): World =>
  withRequest(world, place.request, {
    referrals: requestAt(world, place.request).referrals.map((referral) =>
      isAt(referral, place) ? { ...referral, ...changed } : referral,
    ),
  })

export const isAwaited = ({ state }: Pick<Seen, 'state'>): boolean => state === 'sent' || state === 'accepted'
export const isOpen = ({ state }: Pick<Seen, 'state'>): boolean =>
  isAwaited({ state }) || state === 'contacted' || state === 'unresolved'

const windowEndOf = ({ dueAt, graceUntil }: ModelReferral): Hours => graceUntil ?? dueAt
const isOver = (referral: ModelReferral, now: Hours): boolean => isAwaited(referral) && windowEndOf(referral) <= now

/** No place is left in this offer this month; a referral withdrawn before any contact gives its place back. */
export const isFull = (world: World, offer: number): boolean => {
  const { quota } = offerAt(offer)
  const taken = Object.values(world.requests)
    .flatMap(({ referrals }) => referrals)
    .filter(
      (referral) =>
        referral.offer === offer &&
        monthOf(referral.sentAt) === monthOf(world.now) &&
        (referral.state !== 'withdrawn' || referral.wasContacted),
    )
  return quota !== null && taken.length >= quota
}

/** The best offer that can be asked, when these were asked already; -1: none is left. */
export const bestOffer = (world: World, asked: readonly number[]): number =>
  offers.findIndex((_, offer) => !asked.includes(offer) && !isFull(world, offer))

/** A referral is born in this request. */
export const sendTo = (
  world: World,
  request: string,
  born: Pick<ModelReferral, 'chain' | 'link' | 'offer' | 'isAutomatic'>,
): World =>
  withRequest(world, request, {
    referrals: inPlace([
      ...(world.requests[request]?.referrals ?? []),
      {
        ...born,
        state: 'sent',
        sentAt: world.now,
        dueAt: dueAtOf(world.now, offerAt(born.offer)),
        graceUntil: null,
        hasLapsed: false,
        wasContacted: false,
        wasLate: false,
        attempts: 0,
        contactsTold: 0,
        claimsTold: 0,
        lastAttemptAt: null,
        records: [],
        isClaimed: false,
        isRated: false,
      },
    ]),
  })

/** It goes on to this offer: a new link of its chain. */
export const goOnTo = (world: World, place: Place, offer: number, isAutomatic: boolean): World => {
  const { chain, link } = referralAt(world, place)
  const left = withReferral(world, place, { state: 'redirected' })
  return sendTo(left, place.request, { chain, link: link + 1, offer, isAutomatic })
}

/** After a lapse or a refusal: to the next offer if the young person agreed, twice at most, else to an animator. */
export const goOn = (world: World, place: Place, { duplicate }: { readonly duplicate: boolean }): World => {
  const { wish, referrals } = requestAt(world, place.request)
  const automatic = referrals.filter(({ isAutomatic }) => isAutomatic).length
  const next = bestOffer(
    world,
    referrals.map(({ offer }) => offer),
  )
  if (duplicate || !wish.consent || automatic >= 2 || next === -1) {
    return withReferral(world, place, { state: 'unresolved' })
  }
  return goOnTo(world, place, next, true)
}

/** Its window has run out: an accepted one gets one more day, once; that over as well, it has lapsed and goes on. */
const runOut = (world: World, place: Place): World => {
  const referral = referralAt(world, place)
  if (referral.state === 'accepted' && referral.graceUntil === null) {
    const graced = withReferral(world, place, { graceUntil: referral.dueAt + 24 })
    return isOver(referralAt(graced, place), world.now) ? runOut(graced, place) : graced
  }
  return goOn(withReferral(world, place, { hasLapsed: true }), place, { duplicate: false })
}

export const placesIn = (world: World): Place[] =>
  Object.entries(world.requests).flatMap(([request, { referrals }]) =>
    referrals.map(({ chain, link }) => ({ request, chain, link })),
  )

/** The same worlds, each once, however their requests came to be named in them. */
export const different = (worlds: readonly World[]): World[] => [
  ...new Map(worlds.map((world) => [JSON.stringify({ ...world, requests: sorted(world.requests) }), world])).values(),
]

/** By name, so that what is equal reads equal. */
export const sorted = <Value>(named: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Every way in which these windows run out, one after the other: their order is nobody's promise. */
const inAnyOrder = (world: World, places: readonly Place[]): World[] =>
  places.length === 0
    ? [world]
    : different(
        places.flatMap((place) =>
          inAnyOrder(
            runOut(world, place),
            places.filter((other) => other !== place),
          ),
        ),
      )

const overIn = (world: World): Place[] => placesIn(world).filter((place) => isOver(referralAt(world, place), world.now))

/** The windows of one request that have run out are over for whoever acts on it, the worker having said so or not. */
export const caughtUp = (world: World, request: string): World[] =>
  inAnyOrder(
    world,
    overIn(world).filter((place) => place.request === request),
  )

/** The worker reaches everything that is due, in any order, until nothing is. */
export const worked = (world: World): World[] => {
  const ended: World[] = []
  // Side by side and not one way after the other: most orders meet again in the same world.
  for (let worlds = [world]; worlds.length > 0;) {
    ended.push(...worlds.filter((one) => overIn(one).length === 0))
    worlds = different(worlds.flatMap((one) => overIn(one).map((place) => runOut(one, place))))
  }
  return different(ended)
}

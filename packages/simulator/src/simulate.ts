import { asId } from '@boussole/domain'
import type { NeedId, OfferId, PartnerId, ReferentId, RequestId, UserId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import TinyQueue from 'tinyqueue'
import { diceFrom } from './chance.ts'
import type { Chance } from './chance.ts'
import { matchesFor, submit } from './conduct.ts'
import { planChanges, planFaults } from './faults.ts'
import { watchJournal, watchLeft, watchRequest } from './invariants.ts'
import { leave } from './mails.ts'
import { followRequest, onNotice, onUnresolved } from './people.ts'
import { count, day, hour, nextId, plan } from './world.ts'
import type { Appointment, Offer, Partner, Request, Territory, World } from './world.ts'

export interface SimulationSize {
  readonly seed: number
  readonly requests: number
  readonly days: number
}

export interface SimulationResult {
  readonly counts: Readonly<Record<string, number>>
  /** Days that the simulated year was lived through by all requests together: each counts from its sending to the end. */
  readonly referralDays: number
}

/** Where people live: hours, holidays and ways to count that differ, and how their partners answer. */
const places = [
  { name: 'Loire', timeZone: 'Europe/Paris', holidayZone: 'metropole', counting: 'calendar', diligence: 'good' },
  { name: 'Rouen', timeZone: 'Europe/Paris', holidayZone: 'metropole', counting: 'working', diligence: 'average' },
  { name: 'Colmar', timeZone: 'Europe/Paris', holidayZone: 'alsace-moselle', counting: 'working', diligence: 'good' },
  {
    name: 'Saint-Denis',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
    counting: 'calendar',
    diligence: 'average',
  },
  {
    name: 'Miquelon',
    timeZone: 'America/Miquelon',
    holidayZone: 'saint-pierre-et-miquelon',
    counting: 'calendar',
    diligence: 'failing',
  },
  {
    name: 'Papeete',
    timeZone: 'Pacific/Tahiti',
    holidayZone: 'polynesie-francaise',
    counting: 'working',
    diligence: 'failing',
  },
] as const

const statuses = ['etudes', 'emploi', 'recherche'] as const

const partnerOf = (chance: Chance, name: string): Partner => ({
  id: asId<PartnerId>(`partner-${name}`),
  userId: asId<UserId>(`user-${name}`),
  referentId: asId<ReferentId>(`referent-${name}`),
  hasDeputy: chance.happens(0.6),
  contactWorks: chance.happens(0.95),
  peopleWork: chance.happens(0.95),
  awayUntil: 0,
})

const offerOf = (chance: Chance, partner: Partner, territory: Omit<Territory, 'offers'>, name: string): Offer => ({
  id: asId<OfferId>(`offer-${name}`),
  partner,
  partnerId: partner.id,
  need: chance.oneOf(territory.needs),
  state: 'active',
  underAgreement: true,
  validFrom: Temporal.PlainDate.from('2026-01-01'),
  validUntil: null,
  ageMin: 15,
  ageMax: chance.oneOf([25, 30]),
  criteria: chance.happens(0.3) ? { statut: [chance.oneOf(statuses), chance.oneOf(statuses)] } : {},
  zoneLevel: chance.oneOf(['commune', 'epci', 'department']),
  windowDays: chance.whole(1, territory.counting === 'working' ? 5 : 7),
  counting: territory.counting,
  toConfirm: false,
  monthlyQuota: chance.happens(0.15) ? chance.whole(3, 30) : null,
  sentAt: [],
  lapsedAt: [],
})

const territoryOf = (chance: Chance, place: (typeof places)[number]): Territory => {
  const { name, timeZone, holidayZone, counting, diligence } = place
  const needs = ['trouver', 'garder', 'payer'].map((need) => asId<NeedId>(`${name}-${need}`))
  const bare = {
    name,
    zones: { timeZone, holidayZone },
    counting,
    diligence,
    ownerId: asId<UserId>(`animator-${name}`),
    needs,
  }
  const offers = Array.from({ length: 12 }, (_, at) => {
    const label = `${name}-${at}`
    return offerOf(chance, partnerOf(chance, label), bare, label)
  })
  return { ...bare, offers }
}

const ask = (world: World): void => {
  const { chance, now } = world
  const territory = chance.oneOf(world.territories)
  const request: Request = {
    id: asId<RequestId>(`request-${nextId(world)}`),
    territory,
    need: chance.oneOf(territory.needs),
    age: chance.whole(15, 30),
    answers: chance.happens(0.7) ? { statut: [chance.oneOf(statuses)] } : {},
    consent: chance.happens(0.7),
    hasEmail: chance.happens(0.8),
    answersCalls: chance.happens(0.8),
    submittedMs: now,
    referrals: new Map(),
    mails: new Map(),
    person: { firstName: 'Lina' },
    withdrawn: false,
  }
  const able = matchesFor(world, request).filter(({ unavailable }) => unavailable === null)
  if (able.length === 0) {
    count(world, 'requests nobody could answer')
    return
  }
  submit(
    world,
    request,
    able.slice(0, chance.happens(0.75) ? 1 : chance.whole(2, 3)).map(({ offer }) => offer.kept),
  )
  followRequest(world, request)
}

/** The nights on which hours change, between which a window may lie. */
const changesOfHour = ['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z'].map(
  (at) => Temporal.Instant.from(at).epochMilliseconds,
)

const planRequests = (world: World, from: number, { requests, days }: SimulationSize): void => {
  const { chance } = world
  const near = changesOfHour.filter((at) => at > from && at < from + days * day)
  for (let asked = 0; asked < requests; asked += 1) {
    // One in fifty asks in the week of a change of hour.
    const at =
      near.length > 0 && chance.happens(0.02)
        ? chance.oneOf(near) + chance.between(-4 * day, 4 * hour)
        : from + chance.between(0, days * day)
    plan(world, at, () => ask(world))
  }
}

/**
 * Plays a year: requests that come, partners, young people and animators who act, and everything that goes wrong, on
 * the rules of the domain and a clock of its own. The invariants of domain.md §9 are looked at after every act. The same
 * seed plays the same year. Throws `BrokenPromise`.
 */
export const simulate = (size: SimulationSize): SimulationResult => {
  const chance = diceFrom(size.seed)
  const from = Temporal.Instant.from('2026-01-05T00:00:00Z').epochMilliseconds
  const until = from + size.days * day
  const watched = new Set<string>()
  const world: World = {
    now: from,
    chance,
    agenda: new TinyQueue<Appointment>([], (a, b) => a.at - b.at || a.place - b.place),
    territories: places.map((place) => territoryOf(chance, place)),
    requests: [],
    outages: [],
    worker: { alive: true, aliveSince: from },
    redisAlive: true,
    mailServerUntil: 0,
    missed: [],
    ids: 0,
    counts: {},
    watch: (what, request, changed) => {
      count(world, 'acts')
      watchRequest(what, request, changed)
      for (const kept of changed) {
        if (kept.referral.state !== 'unresolved' || watched.has(kept.referral.id)) continue
        watched.add(kept.referral.id)
        count(world, 'unresolved')
        onUnresolved(world, request, kept)
      }
    },
    leave: (request, mail) => leave(world, request, mail),
    onNotice: (request, kept) => onNotice(world, request, kept),
  }
  planRequests(world, from, size)
  planFaults(world, from, until)
  planChanges(world, from, until)
  for (let next = world.agenda.pop(); next !== undefined && next.at < until; next = world.agenda.pop()) {
    world.now = Math.max(world.now, next.at)
    next.happen()
  }
  for (const request of world.requests) {
    watchLeft(world, request)
    watchJournal('the end', request)
  }
  const referralDays = world.requests.reduce((sum, { submittedMs }) => sum + (until - submittedMs) / day, 0)
  return { counts: world.counts, referralDays: Math.round(referralDays) }
}

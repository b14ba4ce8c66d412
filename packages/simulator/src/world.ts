import type {
  Counting,
  JournalEntry,
  LocalZones,
  MailName,
  Milestone,
  NeedId,
  OfferOnTheDay,
  Outage,
  PartnerId,
  ReferentId,
  Referral,
  ReferralId,
  RequestId,
  UserId,
} from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type TinyQueue from 'tinyqueue'
import type { Chance } from './chance.ts'

// The platform as rows in memory. Times are milliseconds since the epoch, on the platform's clock.

export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000] as const

/** How partners answer in a territory: the share that contacts in time (0.82, 0.70 and 0.17 in the State's figures). */
export const diligences = { good: 0.82, average: 0.7, failing: 0.17 } as const

export interface Territory {
  readonly name: string
  readonly zones: LocalZones
  readonly counting: Counting
  readonly diligence: keyof typeof diligences
  readonly ownerId: UserId
  readonly needs: readonly NeedId[]
  readonly offers: Offer[]
}

export interface Partner {
  readonly id: PartnerId
  readonly userId: UserId
  readonly referentId: ReferentId
  /** Somebody reads for the referent who is away. */
  readonly hasDeputy: boolean
  /** The offer's contact takes mails; its people's own addresses do. */
  contactWorks: boolean
  readonly peopleWork: boolean
  awayUntil: number
}

export interface Offer extends Omit<
  OfferOnTheDay,
  'state' | 'windowDays' | 'full' | 'referentPresent' | 'sentRecently' | 'lapsedRecently' | 'toConfirm'
> {
  readonly partner: Partner
  state: 'active' | 'paused'
  windowDays: number
  toConfirm: boolean
  readonly monthlyQuota: number | null
  /** When it was sent something, and when it let a window run out. */
  readonly sentAt: number[]
  readonly lapsedAt: number[]
}

export interface PlannedMilestone extends Milestone {
  readonly id: number
  state: 'pending' | 'done' | 'superseded' | 'cancelled'
  dueAt: Temporal.Instant
  dueMs: number
}

export interface KeptReferral {
  referral: Referral
  readonly offer: Offer
  readonly journal: JournalEntry[]
  readonly milestones: PlannedMilestone[]
  /** The due date of the last journalled sending or extension. */
  dueMs: number
  /** When a contact in time was recorded. */
  contactedMs: number | null
}

export interface Mail {
  readonly key: string
  readonly mail: MailName
  readonly recipient: 'young-person' | 'offer-contact' | 'referent' | 'deputy' | 'animator' | 'regional' | 'owner'
  readonly referralId: ReferralId | null
  readonly details: Readonly<Record<string, string>>
  readonly createdMs: number
  state: 'waiting' | 'sent' | 'dropped' | 'bounced'
}

export interface Request {
  readonly id: RequestId
  readonly territory: Territory
  readonly need: NeedId
  readonly age: number
  readonly answers: Readonly<Record<string, readonly string[]>>
  readonly consent: boolean
  readonly hasEmail: boolean
  /** One in five never answers the phone. */
  readonly answersCalls: boolean
  readonly submittedMs: number
  readonly referrals: Map<ReferralId, KeptReferral>
  readonly mails: Map<string, Mail>
  /** What the person wrote; null once erased. */
  person: { readonly firstName: string } | null
  withdrawn: boolean
}

export interface Appointment {
  readonly at: number
  /** Of two at the same moment, the one that was planned first. */
  readonly place: number
  readonly happen: () => void
}

export interface World {
  now: number
  readonly chance: Chance
  readonly agenda: TinyQueue<Appointment>
  readonly territories: readonly Territory[]
  readonly requests: Request[]
  /** Down times that the platform knows of. */
  readonly outages: Outage[]
  /** `aliveSince`: when it came back last, or when the clock jumped under it. */
  worker: { readonly alive: boolean; readonly aliveSince: number }
  redisAlive: boolean
  mailServerUntil: number
  /** What came due while no worker was there. */
  readonly missed: (() => void)[]
  ids: number
  readonly counts: Record<string, number>
  /** Called after each act, with the referrals that it changed. */
  readonly watch: (what: string, request: Request, changed: readonly KeptReferral[]) => void
  readonly leave: (request: Request, mail: Mail) => void
  /** A partner's people read that somebody awaits them. */
  readonly onNotice: (request: Request, kept: KeptReferral) => void
}

export const count = ({ counts }: World, what: string, by = 1): void => {
  counts[what] = (counts[what] ?? 0) + by
}

/** The next number that nothing else has. */
export const nextId = (world: World): number => {
  world.ids += 1
  return world.ids
}

/** Something will happen at a moment; at once when that has gone by. */
export const plan = (world: World, at: number, happen: () => void): void => {
  world.agenda.push({ at, place: nextId(world), happen })
}

import type { Temporal } from 'temporal-polyfill'
import type { NeedId, OfferId, PartnerId } from './ids.ts'
import type { Counting } from './response-window.ts'

/** What a young person asks for, as far as matching needs it. An unanswered question is simply absent. */
export interface Asked {
  readonly need: NeedId | null
  readonly age: number
  /** Question code → answer codes. */
  readonly answers: Readonly<Record<string, readonly string[]>>
}

/** From the nearest to the widest. */
export const zoneLevels = ['commune', 'epci', 'department', 'region', 'nation'] as const
export type ZoneLevel = (typeof zoneLevels)[number]

/** Why an offer that fits cannot act now. */
export type Unavailability = 'full' | 'paused' | 'absent'

/** An offer of the asked theme whose zone contains the commune, with what is known of it on the day. */
export interface OfferOnTheDay {
  readonly id: OfferId
  readonly partnerId: PartnerId
  readonly need: NeedId
  readonly state: 'active' | 'paused'
  readonly underAgreement: boolean
  readonly validFrom: Temporal.PlainDate
  readonly validUntil: Temporal.PlainDate | null
  readonly ageMin: number
  readonly ageMax: number
  /** Question code → accepted answer codes. A criterion not declared accepts everybody. */
  readonly criteria: Readonly<Record<string, readonly string[]>>
  /** The nearest level of its zone that contains the commune. */
  readonly zoneLevel: ZoneLevel
  readonly windowDays: number
  readonly counting: Counting
  readonly full: boolean
  readonly referentPresent: boolean
  readonly sentRecently: number
  readonly lapsedRecently: number
  /** Nobody has said in time that it is still right: it stays up for a while, ranked lower (domain.md §7). */
  readonly toConfirm: boolean
}

/** An offer that fits, and why it stands where it stands: partners and animators can see it. */
export interface Match<Offer extends OfferOnTheDay = OfferOnTheDay> {
  readonly offer: Offer
  readonly unavailable: Unavailability | null
  readonly needAsked: boolean
  readonly demotion: 0 | 1 | 2
}

const acceptsAnswers = ({ criteria }: Pick<OfferOnTheDay, 'criteria'>, answers: Asked['answers']): boolean =>
  Object.entries(criteria).every(([question, accepted]) => {
    const given = answers[question]
    return given === undefined || given.length === 0 || given.some((answer) => accepted.includes(answer))
  })

/** The offers that somebody no longer finds who gives this one answer to a question, by the rule of matching. */
export const excludedBy = <Offer extends Pick<OfferOnTheDay, 'criteria'>>(
  offers: readonly Offer[],
  question: string,
  answer: string,
): Offer[] => offers.filter((offer) => !acceptsAnswers(offer, { [question]: [answer] }))

const isValidOn = ({ validFrom, validUntil }: OfferOnTheDay, day: Temporal.PlainDate): boolean =>
  day.since(validFrom).days >= 0 && (validUntil === null || validUntil.since(day).days >= 0)

const fits = (offer: OfferOnTheDay, asked: Asked, day: Temporal.PlainDate): boolean =>
  offer.underAgreement &&
  isValidOn(offer, day) &&
  asked.age >= offer.ageMin &&
  asked.age <= offer.ageMax &&
  acceptsAnswers(offer, asked.answers)

const unavailabilityOf = (offer: OfferOnTheDay): Unavailability | null => {
  if (offer.state === 'paused') return 'paused'
  if (offer.full) return 'full'
  if (!offer.referentPresent) return 'absent'
  return null
}

/**
 * How far the measured lapse rate of the last 90 days demotes an offer: 0 below one lapse in five (or before five
 * referrals), 1 from one in five, 2 from one in two.
 */
export const demotionOf = ({
  sentRecently,
  lapsedRecently,
}: Pick<OfferOnTheDay, 'sentRecently' | 'lapsedRecently'>) => {
  if (sentRecently < 5) return 0
  const rate = lapsedRecently / sentRecently
  if (rate >= 0.5) return 2
  return rate >= 0.2 ? 1 : 0
}

/** A number that is the same for an offer all day and says nothing of it: equals take turns from day to day. FNV-1a, 32 bits. */
const turnOf = (offer: OfferId, day: string): number => {
  let hash = 0x811c9dc5
  for (const char of `${day}/${offer}`) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0
  }
  return hash
}

/**
 * The offers that fit, best first: able to act, need asked, few lapses, confirmed in time, nearest zone, shortest promise,
 * then a daily rotation so that equals take turns (domain.md §6). The order of `offers` plays no part.
 */
export const matchOffers = <Offer extends OfferOnTheDay>(
  asked: Asked,
  offers: readonly Offer[],
  day: Temporal.PlainDate,
): Match<Offer>[] => {
  const today = day.toString()
  return offers
    .filter((offer) => fits(offer, asked, day))
    .map((offer) => {
      const match: Match<Offer> = {
        offer,
        unavailable: unavailabilityOf(offer),
        needAsked: asked.need === null || offer.need === asked.need,
        demotion: demotionOf(offer),
      }
      const rank = [
        match.unavailable === null ? 0 : 1,
        match.needAsked ? 0 : 1,
        match.demotion,
        offer.toConfirm ? 1 : 0,
        zoneLevels.indexOf(offer.zoneLevel),
        offer.windowDays,
        turnOf(offer.id, today),
      ]
      return { match, rank }
    })
    .toSorted((a, b) => {
      const differing = a.rank.findIndex((value, place) => value !== b.rank[place])
      if (differing === -1) return a.match.offer.id < b.match.offer.id ? -1 : 1
      return (a.rank[differing] ?? 0) - (b.rank[differing] ?? 0)
    })
    .map(({ match }) => match)
}

import {
  asId,
  canBeAsked,
  lastDayOf,
  localDay,
  matchOffers,
  nextAfterMiss,
  pastOf,
  positionAfter,
  promisedDueAt,
} from '@boussole/domain'
import type {
  Actor,
  Match,
  NeedId,
  OfferOnTheDay,
  PartnerId,
  RedirectionConsent,
  Referral,
  ReferralId,
  UnresolvedCause,
  UserId,
} from '@boussole/domain'
import { findCandidates, findOwner, findZoneCodes, reserveOffers } from '@boussole/db'
import type { Candidate, Reach, Reader, RequestRow } from '@boussole/db'
import type { Temporal } from 'temporal-polyfill'
import { clock, letHappen, referralIn, referralsIn } from './acting.ts'
import type { Acting } from './acting.ts'
import { sendReferral } from './send-referral.ts'

/** Every partner already asked in this request: none is asked twice. */
export const partnersAsked = (acting: Acting): PartnerId[] => referralsIn(acting).map(({ partnerId }) => partnerId)

/** The offers of a moment for a request already made, in matching order, and what found them. */
const matchesOn = async (
  reader: Reader,
  request: RequestRow,
  { zoneCodes, timeZone, now }: { zoneCodes: readonly string[]; timeZone: string; now: Temporal.Instant },
): Promise<{ matches: Match<Candidate>[]; reach: Reach }> => {
  const reach: Reach = {
    themeId: request.themeId,
    zoneCodes,
    age: request.age,
    day: localDay(now, timeZone),
    timeZone,
  }
  const need = request.needId === null ? null : asId<NeedId>(request.needId)
  const asked = { need, age: request.age, answers: request.answers }
  return { matches: matchOffers(asked, await findCandidates(reader, reach), reach.day), reach }
}

/** Accents, capitals and signs aside. */
const folded = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const holds = ({ title, description, partnerName }: Candidate, words: string): boolean => {
  const text = folded(`${partnerName} ${title} ${description}`)
  return folded(words)
    .split(' ')
    .every((word) => text.includes(word))
}

/** The offers of a moment that a person may pick from to go on with a request, best first: of partners not asked yet. */
export const offersToPick = async (
  reader: Reader,
  request: RequestRow,
  {
    referrals,
    timeZone,
    now,
    most,
    words = '',
  }: {
    readonly referrals: readonly Referral[]
    readonly timeZone: string
    readonly now: Temporal.Instant
    readonly most: number
    /** Only offers that hold these words, in their title, their description or their partner's name. */
    readonly words?: string
  },
): Promise<Candidate[]> => {
  const zoneCodes = await findZoneCodes(reader, request.communeCode)
  const { matches } = await matchesOn(reader, request, { zoneCodes, timeZone, now })
  const asked = referrals.map(({ partnerId }) => partnerId)
  return matches
    .filter((match) => canBeAsked(match, asked) && holds(match.offer, words))
    .slice(0, most)
    .map(({ offer }) => offer)
}

/** The last day, in ISO, that an offer would promise to this referral's young person at a moment. */
export const dayPromised = (
  { promise }: Referral,
  { windowDays, counting }: Candidate,
  now: Temporal.Instant,
): string =>
  lastDayOf(promisedDueAt({ ...promise, windowDays, counting, receivedAt: now }), promise.timeZone).toString()

/** Today's offers for the request in hand. */
export const matchesFor = ({ request, tx, now, zoneCodes }: Acting, { promise }: Referral) =>
  matchesOn(tx, request, { zoneCodes, timeZone: promise.timeZone, now })

/** Sends the request to another offer as the next link of the referral's chain, with that offer's own window. */
export const redirectTo = (
  acting: Acting,
  from: Referral,
  offer: OfferOnTheDay,
  { by, automatic, consent }: { by: Actor; automatic: boolean; consent: RedirectionConsent },
): Referral => {
  const toReferralId = asId<ReferralId>(crypto.randomUUID())
  letHappen(acting, from.id, { kind: 'redirected', toReferralId, toOfferId: offer.id, automatic, consent }, by)
  const position = positionAfter(from, toReferralId, automatic)
  return sendReferral(acting, { offer, zones: from.promise, position, by })
}

const handToAnimator = async (acting: Acting, id: ReferralId, cause: UnresolvedCause) => {
  await acting.writeEarlier()
  const owner = await findOwner(acting.tx, acting.request.territoryId)
  if (owner === undefined) throw new Error(`nobody watches territory ${acting.request.territoryId}`)
  letHappen(acting, id, { kind: 'unresolved', cause, ownerId: asId<UserId>(owner) }, clock)
}

/** The best offer still eligible, its place kept; or why there is none. */
const nextOffer = async (acting: Acting, missed: Referral): Promise<ReturnType<typeof nextAfterMiss<Candidate>>> => {
  const { matches, reach } = await matchesFor(acting, missed)
  const past = pastOf(referralsIn(acting), missed, acting.request.consentRedirect)
  let left = matches
  for (;;) {
    const next = nextAfterMiss(past, left)
    if ('unresolved' in next) return next
    if (next.offer.limited) await acting.writeEarlier()
    if ((await reserveOffers(acting.tx, [next.offer], reach)).length > 0) return next
    left = left.filter(({ offer }) => offer.id !== next.offer.id)
  }
}

/** Sends the request to the best offer still eligible, by itself; or says why there is none, and changes nothing. */
export const tryNextOffer = async (
  acting: Acting,
  id: ReferralId,
): Promise<{ readonly born: Referral } | { readonly unresolved: UnresolvedCause }> => {
  const referral = referralIn(acting, id)
  const next = await nextOffer(acting, referral)
  if ('unresolved' in next) return next
  return { born: redirectTo(acting, referral, next.offer, { by: clock, automatic: true, consent: 'submission' }) }
}

/**
 * After a lapse or a refusal, in the same transaction: the request goes to the best offer still eligible, if the young
 * person agreed to it, otherwise into an animator's hands. Charter, "rediriger les jeunes vers les bons partenaires".
 */
export const goToNextOffer = async (acting: Acting, id: ReferralId): Promise<void> => {
  const next = await tryNextOffer(acting, id)
  if ('unresolved' in next) await handToAnimator(acting, id, next.unresolved)
}

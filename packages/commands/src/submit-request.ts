import { consentText } from '@boussole/contracts'
import type { NewRequest, RequestSubmitted } from '@boussole/contracts'
import {
  findFirstReferrals,
  findOfferStanding,
  findSubmission,
  releaseContent,
  reserveOffers,
  transact,
  twinsOfSubmission,
} from '@boussole/db'
import type { Candidate, Reader, RequestRow, Submission, Tx } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { Match, OfferId, ReferralId, RequestId } from '@boussole/domain'
import { beginActing, finish } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { limitAddress } from './limit-address.ts'
import { countMissOf, findOfferedToday, infoJeunesNear } from './offered-today.ts'
import type { OfferedToday } from './offered-today.ts'
import { sendReferral } from './send-referral.ts'
import { hashOf, trackingTokenOf } from './tracking-token.ts'
import { youngPerson } from './tracking.ts'

interface Submitted {
  readonly request: RequestSubmitted
  /** False when the same submission had been made before: this is its first answer again. */
  readonly isNew: boolean
}

/** Why an offer that somebody chose is not among today's matches. */
const refuseUnmatched = async (tx: Tx, offerId: OfferId): Promise<never> => {
  const standing = await findOfferStanding(tx, offerId)
  throw new Refusal(standing === 'shown' ? 'offer-not-matching' : 'offer-withdrawn', { offer: offerId })
}

/** The offers chosen, or the best one; none when nothing can be offered for the best. */
const chosenMatches = async (tx: Tx, input: NewRequest, { matches }: OfferedToday): Promise<Match<Candidate>[]> => {
  if (input.offers === 'best') {
    const best = matches.find(({ unavailable }) => unavailable === null)
    return best === undefined ? [] : [best]
  }
  const chosen: Match<Candidate>[] = []
  for (const offerId of input.offers) {
    const match = matches.find(({ offer }) => offer.id === offerId)
    if (match === undefined) return refuseUnmatched(tx, offerId)
    if (match.unavailable !== null) throw new Refusal('offer-unavailable', { offer: offerId })
    if ((input.promised[offerId] ?? 7) < match.offer.windowDays) throw new Refusal('offer-changed', { offer: offerId })
    if (chosen.some(({ offer }) => offer.partnerId === match.offer.partnerId)) throw new Refusal('same-partner-twice')
    chosen.push(match)
  }
  return chosen
}

const newRequestRow = (
  input: NewRequest,
  { place }: OfferedToday,
  hashes: { readonly idempotency: Buffer; readonly content: Buffer },
  trackingKey: string,
): RequestRow => {
  const id = asId<RequestId>(crypto.randomUUID())
  const { contact } = input
  return {
    id,
    territoryId: place.territory.id,
    communeCode: place.communeCode,
    themeId: place.themeId,
    needId: place.needId,
    age: input.age,
    answers: input.answers,
    language: input.language,
    firstName: contact.firstName,
    email: contact.email,
    phone: contact.phone,
    prefers: contact.prefers,
    moments: contact.moments,
    message: contact.message,
    consentTextVersion: consentText.version,
    consentRedirect: input.consents.redirect,
    trackingTokenHash: hashOf(trackingTokenOf(id, trackingKey)),
    idempotencyHash: hashes.idempotency,
    contentHash: hashes.content,
    submittedAt: place.now,
    lastActAt: place.now,
    endedAt: null,
    erasedAt: null,
  }
}

/** What the same submission was answered before. Refuses: `idempotency-key-reused`. */
const answerAgain = async (
  reader: Reader,
  earlier: Submission,
  { content, trackingKey }: { readonly content: Buffer; readonly trackingKey: string },
): Promise<Submitted> => {
  if (earlier.contentHash === null || !content.equals(earlier.contentHash)) throw new Refusal('idempotency-key-reused')
  const id = asId<RequestId>(earlier.id)
  const referrals = await findFirstReferrals(reader, id)
  return { request: { id, trackingToken: trackingTokenOf(id, trackingKey), referrals }, isNew: false }
}

const sendTo = (acting: Acting, { offer }: Match<Candidate>, chain: number, { place: { territory } }: OfferedToday) => {
  const position = {
    id: asId<ReferralId>(crypto.randomUUID()),
    chain,
    link: 1,
    previousReferralId: null,
    automatic: false,
  }
  const referral = sendReferral(acting, { offer, zones: territory, position, by: youngPerson })
  return {
    id: referral.id,
    offerId: offer.id,
    offerTitle: offer.title,
    partner: { id: offer.partnerId, name: offer.partnerName },
    state: referral.state,
    windowDays: offer.windowDays,
    dueAt: referral.dueAt,
  }
}

/** The tracking token of the request that was submitted with this key; undefined when none was. */
export const findSubmitted = async (idempotencyKey: string, { db, trackingKey }: Deps): Promise<string | undefined> => {
  const same = await findSubmission(db, hashOf(`key/${idempotencyKey}`))
  return same === undefined || same.isErased ? undefined : trackingTokenOf(asId<RequestId>(same.id), trackingKey)
}

/**
 * A young person asks: the request is kept, one referral is sent to each offer chosen, each with its own window, and
 * the first mails are put in the outbox, all or nothing. The same key is the same request however often it comes. So is
 * the same content without a key, for ten minutes and while the request is open: later it is the young person who asks
 * again, or somebody who knows the words and must not be given the tracking token. Charter, "assurer le traitement de la
 * demande des jeunes en un temps imparti".
 * Refuses: as `findOfferedToday`; `no-offer-matches`, `offer-withdrawn`, `offer-not-matching`, `offer-unavailable`,
 * `offer-changed`, `same-partner-twice`, `asked-too-often`, `idempotency-key-reused`.
 */
export const submitRequest = async (
  input: NewRequest,
  { idempotencyKey }: { readonly idempotencyKey: string | undefined },
  { db, trackingKey }: Deps,
): Promise<Submitted> => {
  const content = hashOf(JSON.stringify(input))
  const idempotency =
    idempotencyKey === undefined ? hashOf(`content/${content.toString('hex')}`) : hashOf(`key/${idempotencyKey}`)
  const hashes = { idempotency, content }
  const findEarlier = async (reader: Reader) => {
    const same = await findSubmission(reader, idempotency)
    return same && answerAgain(reader, same, { content, trackingKey })
  }
  let hasRun = false
  // A miss is counted, so it must be kept: the refusal comes after the transaction.
  const submit = async (tx: Tx): Promise<Submitted | undefined> => {
    if (idempotencyKey === undefined) await releaseContent(tx, hashes.idempotency)
    // Most come once. One that came before shows when it is written, on the unique index, and the act runs again.
    const twin = hasRun ? await findEarlier(tx) : undefined
    if (twin !== undefined) return twin
    hasRun = true
    const today = await findOfferedToday(tx, input)
    const chosen = await chosenMatches(tx, input, today)
    if (chosen.length === 0) {
      const earlier = await findEarlier(tx)
      if (earlier !== undefined) return earlier
      await countMissOf(tx, today)
      return undefined
    }
    if (input.contact.email !== null) await limitAddress(tx, input.contact.email)
    const request = newRequestRow(input, today, hashes, trackingKey)
    const reserved = await reserveOffers(
      tx,
      chosen.map(({ offer }) => offer),
      today.reach,
    )
    if (reserved.length < chosen.length) throw new Refusal('offer-unavailable')
    const acting = beginActing(tx, {
      request,
      now: today.place.now,
      referrals: [],
      pending: [],
      zoneCodes: today.place.zoneCodes,
      outages: [],
    })
    const referrals = chosen.map((match, place) => sendTo(acting, match, place + 1, today))
    const [first] = acting.changes.values()
    acting.mails.unshift({ mail: 'receipt', to: 'young-person', once: '1', referral: first?.referral ?? null })
    await finish(tx, [{ ...acting, newRequest: request }])
    const id = asId<RequestId>(request.id)
    return { request: { id, trackingToken: trackingTokenOf(id, trackingKey), referrals }, isNew: true }
  }
  const submitted = await transact(db, submit, { twins: twinsOfSubmission }).catch(async (error: unknown) => {
    // It may have taken the last place itself, when it came before: its answer is this one's.
    const earlier = error instanceof Refusal ? await findEarlier(db) : undefined
    if (earlier === undefined) throw error
    return earlier
  })
  if (submitted === undefined) throw new Refusal('no-offer-matches', await infoJeunesNear(db, input.commune))
  return submitted
}

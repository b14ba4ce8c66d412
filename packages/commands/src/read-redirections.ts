import type { Professional } from '@boussole/domain'
import { mayAnswer, maySeeContact, maySeeReferral, mayWatch, Refusal } from '@boussole/domain'
import { findReferralPlace, findRequest, platformNow, referralsOf } from '@boussole/db'
import type { Deps } from './deps.ts'
import { dayPromised, offersToPick } from './go-to-next-offer.ts'

/** An offer that a referral may be redirected to, with the date it would promise today (ISO day). */
export interface PossibleRedirection {
  readonly offerId: string
  readonly title: string
  readonly partnerId: string
  readonly partnerName: string
  readonly dueDay: string
}

/** What a professional picks from to redirect a referral; `consented`: the request itself allows it. */
export interface Redirections {
  readonly consented: boolean
  readonly offers: readonly PossibleRedirection[]
}

/** Offers shown to pick from, the best ones. */
const shown = 20

/**
 * The offers to which a referral may be redirected now: those that fit the young person's place, age and answers, of
 * partners not asked yet, best first; only those that hold `words`, when some are given. Charter, "rediriger les jeunes vers les bons partenaires".
 * Refuses: `not-found` (also when it is somebody else's), `not-allowed` (who accompanies), `already-ended`.
 */
export const readRedirections = async (
  { referralId, words = '' }: { readonly referralId: string; readonly words?: string },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<Redirections> => {
  const place = await findReferralPlace(db, referralId)
  if (place === undefined || !maySeeReferral(professional, place)) throw new Refusal('not-found')
  const [request, stored, now] = await Promise.all([
    findRequest(db, place.requestId),
    referralsOf(db, place.requestId),
    platformNow(db),
  ])
  const referrals = stored.map(({ referral }) => referral)
  const referral = referrals.find(({ id }) => id === referralId)
  if (request === undefined || referral === undefined) throw new Refusal('not-found')
  if (!mayAnswer(professional, place) && !mayWatch(professional, place)) throw new Refusal('not-allowed')
  if (!maySeeContact(professional, place, referral)) throw new Refusal('already-ended')
  const offers = await offersToPick(db, request, {
    referrals,
    timeZone: referral.promise.timeZone,
    now,
    most: shown,
    words,
  })
  return {
    consented: request.consentRedirect,
    offers: offers.map((offer) => ({
      offerId: offer.id,
      title: offer.title,
      partnerId: offer.partnerId,
      partnerName: offer.partnerName,
      dueDay: dayPromised(referral, offer, now),
    })),
  }
}

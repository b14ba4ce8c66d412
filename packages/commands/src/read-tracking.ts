import type { Language, TrackingView } from '@boussole/contracts'
import { exportRequest as readExport, platformNow, readTrackingView, referralsOf } from '@boussole/db'
import type { RequestExport, RequestRow } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { dayPromised, offersToPick } from './go-to-next-offer.ts'
import { hashOf } from './tracking-token.ts'
import { requestOfToken } from './tracking.ts'

/** Offers shown to choose from; the best ones, so that choosing stays easy on a small screen. */
const choicesShown = 5

/** What may be chosen now in the place of each referral that nobody could help with. */
const choicesFor = async (request: RequestRow, { db }: Pick<Deps, 'db'>): Promise<TrackingView['choices']> => {
  const referrals = (await referralsOf(db, request.id)).map(({ referral }) => referral)
  const waiting = referrals.filter(({ state }) => state === 'unresolved')
  const [first] = waiting
  if (first === undefined) return []
  const now = await platformNow(db)
  const best = await offersToPick(db, request, { referrals, timeZone: first.promise.timeZone, now, most: choicesShown })
  return waiting.flatMap((referral) =>
    best.map((offer) => ({
      referralId: referral.id,
      offerId: offer.id,
      offerTitle: offer.title,
      partner: { id: offer.partnerId, name: offer.partnerName },
      windowDays: offer.windowDays,
      dueDay: dayPromised(referral, offer, now),
    })),
  )
}

/**
 * The request as its young person sees it: what happened, what comes next, what may be chosen; in the language of a page
 * where one is given, else in that of the request.
 * Refuses: `not-found`.
 */
export const readTracking = async (
  token: string,
  deps: Pick<Deps, 'db'>,
  language: Language | null = null,
): Promise<TrackingView> => {
  const request = await requestOfToken(token, deps)
  const view = await readTrackingView(deps.db, hashOf(token), language)
  if (view === undefined) throw new Refusal('not-found')
  return { ...view, choices: await choicesFor(request, deps) }
}

/** Everything the platform holds about a request, for its young person. GDPR art. 15 and 20. Refuses: `not-found`. */
export const exportRequest = async (token: string, { db }: Pick<Deps, 'db'>): Promise<RequestExport> => {
  const everything = await readExport(db, { tokenHash: hashOf(token) })
  if (everything === undefined) throw new Refusal('not-found')
  return everything
}

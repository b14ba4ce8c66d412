import { findOfferPlace, getOfferView, lockOffer, platformNow, transact } from '@boussole/db'
import type { LockedOffer, OfferPlace, Tx } from '@boussole/db'
import type { OfferView } from '@boussole/contracts'
import { mayAct, maySee, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from './deps.ts'

/** One act on one offer, which is locked. */
export interface OfferActing {
  readonly tx: Tx
  readonly place: OfferPlace
  readonly offer: LockedOffer
  readonly now: Temporal.Instant
}

interface Asked {
  readonly offerId: string
  readonly professional: Professional
  /** What one must be allowed to act on. */
  readonly thing?: 'offer' | 'offer-review' | 'upkeep'
}

/**
 * One act of a professional on an offer, in one transaction. Refuses: `not-found` (also when it is somebody else's),
 * `not-allowed`, `offer-over` (it was withdrawn), what the act refuses.
 */
export const actOnOffer = async <Result>(
  { offerId, professional, thing = 'offer' }: Asked,
  { db }: Pick<Deps, 'db'>,
  act: (acting: OfferActing) => Promise<Result>,
): Promise<Result> => {
  const place = await findOfferPlace(db, offerId)
  const standings = place === undefined ? [] : standingsOn(professional, place)
  if (place === undefined || !maySee('offer', standings)) throw new Refusal('not-found')
  if (!mayAct(thing, standings)) throw new Refusal('not-allowed')
  return transact(db, async (tx) => {
    const offer = await lockOffer(tx, offerId)
    if (offer === undefined) throw new Refusal('not-found')
    if (offer.state === 'withdrawn') throw new Refusal('offer-over')
    return act({ tx, place, offer, now: await platformNow(tx) })
  })
}

/** The offer as it then is. */
export const offerAfter = async (
  offerId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  const view = await getOfferView(db, professional, offerId)
  if (view === undefined) throw new Refusal('not-found')
  return view
}

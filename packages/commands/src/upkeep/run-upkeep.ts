import {
  beginUpkeepRun,
  concernsAnimation,
  findReferentsToTell,
  findTerritoriesToKeepUp,
  platformNow,
  queueLetter,
  readOffersKeptUp,
  transact,
  writeDeeds,
} from '@boussole/db'
import type { DeedOnOffer, OfferOfRun } from '@boussole/db'
import { deedsDue, mayBeSuspended } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import { oneOfMany } from '../one-of-many.ts'
import type { RunDeps } from '../one-of-many.ts'

/** The gravest thing that is due on an offer and was not done yet: one a day. */
const nextDeed = ({ id, standing, keptUp, done }: OfferOfRun, day: Temporal.PlainDate): DeedOnOffer[] => {
  const deed = deedsDue(keptUp, day).find(
    ({ kind, cause, dueOn }) =>
      !done.some((each) => each.kind === kind && each.cause === cause && each.dueOn === dueOn.toString()),
  )
  return deed === undefined ? [] : [{ offerId: id, standing, deed }]
}

/** The breaker: of those to be suspended, the longest overdue first, as many as a run may; the others wait. */
const withinLimit = (deeds: readonly DeedOnOffer[], allowed: number): DeedOnOffer[] => {
  const toSuspend = deeds
    .filter(({ deed }) => deed.kind === 'suspended')
    .toSorted((a, b) => Temporal.PlainDate.compare(a.deed.dueOn, b.deed.dueOn) || (a.offerId < b.offerId ? -1 : 1))
  const waiting = new Set(toSuspend.slice(allowed))
  return deeds.map((each) => (waiting.has(each) ? { ...each, deed: { ...each.deed, kind: 'waiting' } } : each))
}

/**
 * Keeps up one territory's directory for its local day: notices, what is to be confirmed, early checks, suspensions within
 * the breaker, pauses at a third lapse; who is concerned is told by letter in office hours. Everything in one transaction,
 * once a day; after an outage what was missed is done now. Referrals under way are not touched. Domain.md §7.
 */
const keepUpTerritory = (territoryId: string, { db }: Pick<Deps, 'db'>): Promise<boolean> =>
  transact(db, async (tx) => {
    const run = await beginUpkeepRun(tx, territoryId)
    if (run === undefined) return false
    const offers = await readOffersKeptUp(tx, territoryId)
    const online = offers.filter(({ isOnline }) => isOnline).length
    const allowed = mayBeSuspended(online)
    const deeds = withinLimit(
      offers.flatMap((offer) => nextDeed(offer, run.day)),
      allowed,
    )
    await writeDeeds(tx, { ...run, online, allowed }, deeds)
    const now = await platformNow(tx)
    const details = { runId: run.id }
    for (const referent of await findReferentsToTell(tx, run)) {
      await queueLetter(tx, { letter: 'upkeep-partner', to: { referent }, once: run.id, territoryId, details }, now)
    }
    if (await concernsAnimation(tx, run.id)) {
      const to = { animatorsOf: territoryId }
      await queueLetter(tx, { letter: 'upkeep-animator', to, once: run.id, territoryId, details }, now)
    }
    return true
  })

/**
 * Does the run of every territory that has not had its own today; how many were done here. One that fails is told of, stops
 * no other, and is due again.
 */
export const runUpkeep = async (deps: RunDeps, stopping: () => boolean = () => false): Promise<number> => {
  let done = 0
  for (const territoryId of await findTerritoriesToKeepUp(deps.db)) {
    if (stopping()) break
    const one = { act: () => keepUpTerritory(territoryId, deps), about: () => ({ territory: territoryId }) }
    if (await oneOfMany(one, deps)) done += 1
  }
  return done
}

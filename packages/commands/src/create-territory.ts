import { findSlugsLike, insertTerritory, keepAct, listRegions, transact } from '@boussole/db'
import type { TerritoryCreated } from '@boussole/contracts'
import { freeSlug, mayAct, Refusal, slugOf, standingsInRegion, watchedBy, zonesOfRegion } from '@boussole/domain'
import type { Professional, TerritoryId } from '@boussole/domain'
import type { Deps } from './deps.ts'

/** The regions in which this person may create a territory; none: it is not theirs to do. */
export const readRegions = async (
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<readonly { readonly code: string; readonly name: string }[]> => {
  const regions = await listRegions(db, watchedBy(professional))
  return regions.filter(({ code }) => mayAct('region', standingsInRegion(professional, code)))
}

/**
 * A region or the nation creates a territory. It has no commune, no theme and no day of opening yet: young people are
 * shown nothing of it. Its hours and holidays are those of its region, unless others are given; its slug is derived from
 * its name. Refuses: `not-found`, when the region is not theirs.
 */
export const createTerritory = (
  { regionCode, timeZone, holidayZone, ...settings }: TerritoryCreated,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<TerritoryId> =>
  transact(deps.db, async (tx) => {
    const regions = await listRegions(tx, watchedBy(professional))
    const region = regions.find(({ code }) => code === regionCode)
    if (region === undefined || !mayAct('region', standingsInRegion(professional, regionCode))) {
      throw new Refusal('not-found')
    }
    const proposed = zonesOfRegion(regionCode)
    const zones = { timeZone: timeZone ?? proposed.timeZone, holidayZone: holidayZone ?? proposed.holidayZone }
    const slug = slugOf(settings.name).padEnd(2, '-territoire')
    for (;;) {
      const free = freeSlug(slug, await findSlugsLike(tx, slug))
      const id = await insertTerritory(tx, { slug: free, regionCode, settings: { ...settings, ...zones } })
      if (id === undefined) continue
      const { userId } = professional
      await keepAct(tx, { kind: 'territory-created', userId, territoryId: id, about: settings.name })
      return id
    }
  })

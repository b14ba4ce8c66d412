import { findCommunesMeant, insertCommunes, removeCommunes } from '@boussole/db'
import type { CommunesWhere, LineRead } from '@boussole/db'
import { readCommuneLines } from '@boussole/domain'
import type { BareCodeMeaning, Professional } from '@boussole/domain'
import { actOnTerritory, readTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

/** As many names as the journal has room for, and how many there are. */
const named = (communes: readonly string[]): string => {
  const shown = communes.slice(0, 40)
  return communes.length > shown.length ? `${shown.join(', ')}… (${communes.length})` : shown.join(', ')
}

/**
 * Communes join a territory: those of an EPCI, of a department, or some by their codes; how many did. A commune belongs
 * to one territory, which lies in one region: the others stay where they are. Refuses: `not-found`, `not-allowed`.
 */
export const addCommunes = (
  territoryId: string,
  where: CommunesWhere,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<number> =>
  actOnTerritory({ territoryId, professional }, deps, async ({ tx, territory, keep }) => {
    const added = await insertCommunes(tx, territoryId, where)
    if (added.length > 0) await keep({ kind: 'communes-added', about: territory.name, newValue: named(added) })
    return added.length
  })

/**
 * Communes leave a territory; how many did. Young people there are shown nothing from now on; requests under way keep
 * their territory, their promise and their referents. Refuses: `not-found`, `not-allowed`.
 */
export const takeCommunesOut = (
  territoryId: string,
  codes: readonly string[],
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<number> =>
  actOnTerritory({ territoryId, professional }, deps, async ({ tx, territory, keep }) => {
    const removed = await removeCommunes(tx, territoryId, codes)
    if (removed.length > 0) await keep({ kind: 'communes-removed', about: territory.name, oldValue: named(removed) })
    return removed.length
  })

/** What each line of a pasted list means for this territory; nothing is written. Refuses: `not-found`. */
export const readCommuneList = async (
  {
    territoryId,
    pasted,
    bare,
  }: { readonly territoryId: string; readonly pasted: string; readonly bare: BareCodeMeaning },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<readonly LineRead[]> => {
  await readTerritory(territoryId, professional, db)
  return findCommunesMeant(db, { territoryId, lines: readCommuneLines(pasted), bare })
}

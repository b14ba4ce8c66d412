import { findTerritory, keepAct, lockTerritory, platformNow, transact } from '@boussole/db'
import type { ActToKeep, Reader, TerritoryView, Tx } from '@boussole/db'
import { mayAct, maySee, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from './deps.ts'

const standings = (professional: Professional, { id, region }: TerritoryView) =>
  standingsInTerritory(professional, { territoryId: id, regionCode: region.code })

/** A territory for who watches it. Refuses: `not-found` for everybody else. */
export const readTerritory = async (
  territoryId: string,
  professional: Professional,
  reader: Reader,
): Promise<TerritoryView> => {
  const territory = await findTerritory(reader, territoryId)
  if (territory === undefined || !maySee('territory', standings(professional, territory))) {
    throw new Refusal('not-found')
  }
  return territory
}

/** One act on a territory, which is kept from changing meanwhile. */
export interface TerritoryActing {
  readonly tx: Tx
  readonly territory: TerritoryView
  readonly now: Temporal.Instant
  /** Keeps in the journal what this person did to the territory. */
  readonly keep: (act: Omit<ActToKeep, 'userId' | 'territoryId'>) => Promise<void>
}

/**
 * One act of a professional on a territory, in one transaction. Refuses: `not-found` where they do not watch it,
 * `not-allowed` where they only see it; what the act refuses.
 */
export const actOnTerritory = <Result>(
  { territoryId, professional }: { readonly territoryId: string; readonly professional: Professional },
  { db }: Pick<Deps, 'db'>,
  act: (acting: TerritoryActing) => Promise<Result>,
): Promise<Result> =>
  transact(db, async (tx) => {
    const seen = await readTerritory(territoryId, professional, tx)
    if (!mayAct('territory', standings(professional, seen))) throw new Refusal('not-allowed')
    const territory = await lockTerritory(tx, territoryId)
    if (territory === undefined) throw new Refusal('not-found')
    const { userId } = professional
    const keep: TerritoryActing['keep'] = (kept) => keepAct(tx, { ...kept, userId, territoryId: territory.id })
    return act({ tx, territory, now: await platformNow(tx), keep })
  })

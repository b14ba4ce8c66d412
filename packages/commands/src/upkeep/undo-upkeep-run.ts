import { findUpkeepRun, keepAct, lockRunToUndo, transact, undoRun } from '@boussole/db'
import type { UpkeepRun } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'

/** A run of a territory that this person watches. Refuses: `not-found`, also when it is another territory's. */
export const readUpkeepRun = async (
  runId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<UpkeepRun> => {
  const run = await findUpkeepRun(db, runId)
  if (run === undefined || !mayAct('upkeep', standingsInTerritory(professional, run.place)))
    throw new Refusal('not-found')
  return run
}

/**
 * An animator takes a run of the upkeep back: what has not changed since is again as it was, and is left alone for a month.
 * Refuses: `not-found`, `run-undone`.
 */
export const undoUpkeepRun = async (
  runId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> => {
  const { place, day } = await readUpkeepRun(runId, professional, deps)
  const { userId } = professional
  await transact(deps.db, async (tx) => {
    if (!(await lockRunToUndo(tx, runId))) throw new Refusal('run-undone')
    await undoRun(tx, runId, userId)
    const { territoryId } = place
    await keepAct(tx, { kind: 'upkeep-run-undone', userId, territoryId, aboutId: runId, about: day })
  })
}

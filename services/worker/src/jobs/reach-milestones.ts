import { reachMilestones } from '@boussole/commands'
import { claimDueMilestones, postponeMilestone, transact } from '@boussole/db'
import type { ClaimedMilestone, Database } from '@boussole/db'
import type { Logger } from 'pino'

/** Milestones claimed and reached together, in one transaction; the rest of a burst is left to others meanwhile. */
const batchSize = 15
/** Batches of this worker under way side by side. */
const lanes = 3

interface Deps {
  readonly db: Database
  readonly log: Logger
  readonly onReached: (count: number) => void
}

/** One that fails keeps its attempt and next try in its row, and stops no other. */
const reachOne = async (milestone: ClaimedMilestone, { db, log, onReached }: Deps): Promise<void> => {
  try {
    await reachMilestones([milestone], { db })
    onReached(1)
  } catch (error) {
    log.error({ err: error, milestone: milestone.id.toString() }, 'a milestone could not be reached')
    await transact(db, (tx) => postponeMilestone(tx, milestone.id, error instanceof Error ? error.name : 'unknown'))
  }
}

const reachTogether = async (milestones: readonly ClaimedMilestone[], deps: Deps): Promise<void> => {
  try {
    await reachMilestones(milestones, deps)
    deps.onReached(milestones.length)
  } catch (error) {
    deps.log.warn({ err: error }, 'milestones could not be reached together: they are reached one by one')
    for (const milestone of milestones) await reachOne(milestone, deps)
  }
}

/**
 * Reaches every milestone that is due, batch after batch, until none is left or `stopping` says so. Several workers may
 * do so at once.
 */
export const reachDueMilestones = async (deps: Deps, stopping: () => boolean = () => false): Promise<void> => {
  // What is claimed is reached: a worker that stops claims no more.
  const claim = async () => (stopping() ? [] : claimDueMilestones(deps.db, batchSize))
  const lane = async (begunWith?: readonly ClaimedMilestone[]) => {
    for (let claimed = begunWith ?? (await claim()); claimed.length > 0; claimed = await claim()) {
      // A request is acted on once in a transaction.
      const firsts = claimed.filter(
        ({ requestId }, place) => claimed.findIndex((other) => other.requestId === requestId) === place,
      )
      await reachTogether(firsts, deps)
      for (const other of claimed) if (!firsts.includes(other)) await reachOne(other, deps)
    }
  }
  const first = await claim()
  // Most ticks find nothing, and ask once.
  const others = first.length < batchSize ? 0 : lanes - 1
  await Promise.all([lane(first), ...Array.from({ length: others }, () => lane())])
}

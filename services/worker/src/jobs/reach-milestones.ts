import { reachMilestone } from '@boussole/commands'
import { claimDueMilestones, postponeMilestone, transact } from '@boussole/db'
import type { ClaimedMilestone, Database } from '@boussole/db'
import type { Logger } from 'pino'

/** Milestones claimed at once; the rest of a burst is left to other workers meanwhile. */
const pageSize = 60
/** Milestones of a page reached side by side. */
const lanes = 4

interface Deps {
  readonly db: Database
  readonly log: Logger
  readonly onReached: () => void
}

const reachOne = async (milestone: ClaimedMilestone, { db, log, onReached }: Deps): Promise<void> => {
  const { id } = milestone
  try {
    await reachMilestone(milestone, { db })
    onReached()
  } catch (error) {
    // One that fails keeps its attempt and next try in its row, and stops no other.
    log.error({ err: error, milestone: id.toString() }, 'a milestone could not be reached')
    await transact(db, (tx) => postponeMilestone(tx, id, error instanceof Error ? error.name : 'unknown'))
  }
}

/**
 * Reaches every milestone that is due, page after page, until none is left or `stopping` says so. Several workers may
 * do so at once. Returns how many this call took.
 */
export const reachDueMilestones = async (deps: Deps, stopping: () => boolean = () => false): Promise<number> => {
  let taken = 0
  while (!stopping()) {
    const page = await claimDueMilestones(deps.db, pageSize)
    if (page.length === 0) break
    taken += page.length
    const left = page.values()
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (const milestone of left) await reachOne(milestone, deps)
      }),
    )
  }
  return taken
}

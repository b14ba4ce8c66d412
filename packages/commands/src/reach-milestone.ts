import { findMilestoneRequest } from '@boussole/db'
import { actOn, reach } from './act-on.ts'
import type { Deps } from './deps.ts'

/**
 * A milestone is due: a reminder goes out, a window closes, an animator is told. The milestone is looked at again under
 * the request's lock; one that was reached, superseded, moved or cancelled meanwhile changes nothing.
 * Refuses: nothing.
 */
export const reachMilestone = async (milestoneId: bigint, deps: Pick<Deps, 'db'>): Promise<void> => {
  const requestId = await findMilestoneRequest(deps.db, milestoneId)
  if (requestId === undefined) return
  await actOn({ requestId, catchingUp: false }, deps, async (acting) => {
    const milestone = acting.pending.find(({ id }) => id === milestoneId)
    if (milestone === undefined || milestone.dueAt.epochMilliseconds > acting.now.epochMilliseconds) return
    await reach(acting, milestone)
  })
}

import type { ClaimedMilestone } from '@boussole/db'
import { actOn, reach } from './act-on.ts'
import type { Deps } from './deps.ts'

/**
 * A milestone is due: a reminder goes out, a window closes, an animator is told. The milestone is looked at again under
 * the request's lock; one that was reached, superseded, moved or cancelled meanwhile changes nothing.
 * Refuses: nothing.
 */
export const reachMilestone = ({ id, requestId }: ClaimedMilestone, deps: Pick<Deps, 'db'>): Promise<void> =>
  actOn({ requestId, catchingUp: false }, deps, async (acting) => {
    const milestone = acting.pending.find((pending) => pending.id === id)
    if (milestone === undefined || milestone.dueAt.epochMilliseconds > acting.now.epochMilliseconds) return
    await reach(acting, milestone)
  })

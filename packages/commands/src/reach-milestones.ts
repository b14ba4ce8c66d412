import { openRequests, transact } from '@boussole/db'
import type { ClaimedMilestone } from '@boussole/db'
import { reach } from './act-on.ts'
import { beginActing, finish } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'

/**
 * Milestones are due, at most one of each request: reminders go out, windows close, animators are told. Each is looked
 * at again under its request's lock; one that was reached, superseded, moved or cancelled meanwhile changes nothing.
 * All in one transaction, because most of the work is the way to the database and back: all are reached, or none.
 * Refuses: `changed-meanwhile`.
 */
export const reachMilestones = (claimed: readonly ClaimedMilestone[], { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const opened = await openRequests(
      tx,
      claimed.map(({ requestId }) => requestId),
    )
    const toWrite: Acting[] = []
    const write = () => finish(tx, toWrite.splice(0))
    for (const { id, requestId } of claimed) {
      const request = opened.get(requestId)
      if (request === undefined) continue
      const milestone = request.pending.find((pending) => pending.id === id)
      if (milestone === undefined || milestone.dueAt.epochMilliseconds > request.now.epochMilliseconds) continue
      const acting = beginActing(tx, request, write)
      await reach(acting, milestone)
      toWrite.push(acting)
    }
    await write()
  })

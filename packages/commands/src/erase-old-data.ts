import { eraseOver, eraseRequestRow, findRequestsToErase, isToBeErased, keepErasure, transact } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import { actOn } from './act-on.ts'
import { clock } from './acting.ts'
import type { Deps } from './deps.ts'
import { withdrawAll } from './withdraw-request.ts'

/** Looked for at once; each is an act of its own. */
const atOnce = 200

const eraseOne = (requestId: string, deps: Pick<Deps, 'db'>): Promise<boolean> =>
  actOn({ requestId, catchingUp: false }, deps, async (acting) => {
    const { tx, request, now } = acting
    // Somebody may have acted since it was found.
    if (!(await isToBeErased(tx, requestId))) return false
    await withdrawAll(acting, clock)
    await eraseRequestRow(tx, asId<RequestId>(requestId), { by: clock, now })
    await keepErasure(tx, { kind: 'requests', territoryId: request.territoryId, count: 1 })
    return true
  })

const eraseRequests = async (deps: Pick<Deps, 'db'>, isStopping: () => boolean): Promise<number> => {
  let erased = 0
  for (;;) {
    const found = await findRequestsToErase(deps.db, atOnce)
    let ofThese = 0
    for (const id of found) {
      if (isStopping()) return erased + ofThese
      if (await eraseOne(id, deps)) ofThese += 1
    }
    erased += ofThese
    if (ofThese === 0) return erased
  }
}

/**
 * Erases what is personal and over (domain.md §8, `keptFor`): of requests every personal field, note and word, each in
 * one act that ends what was still open; of the rest the rows or fields that name somebody. Statistics stay. Returns how
 * many went. What stops half-way is gone on with by the next run.
 */
export const eraseOldData = async (deps: Pick<Deps, 'db'>, isStopping: () => boolean): Promise<number> => {
  let erased = await eraseRequests(deps, isStopping)
  for (const kind of ['professionals', 'invitations', 'imports', 'charters', 'sign-ins'] as const) {
    for (let count = 1; count > 0 && !isStopping(); erased += count) {
      count = await transact(deps.db, (tx) => eraseOver(tx, kind, atOnce))
    }
  }
  return erased
}

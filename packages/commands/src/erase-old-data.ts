import {
  eraseOver,
  eraseRequestRow,
  findOver,
  forgetAddressesGiven,
  isToBeErased,
  keepErasure,
  transact,
} from '@boussole/db'
import type { EasilyErased } from '@boussole/db'
import { asId, erasedKinds } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import { actOn } from './act-on.ts'
import { clock } from './acting.ts'
import type { Deps } from './deps.ts'
import { oneOfMany } from './one-of-many.ts'
import type { RunDeps } from './one-of-many.ts'
import { withdrawAll } from './withdraw-request.ts'

/** Looked for at once; each is an act of its own. */
const atOnce = 200
/** The id that comes before all others. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

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

/** Each request alone. */
const eraseRequests = async (ids: readonly string[], deps: RunDeps, isStopping: () => boolean): Promise<number> => {
  let erased = 0
  for (const id of ids) {
    if (isStopping()) break
    if (await oneOfMany({ act: () => eraseOne(id, deps), about: () => ({ request: id }) }, deps)) erased += 1
  }
  return erased
}

/** Rows of one kind together; one by one when that fails, so that one stops no other. */
const eraseRows = async (kind: EasilyErased, ids: readonly string[], deps: RunDeps): Promise<number> => {
  const erase = (these: readonly string[], about: Readonly<Record<string, string>>) =>
    oneOfMany({ act: () => transact(deps.db, (tx) => eraseOver(tx, kind, these)), about: () => about }, deps)
  const together = await erase(ids, { kind })
  if (together !== undefined) return together
  let erased = 0
  for (const id of ids) erased += (await erase([id], { kind, id })) ?? 0
  return erased
}

/**
 * Erases what is personal and over (domain.md §8, `keptFor`): of requests every personal field, note and word, each in
 * one act that ends what was still open; of the rest the rows or fields that name somebody. Statistics stay. Returns how
 * many went. What stops half-way is gone on with by the next run; what fails is told of, and stops nothing else.
 */
export const eraseOldData = async (deps: RunDeps, isStopping: () => boolean): Promise<number> => {
  await transact(deps.db, forgetAddressesGiven)
  let erased = 0
  for (const kind of erasedKinds) {
    let ids = await findOver(deps.db, kind, { after: beforeAll, limit: atOnce })
    while (ids.length > 0 && !isStopping()) {
      erased += await (kind === 'requests' ? eraseRequests(ids, deps, isStopping) : eraseRows(kind, ids, deps))
      ids = await findOver(deps.db, kind, { after: ids.at(-1) ?? beforeAll, limit: atOnce })
    }
  }
  return erased
}

import {
  deleteWatch,
  findOwner,
  findProfessional,
  findRequestsInHands,
  findWatcher,
  leaveWithNothing,
  lockWatchers,
  transact,
} from '@boussole/db'
import type { NamedWatch, OpenedRequest, Reader, Tx, Watcher } from '@boussole/db'
import { asId, mayGiveWatch, Refusal, watchKey } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { letHappen, beginActing, finish, openAll, referralsIn } from './acting.ts'
import type { Deps } from './deps.ts'
import { keepWatchActs } from './keep-watch-acts.ts'

/** Who watches what: an account, and one thing of theirs by its key (`watchKey`). */
export interface WatchToEnd {
  readonly userId: string
  readonly key: string
}

/** May this person take this away? What they may give; nobody takes away their own national role. */
export const mayEndWatch = (by: Professional, { userId, role }: Watcher, watch: NamedWatch): boolean =>
  mayGiveWatch(by, role, watch) && !(watch.kind === 'nation' && userId === by.userId)

/**
 * What somebody watches, for who may take it away. Refuses: `not-found` for who does not watch there; `not-allowed` for
 * who only sees it; `own-national-role`.
 */
export const readWatch = async (
  { userId, key }: WatchToEnd,
  by: Professional,
  reader: Reader,
): Promise<{ readonly watcher: Watcher; readonly watch: NamedWatch }> => {
  const watcher = await findWatcher(reader, by, userId)
  const watch = watcher?.watches.find((each) => watchKey(each) === key)
  if (watcher === undefined || watch === undefined) throw new Refusal('not-found')
  if (mayEndWatch(by, watcher, watch)) return { watcher, watch }
  throw new Refusal(watch.kind === 'nation' && userId === by.userId ? 'own-national-role' : 'not-allowed')
}

/** What they had in hand there goes to who is next, each to the least burdened. */
const handRequestsOver = async (
  tx: Tx,
  {
    userId,
    held,
    by,
  }: { readonly userId: string; readonly held: ReadonlyMap<string, OpenedRequest>; readonly by: UserId },
): Promise<void> => {
  for (const opened of held.values()) {
    const acting = beginActing(tx, opened)
    for (const { id, state, ownerId } of referralsIn(acting)) {
      if (state !== 'unresolved' || ownerId !== userId) continue
      const owner = await findOwner(tx, opened.request.territoryId)
      if (owner === undefined) throw new Error(`nobody watches territory ${opened.request.territoryId}`)
      letHappen(acting, id, { kind: 'owner-changed', ownerId: asId<UserId>(owner) }, { kind: 'animator', userId: by })
    }
    await finish(tx, [acting])
  }
}

/**
 * Somebody watches this no more. The requests they have in hand there go to who is next, so that each keeps a named
 * owner (domain.md §9), who is told; their invitations to it are taken back; with nothing left, they have no account
 * and are signed out. Refuses: as `readWatch`; `too-many-at-once`; `changed-meanwhile` when a request came into their hands meanwhile.
 */
export const endWatch = (about: WatchToEnd, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const seen = await readWatch(about, professional, tx)
    const { userId } = about
    // Requests before people, as everywhere: two acts never wait for each other.
    const held = await openAll(tx, await findRequestsInHands(tx, { userId, watch: seen.watch }))
    await lockWatchers(tx)
    const by = await findProfessional(tx, professional.userId)
    if (by === undefined) throw new Refusal('not-found')
    const { watcher, watch } = await readWatch(about, by, tx)
    const inHands = await findRequestsInHands(tx, { userId, watch })
    if (inHands.some((id) => !held.has(id))) throw new Refusal('changed-meanwhile')
    if (!(await deleteWatch(tx, { userId, watch, by: by.userId }))) throw new Refusal('not-found')
    await handRequestsOver(tx, { userId, held, by: by.userId })
    await leaveWithNothing(tx, userId)
    const { role } = watcher
    await keepWatchActs(tx, {
      kind: 'watch-ended',
      userId: by.userId,
      about: { id: userId, role },
      watches: [watch],
    })
  })

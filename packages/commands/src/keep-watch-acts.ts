import { keepAct } from '@boussole/db'
import type { NamedWatch, Tx } from '@boussole/db'
import type { ActKind, Role } from '@boussole/domain'

/**
 * Keeps in the journal who gave, took or accepted what is watched: a line for each territory, region or nation. A region
 * and the nation lie in no territory: their lines are for the national level. Kept are the role and the place, never whose
 * they are: names go once they need not be known (decision 0037), and are read by the id while they are there.
 */
export const keepWatchActs = async (
  tx: Tx,
  {
    kind,
    userId,
    about,
    watches,
  }: {
    readonly kind: Extract<ActKind, `watch-${string}`>
    readonly userId: string
    /** Whom it is about: their account, or their invitation. */
    readonly about: { readonly id: string; readonly role: Role }
    readonly watches: readonly NamedWatch[]
  },
): Promise<void> => {
  for (const watch of watches) {
    const kept = `${about.role}/${watch.kind === 'nation' ? '' : watch.name}`
    const isEnd = kind === 'watch-ended' || kind === 'watch-offer-cancelled'
    await keepAct(tx, {
      kind,
      userId,
      territoryId: watch.kind === 'territory' ? watch.territoryId : null,
      aboutId: about.id,
      ...(isEnd ? { oldValue: kept } : { newValue: kept }),
    })
  }
}

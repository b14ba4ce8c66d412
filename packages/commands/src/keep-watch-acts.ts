import { keepAct } from '@boussole/db'
import type { NamedWatch, Tx } from '@boussole/db'
import type { ActKind, Role } from '@boussole/domain'

/** Roles, as the journal of acts says them. */
const roles: Readonly<Record<Role, string>> = {
  referent: 'Référent·e',
  animator: 'Animation territoriale',
  regional: 'Animation régionale',
  national: 'Animation nationale',
  observer: 'Lecture seule',
}

/**
 * Keeps in the journal who gave, took or accepted what is watched: a line for each territory, region or nation. A region
 * and the nation lie in no territory: their lines are for the national level.
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
    readonly about: { readonly id: string; readonly name: string; readonly role: Role }
    readonly watches: readonly NamedWatch[]
  },
): Promise<void> => {
  for (const watch of watches) {
    const said = watch.kind === 'nation' ? roles[about.role] : `${roles[about.role]} : ${watch.name}`
    const isEnd = kind === 'watch-ended' || kind === 'watch-offer-cancelled'
    await keepAct(tx, {
      kind,
      userId,
      territoryId: watch.kind === 'territory' ? watch.territoryId : null,
      aboutId: about.id,
      about: about.name,
      ...(isEnd ? { oldValue: said } : { newValue: said }),
    })
  }
}

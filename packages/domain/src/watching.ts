import { mayAct, standingsInNation, standingsInRegion } from './access.ts'
import type { Professional, Role } from './access.ts'
import type { TerritoryId } from './ids.ts'

/** One thing that somebody was given to watch, or to observe. */
export type Watch =
  | { readonly kind: 'territory'; readonly territoryId: TerritoryId; readonly regionCode: string }
  | { readonly kind: 'region'; readonly regionCode: string }
  | { readonly kind: 'nation' }

/** Roles to which somebody is invited by mail. The national level is not: it is given where the platform is run. */
export const givenRoles = ['animator', 'regional', 'observer'] as const
export type GivenRole = (typeof givenRoles)[number]

/** What each role watches or observes. */
const watchKinds: Readonly<Record<Role, readonly Watch['kind'][]>> = {
  referent: [],
  animator: ['territory'],
  regional: ['region'],
  national: ['nation'],
  observer: ['territory', 'region'],
}

/**
 * May this person give this to somebody to watch in this role, and take it away again? The regional level decides who
 * animates and who observes in its regions; the national level decides of all. Nobody gives more than they have.
 */
export const mayGiveWatch = (by: Professional, role: Role, watch: Watch): boolean => {
  if (!watchKinds[role].includes(watch.kind)) return false
  if (watch.kind === 'nation' || role === 'regional') return mayAct('levels', standingsInNation(by))
  return mayAct('region', standingsInRegion(by, watch.regionCode))
}

/** A watch as one word: the id of a territory, the code of a region, or `nation`. */
export const watchKey = (watch: Watch): string => {
  if (watch.kind === 'nation') return 'nation'
  return watch.kind === 'territory' ? watch.territoryId : watch.regionCode
}

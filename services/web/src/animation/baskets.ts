import {
  countAddressesInDoubt,
  countAgreements,
  countOpenProblems,
  countUpkeep,
  countWatchedGaps,
  listOffersAwaiting,
  listPartnersWithoutAnybody,
  listWatchedWithoutReferent,
} from '@boussole/db'
import type { Narrowing, Reader, UpkeepBasket } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { countGroups } from '../partner/counts.ts'
import type { Group } from '../partner/counts.ts'
import { inboxPath } from '../partner/inbox-narrowing.ts'
import { animationFr } from './messages.fr.ts'
import { basketPath, upkeepPath } from './upkeep/list.tsx'

const words = animationFr.today.baskets

/** Things of one kind that await an act of the animation. */
export interface Basket {
  readonly label: string
  /** What is to be done with them. */
  readonly act: string
  /** The list behind it, where each line leads to its act. */
  readonly path: string
  /** How many that list holds. */
  readonly count: (reader: Reader, professional: Professional) => Promise<number>
}

/** A list of the inbox, counted as the inbox counts it. */
const inInbox = (
  liste: Group,
  echeance: 'jour' | 'retard' | 'animation' | undefined,
  narrowing: Narrowing,
): Pick<Basket, 'path' | 'count'> => ({
  path: inboxPath({ liste, echeance }),
  count: async (reader, professional) => (await countGroups(reader, professional, narrowing))[liste],
})

/** A list of the directory's upkeep. */
const inUpkeep = (basket: UpkeepBasket): Pick<Basket, 'path' | 'count'> => ({
  path: basketPath(basket),
  count: async (reader, professional) => (await countUpkeep(reader, professional))[basket],
})

/** Everything that awaits the animation, the most pressing first. */
export const baskets: readonly Basket[] = [
  { ...words.overdue, ...inInbox('unresolved', 'animation', { waiting: 'overdue' }) },
  { ...words.unresolved, ...inInbox('unresolved', undefined, {}) },
  { ...words.late, ...inInbox('awaited', 'retard', { waiting: 'late' }) },
  { ...words.dueToday, ...inInbox('awaited', 'jour', { waiting: 'today' }) },
  { ...words.problems, path: '/animation/signalements', count: countOpenProblems },
  { ...words.held, ...inUpkeep('held') },
  { ...words.addresses, path: `${upkeepPath}/adresses`, count: countAddressesInDoubt },
  {
    ...words.offers,
    path: '/animation/offres',
    count: async (reader, professional) => (await listOffersAwaiting(reader, professional)).length,
  },
  {
    ...words.toCountersign,
    path: '/animation/conventions?liste=to-countersign',
    count: async (reader, professional) => (await countAgreements(reader, professional))['to-countersign'],
  },
  {
    ...words.toRenew,
    path: '/animation/conventions?liste=soon',
    count: async (reader, professional) => (await countAgreements(reader, professional)).soon,
  },
  {
    ...words.without,
    path: '/animation/conventions?liste=without',
    count: async (reader, professional) => (await countAgreements(reader, professional)).without,
  },
  { ...words.earlyCheck, ...inUpkeep('early-check') },
  { ...words.suspended, ...inUpkeep('suspended') },
  { ...words.toConfirm, ...inUpkeep('to-confirm') },
  {
    ...words.away,
    path: '/animation/absences',
    count: async (reader, professional) => (await listWatchedWithoutReferent(reader, professional)).length,
  },
  {
    ...words.deserted,
    path: '/animation/sans-referent',
    count: async (reader, professional) => (await listPartnersWithoutAnybody(reader, professional)).length,
  },
  { ...words.gaps, path: '/animation/territoires/manques', count: countWatchedGaps },
]

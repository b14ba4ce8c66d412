import type { AgreementFilter } from '@boussole/contracts'
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
import type { NarrowingQuery } from '../partner/inbox-narrowing.ts'
import { animationFr } from './messages.fr.ts'
import { basketPath, upkeepPath } from './upkeep/list.tsx'

const words = animationFr.today.baskets

/** Who asks, and what several baskets are counted from: asked once for all of them. */
interface Asking {
  readonly reader: Reader
  readonly professional: Professional
  readonly agreements: ReturnType<typeof countAgreements>
  readonly upkeep: ReturnType<typeof countUpkeep>
}

/** Things of one kind that await an act of the animation. */
interface Basket {
  readonly label: string
  /** What is to be done with them. */
  readonly act: string
  /** The list behind it, where each line leads to its act. */
  readonly path: string
  /** How many that list holds. */
  readonly count: (asking: Asking) => Promise<number>
}

type Listed = Pick<Basket, 'path' | 'count'>

/** A list of the inbox, counted as the inbox counts it. */
const inInbox = (liste: Group, echeance: NarrowingQuery['echeance'], narrowing: Narrowing): Listed => ({
  path: inboxPath({ liste, echeance }),
  count: async ({ reader, professional }) => (await countGroups(reader, professional, narrowing))[liste],
})

/** A list of the directory's upkeep. */
const inUpkeep = (basket: UpkeepBasket): Listed => ({
  path: basketPath(basket),
  count: async ({ upkeep }) => (await upkeep)[basket],
})

/** A list of the agreements. */
const inAgreements = (liste: AgreementFilter): Listed => ({
  path: `/animation/conventions?liste=${liste}`,
  count: async ({ agreements }) => (await agreements)[liste],
})

/** A list of its own. */
const inList = (path: string, count: (reader: Reader, professional: Professional) => Promise<number>): Listed => ({
  path,
  count: ({ reader, professional }) => count(reader, professional),
})

/** Everything that awaits the animation, the most pressing first. */
const baskets: readonly Basket[] = [
  { ...words.overdue, ...inInbox('unresolved', 'animation', { waiting: 'overdue' }) },
  { ...words.unresolved, ...inInbox('unresolved', undefined, {}) },
  { ...words.late, ...inInbox('awaited', 'retard', { waiting: 'late' }) },
  { ...words.claimed, ...inInbox('contacted', 'contredit', { waiting: 'claimed' }) },
  { ...words.dueToday, ...inInbox('awaited', 'jour', { waiting: 'today' }) },
  { ...words.problems, ...inList('/animation/signalements', countOpenProblems) },
  { ...words.held, ...inUpkeep('held') },
  { ...words.addresses, ...inList(`${upkeepPath}/adresses`, countAddressesInDoubt) },
  { ...words.offers, ...inList('/animation/offres', async (...who) => (await listOffersAwaiting(...who)).length) },
  { ...words.toCountersign, ...inAgreements('to-countersign') },
  { ...words.toRenew, ...inAgreements('soon') },
  { ...words.without, ...inAgreements('without') },
  { ...words.earlyCheck, ...inUpkeep('early-check') },
  { ...words.suspended, ...inUpkeep('suspended') },
  { ...words.toConfirm, ...inUpkeep('to-confirm') },
  {
    ...words.away,
    ...inList('/animation/absences', async (...who) => (await listWatchedWithoutReferent(...who)).length),
  },
  {
    ...words.deserted,
    ...inList('/animation/sans-referent', async (...who) => (await listPartnersWithoutAnybody(...who)).length),
  },
  { ...words.gaps, ...inList('/animation/territoires/manques', countWatchedGaps) },
]

/** A basket, and how many things wait in it. */
export type CountedBasket = Pick<Basket, 'label' | 'act' | 'path'> & { readonly waiting: number }

/** How much waits in each basket of what somebody watches. What several are counted from is asked once. */
export const countBaskets = (reader: Reader, professional: Professional): Promise<readonly CountedBasket[]> => {
  const agreements = countAgreements(reader, professional)
  const upkeep = countUpkeep(reader, professional)
  const asking = { reader, professional, agreements, upkeep }
  return Promise.all(baskets.map(async ({ count, ...basket }) => ({ ...basket, waiting: await count(asking) })))
}

import { countReferrals } from '@boussole/db'
import type { Narrowing, Reader } from '@boussole/db'
import { isAwaited, isOpen, referralStates } from '@boussole/domain'
import type { Professional, ReferralState } from '@boussole/domain'

/** The lists of the inbox, by what is to be done. */
export const groups = ['awaited', 'contacted', 'unresolved', 'ended'] as const
export type Group = (typeof groups)[number]

export const groupOf = (state: ReferralState): Group => {
  if (isAwaited(state)) return 'awaited'
  if (!isOpen(state)) return 'ended'
  return state === 'contacted' ? 'contacted' : 'unresolved'
}

export const statesOf = (group: Group): ReferralState[] => referralStates.filter((state) => groupOf(state) === group)

export type Counts = Readonly<Record<Group, number>>

/** How many referrals are in each list: the one count that pages and live pages show. */
export const countGroups = async (
  reader: Reader,
  professional: Professional,
  narrowing: Narrowing,
): Promise<Counts> => {
  const byState = await countReferrals(reader, professional, narrowing)
  const counts = { awaited: 0, contacted: 0, unresolved: 0, ended: 0 }
  for (const state of referralStates) counts[groupOf(state)] += byState[state] ?? 0
  return counts
}

import type { Narrowing } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { z } from 'zod'
import type { InboxSearch } from './inbox-search.ts'

/** What the address of the inbox narrows it to; what cannot be read narrows nothing. `q` are sealed words. */
export const narrowingQuery = z.object({
  qui: z.literal('moi').optional().catch(undefined),
  echeance: z.enum(['jour', 'retard', 'animation', 'contredit']).optional().catch(undefined),
  offre: z.uuid().optional().catch(undefined),
  theme: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  q: z
    .string()
    .regex(/^[\w.-]{1,800}$/)
    .optional()
    .catch(undefined),
})

export type NarrowingQuery = z.output<typeof narrowingQuery>

/** The names of the filters, in the order in which an address holds them. */
export const filterNames = ['qui', 'echeance', 'offre', 'theme', 'q'] as const

export const isNarrowed = (query: NarrowingQuery): boolean => filterNames.some((name) => query[name] !== undefined)

/** What an address narrows the inbox to: as addresses say it, as the database is asked, and the words to be shown. */
export interface Narrowed {
  readonly narrowing: NarrowingQuery
  readonly asked: Narrowing
  readonly words: string | undefined
}

/** Reads an address of the inbox. Words that somebody else sealed, or another day, narrow nothing. */
export const readNarrowing = async (
  address: unknown,
  { userId }: Professional,
  search: InboxSearch,
): Promise<Narrowed> => {
  const { q, ...others } = narrowingQuery.parse(address)
  const words = q === undefined ? undefined : await search.open(userId, q)
  const { qui, echeance, offre, theme } = others
  return {
    narrowing: words === undefined ? others : { ...others, q },
    words,
    asked: {
      followedBy: qui === undefined ? undefined : userId,
      waiting:
        echeance && ({ jour: 'today', retard: 'late', animation: 'overdue', contredit: 'claimed' } as const)[echeance],
      offer: offre,
      theme,
      words,
    },
  }
}

/** The address of a list of the inbox, narrowed: the same words for the same list. */
export const inboxPath = (query: NarrowingQuery & { readonly liste: string; readonly suite?: string }): string => {
  const given = new URLSearchParams()
  if (query.liste !== 'awaited' || query.suite !== undefined) given.set('liste', query.liste)
  for (const name of filterNames) {
    const value = query[name]
    if (value !== undefined) given.set(name, value)
  }
  if (query.suite !== undefined) given.set('suite', query.suite)
  return given.size === 0 ? '/' : `/?${given.toString()}`
}

/** Where a page that was made at this moment hears of its counts. */
export const liveCountsPath = (query: NarrowingQuery, madeAt: string): string => {
  const given = new URLSearchParams({ depuis: madeAt })
  for (const name of filterNames) {
    const value = query[name]
    if (value !== undefined) given.set(name, value)
  }
  return `/comptes?${given.toString()}`
}

import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import {
  givenManyReferrals,
  givenOffer,
  givenPartner,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { countReferrals, listReferrals } from './inbox.ts'
import type { Narrowing } from './inbox-narrowing.ts'
import { findProfessional } from './professionals.ts'

const database = useDatabase()
const statements: { query: string; params: unknown[] }[] = []
let db: Database
let referent: Professional
let offerId: string

/** 2,000 referrals of one partner, and as many of each of ten others. */
beforeAll(async () => {
  const { pool } = database
  db = drizzle(pool, { logger: { logQuery: (query, params) => statements.push({ query, params }) } })
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  for (let place = 0; place < 11; place += 1) {
    const partner = await givenPartner(pool, territory, `Structure ${place}`)
    const offer = await givenOffer(pool, { territory, theme, partner })
    await givenManyReferrals(pool, { offerId: offer.id, referentId: partner.referentId, count: 2000 })
    if (place > 0) continue
    offerId = offer.id
    const found = await findProfessional(db, asId<UserId>(partner.userId))
    if (found === undefined) throw new Error('nobody')
    referent = found
  }
})

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** How the statement that was just run reads referrals and requests: without which indexes, and how many rows. */
const reading = async (table: string) => {
  const [{ query, params } = { query: '', params: [] }] = statements
  const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, format json) ${query}`,
    params,
  )
  const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': '', 'Actual Rows': 0, 'Actual Loops': 0 })
  const own = nodes.filter((node) => node['Relation Name'] === table)
  const rowsRead = own.map(
    (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
  )
  return {
    inOrder: own.some((node) => node['Node Type'] === 'Seq Scan'),
    rows: rowsRead.reduce((sum, each) => sum + each, 0),
  }
}

const narrowings: readonly (readonly [string, () => Narrowing])[] = [
  ['nothing', () => ({})],
  ['an offer', () => ({ offer: offerId })],
  ['what is one’s own', () => ({ followedBy: referent.userId })],
  ['what waits for today', () => ({ waiting: 'today' })],
  ['a first name', () => ({ words: 'sacha 1' })],
]

describe.each(narrowings)('with 2,000 referrals, the inbox narrowed to %s', (_, narrowing) => {
  test('reads a page of them from an index, no more than the partner’s own', async () => {
    statements.length = 0
    const query = { ...narrowing(), state: ['sent', 'accepted'] as const, limit: 50 }
    const { items } = await listReferrals(db, referent, query)
    expect(items.length).toBeLessThanOrEqual(50)
    for (const table of ['referrals', 'requests']) {
      const { inOrder, rows } = await reading(table)
      expect([table, inOrder]).toEqual([table, false])
      expect(rows).toBeLessThanOrEqual(2500)
    }
  })

  test('counts them from an index, reading no other partner’s', async () => {
    statements.length = 0
    await countReferrals(db, referent, narrowing())
    const { inOrder, rows } = await reading('referrals')
    expect(inOrder).toBe(false)
    expect(rows).toBeLessThanOrEqual(4100)
  })
})

test('a page of the inbox, not narrowed, reads as many rows as it shows', async () => {
  statements.length = 0
  const { items } = await listReferrals(db, referent, { state: ['sent', 'accepted'], limit: 50 })
  expect(items).toHaveLength(50)
  expect((await reading('referrals')).rows).toBeLessThanOrEqual(200)
})

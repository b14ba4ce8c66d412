import {
  givenOffer,
  givenPartner,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimDueMilestones, claimForPublication, closeDatabase, openDatabase, transact } from './index.ts'
import type { Database, Tx } from './index.ts'

const database = useDatabase()
const later = 3_000
let db: Database

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const offer = await givenOffer(pool, { territory, theme, partner: await givenPartner(pool, territory) })
  const request = await givenRequest(pool, { territory, theme })
  const referral = await givenReferral(pool, { request, offer })
  await pool.query(
    `insert into milestones (referral_id, kind, occurrence, due_at, try_at)
     select $1, 'remind-2', place, at, at
     from generate_series(1, ${later}) as place cross join (select platform_now() + interval '1 day') as tomorrow (at)`,
    [referral],
  )
  await pool.query(
    `insert into outbox (mail, request_id, territory_id, recipient_kind, once_key, created_at, send_after)
     select 'receipt', $1, $2, 'young-person', place::text, at, at
     from generate_series(1, ${later}) as place cross join (select platform_now() + interval '1 day') as tomorrow (at)`,
    [request.id, territory.id],
  )
  await pool.query('analyze milestones, outbox')
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
})
afterAll(() => closeDatabase(db))

/** Rows of a table that this transaction has read so far, with an index or without. */
const rowsRead = async (tx: Tx, table: string): Promise<number> => {
  const { rows } = await tx.execute<{ read: number }>(sql`
    select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables where relname = ${table}`)
  return rows[0]?.read ?? 0
}

test.each([
  ['milestones', (tx: Tx) => claimDueMilestones(tx, 60)],
  ['outbox', (tx: Tx) => claimForPublication(tx, 200)],
] as const)('a look at the %s that finds nothing due reads none of those that wait', async (table, look) => {
  await transact(db, async (tx) => {
    expect(await look(tx)).toEqual([])
    // The planner itself looks at the ends of the index.
    expect(await rowsRead(tx, table)).toBeLessThan(10)
  })
})

import { inbox, inboxQuery } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { givenOffer, givenPartner, givenProfessional, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { listReferrals } from './inbox.ts'
import { findProfessional } from './professionals.ts'

const database = useDatabase()
const statements: { query: string; params: unknown[] }[] = []
let db: Database
let animator: Professional
let referent: Professional
const partnerIds: string[] = []

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('nobody')
  return found
}

/** 20,000 referrals to 20 partners of one territory, of which 1,000 still wait. */
beforeAll(async () => {
  const { pool } = database
  db = drizzle(pool, { logger: { logQuery: (query, params) => statements.push({ query, params }) } })
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  for (let count = 1; count <= 20; count += 1) {
    const partner = await givenPartner(pool, territory, `Structure ${count}`)
    await givenOffer(pool, { territory, theme, partner })
    partnerIds.push(partner.id)
    if (count === 1) referent = await professional(partner.userId)
  }
  animator = await professional(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  await pool.query(
    `with asked as (
      insert into requests (territory_id, commune_code, theme_id, age, first_name, phone, consent_text_version,
        consent_redirect, tracking_token_hash, submitted_at, last_act_at)
      select $1, '42218', $2, 20, 'Sacha', '+33400000000', '2026', true, sha256(n::text::bytea),
        timestamptz '2026-01-01' + n * interval '20 minutes', timestamptz '2026-01-01'
      from generate_series(1, 20000) as n
      returning id, submitted_at)
    insert into referrals (request_id, territory_id, offer_id, partner_id, chain, link, state, sent_at, window_days,
      counting, time_zone, holiday_zone, due_at, contacted_at, outcome, ended_at)
    select numbered.id, $1, offers.id, offers.partner_id, 1, 1, case when n > 19000 then 'sent' else 'closed' end,
      submitted_at, 3, 'calendar', 'Europe/Paris', 'metropole',
      -- Due by the day, so that many are due together.
      date_trunc('day', submitted_at) + interval '3 days',
      case when n <= 19000 then submitted_at end, case when n <= 19000 then 'helped' end, case when n <= 19000 then submitted_at end
    from (select asked.*, row_number() over (order by submitted_at) as n from asked) as numbered
      join offers on offers.partner_id = ($3::uuid[])[1 + n % 20]`,
    [territory.id, theme.id, partnerIds],
  )
  await pool.query('analyze referrals')
})

const planOf = async (who: Professional, query: object) => {
  statements.length = 0
  const { items } = await listReferrals(db, who, inboxQuery.parse(query))
  expect(items).toHaveLength(50)
  expect(statements).toHaveLength(1)
  const [{ query: text, params } = { query: '', params: [] }] = statements
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, params)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

test('a page is one statement, read from an index of the partner or the territory', async () => {
  expect(await planOf(referent, { state: 'sent' })).toContain('referrals_inbox')
  for (const query of [{ state: 'sent' }, { due: '2026-12-31' }, { partner: partnerIds[3] }]) {
    expect(await planOf(animator, query)).not.toContain('Seq Scan on referrals')
  }
})

test('page after page, every referral comes once, in order, though many are due together', async () => {
  const found: { id: string; dueAt: string }[] = []
  let cursor: string | null | undefined
  for (let pages = 0; pages < 20 && cursor !== null; pages += 1) {
    const query = inboxQuery.parse({ state: 'sent', limit: '100', ...(cursor === undefined ? {} : { cursor }) })
    const page = inbox.encode(await listReferrals(db, animator, query))
    found.push(...page.items.map(({ id, dueAt }) => ({ id, dueAt })))
    cursor = page.nextCursor
  }
  expect(cursor).toBeNull()
  expect(new Set(found.map(({ id }) => id)).size).toBe(1000)
  expect(found).toHaveLength(1000)
  const places = found.map(({ id, dueAt }) => `${dueAt} ${id}`)
  expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : 1)))
})

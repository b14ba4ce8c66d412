import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Pool } from 'pg'

// The limit of intake: nothing but what a request writes, as one statement prepared once, on connections of its own.

const tables = ['referrals', 'journal', 'milestones', 'outbox'] as const

type Row = Readonly<Record<string, string | null>>

/** Given by the database, or different for each request. */
const given = new Map([
  ['requests', { id: '$1', tracking_token_hash: '$3', idempotency_hash: '$4', content_hash: '$3', email: '$5' }],
  ['referrals', { id: '$2', request_id: '$1' }],
  ['journal', { request_id: '$1', referral_id: '$2' }],
  ['milestones', { referral_id: '$2' }],
  ['outbox', { id: 'gen_random_uuid()', request_id: '$1', referral_id: '$2' }],
])
/** Types of the parameters above, where the column does not tell them. */
const typed = (words: string): string =>
  words
    .replace(/^\$[12]$/, '$&::uuid')
    .replace(/^\$[34]$/, '$&::bytea')
    .replace(/^\$5$/, '$&::text')

/** What one request has written, each column as text. */
const rowsOf = async (pool: Pool, table: string, where: string, id: string): Promise<Row[]> => {
  const { rows } = await pool.query<{ row: Row }>(
    `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(kept))) as row from ${table} as kept where ${where}`,
    [id],
  )
  return rows.map(({ row }) => row)
}

interface Ids {
  readonly request: string
  readonly referral: string
}

/** A value of the row that is written again; the keys that name its request or referral name the new ones. */
const valueOf = (name: string, value: string, ids: Ids): string =>
  name === 'once_key'
    ? pg
        .escapeLiteral(value)
        .replaceAll(ids.request, "' || $1::uuid || '")
        .replaceAll(ids.referral, "' || $2::uuid || '")
    : pg.escapeLiteral(value)

const insertOf = (table: string, rows: readonly Row[], ids: Ids): string => {
  const own: Readonly<Record<string, string>> = given.get(table) ?? {}
  const columns = Object.keys(rows[0] ?? {}).filter((name) => !(name === 'id' && own['id'] === undefined))
  const values = rows.map((row) =>
    columns.map((name) => {
      const value = row[name] ?? null
      if (value === null) return 'null'
      return typed(own[name] ?? valueOf(name, value, ids))
    }),
  )
  return `insert into ${table} (${columns.join(', ')}) values ${values.map((one) => `(${one.join(', ')})`).join(', ')}`
}

/** The statement that writes again everything that this request wrote, under ids of its own. */
export const statementOf = async (pool: Pool, requestId: string): Promise<string> => {
  const [referral] = await rowsOf(pool, 'referrals', 'request_id = $1', requestId)
  const ids = { request: requestId, referral: referral?.['id'] ?? '' }
  const request = insertOf('requests', await rowsOf(pool, 'requests', 'id = $1', requestId), ids)
  const others: string[] = []
  for (const table of tables) {
    const where =
      table === 'milestones' ? 'referral_id in (select id from referrals where request_id = $1)' : 'request_id = $1'
    others.push(`${table} as (${insertOf(table, await rowsOf(pool, table, where, requestId), ids)})`)
  }
  return `with request as (${request}), ${others.join(', ')} select 1`
}

/** Writes it once: a round trip, a transaction. */
export const writeOnce = async (pool: Pool, statement: string): Promise<void> => {
  const values = [randomUUID(), randomUUID(), randomBytes(32), randomBytes(32), `camille-${randomUUID()}@jeune.example`]
  await pool.query({ name: 'writes', text: statement, values })
}

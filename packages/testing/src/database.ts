import { randomUUID } from 'node:crypto'
import { Client, Pool } from 'pg'
import { beforeAll, inject } from 'vitest'
import { communesSuffix, databaseOn, runStatement } from './database-server.ts'
import { loadCommunes } from './load-communes.ts'

/** What a test database holds besides its tables: with `communes`, every commune of France and what it belongs to. */
export interface DatabaseContents {
  readonly communes?: boolean
}

/** The template with every commune: made by the first that asks in a run, because loading them takes seconds. */
const templateWithCommunes = async (adminUrl: string): Promise<string> => {
  const template = `${inject('templateDatabase')}${communesSuffix}`
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    // Two files may ask at once; the lock ends with the connection.
    await admin.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      const filling = `${template}_new`
      await admin.query(`drop database if exists ${filling} with (force)`)
      await admin.query(`create database ${filling} template ${inject('templateDatabase')}`)
      await loadCommunes(databaseOn(adminUrl, filling))
      await admin.query(`alter database ${filling} rename to ${template}`)
    }
  } finally {
    await admin.end()
  }
  return template
}

/** A database of one's own with every migration applied: a copy of the template, 20 to 200 ms. `drop` sends everybody away. */
export const createTestDatabase = async ({ communes = false }: DatabaseContents = {}): Promise<{
  url: string
  drop: () => Promise<void>
}> => {
  const adminUrl = inject('databaseAdminUrl')
  const name = `boussole_test_${randomUUID().replaceAll('-', '')}`
  const template = communes ? await templateWithCommunes(adminUrl) : inject('templateDatabase')
  await runStatement(adminUrl, `create database ${name} template ${template}`)
  return {
    url: databaseOn(adminUrl, name),
    drop: () => runStatement(adminUrl, `drop database if exists ${name} with (force)`),
  }
}

/** What `useDatabase` gives; to be read inside tests and hooks, not while the file loads. */
export type TestDatabase = { readonly url: string; readonly pool: Pool }

/** Gives this test file (or `describe`) a database of its own, dropped at its end, and a pool of connections to it. */
export const useDatabase = (contents: DatabaseContents = {}): TestDatabase => {
  let url: string | undefined
  let pool: Pool | undefined
  beforeAll(async () => {
    const database = await createTestDatabase(contents)
    const connections = new Pool({ connectionString: database.url })
    // Dropping the database may still find a connection that has not quite ended.
    connections.on('error', () => undefined)
    url = database.url
    pool = connections
    return async () => {
      await connections.end()
      await database.drop()
    }
  })
  return {
    get url() {
      return whenReady(url)
    },
    get pool() {
      return whenReady(pool)
    },
  }
}

const whenReady = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('The database is only there inside tests and hooks.')
  return value
}

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@boussole/db'
import { databaseOn, findPostgres, loadCommunes, runStatement } from '@boussole/testing'
import { Client, Pool } from 'pg'

/** A database of one row of the bench, and connections to it. */
export interface Ground {
  readonly url: string
  readonly pool: Pool
  readonly leave: () => Promise<void>
}

/** The server that every row is measured on. */
export interface Server {
  readonly words: string
  /** A database with every migration and the communes of France, and nothing else. */
  readonly ground: (name: string) => Promise<Ground>
  readonly stop: () => Promise<void>
}

const serverWords = async (url: string, origin: string): Promise<string> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ words: string }>(
      `select 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
         || ', synchronous_commit ' || current_setting('synchronous_commit')
         || ', shared_buffers ' || current_setting('shared_buffers') as words`,
    )
    return `${rows[0]?.words} (${origin})`
  } finally {
    await client.end()
  }
}

/** Gives connections to a database that exists; `leave` ends them. */
export const groundOn = (url: string, drop: () => Promise<void>): Ground => {
  const pool = new Pool({ connectionString: url, max: 10 })
  pool.on('error', () => undefined)
  return {
    url,
    pool,
    leave: async () => {
      await pool.end()
      await drop()
    },
  }
}

/** A small server's memory for pages: with less, what is measured at a million rows is the copying of pages. */
const sharedBuffers = '512MB'

/** Finds or starts a PostgreSQL, with a migrated database to copy. The caller stops it. */
export const startServer = async (): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-bench-'))
  const postgres = await findPostgres(process.env, join(folder, 'postgres'), { sharedBuffers })
  const template = `boussole_bench_${process.pid}`
  await runStatement(
    postgres.url,
    `create database ${template} template template0 encoding 'UTF8' locale_provider icu icu_locale 'fr-FR'`,
  )
  const url = databaseOn(postgres.url, template)
  await migrate(url)
  await loadCommunes(url)
  const names: string[] = []
  const drop = (name: string) => runStatement(postgres.url, `drop database if exists ${name} with (force)`)
  return {
    words: await serverWords(postgres.url, postgres.origin),
    ground: async (name) => {
      const own = `${template}_${name}`
      names.push(own)
      await runStatement(postgres.url, `create database ${own} template ${template}`)
      return groundOn(databaseOn(postgres.url, own), () => drop(own))
    },
    stop: async () => {
      for (const name of [...names, template]) await drop(name)
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

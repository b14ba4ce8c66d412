import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '@boussole/commands'
import { migrate } from '@boussole/db'
import { installMovableClock, loadDemo, moveClockTo } from '@boussole/local'
import { Client } from 'pg'
import { databaseOn, runStatement } from './database-server.ts'
import { loadCommunes } from './load-communes.ts'
import { findPostgres } from './postgres.ts'

/** Fills a database that holds the communes with the demo; its clock can be moved, and shows `at` when it is given. */
export const fillWithDemo = async (databaseUrl: string, at?: string): Promise<void> => {
  await installMovableClock(databaseUrl)
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // First: the demo counts every date from the platform's day.
    if (at !== undefined) await moveClockTo(client, at)
    await loadDemo(client, { hashPassword })
  } finally {
    await client.end()
  }
}

/** A database with the demo, for a command that runs once. */
export interface DemoDatabase {
  readonly url: string
  /** Where its PostgreSQL comes from, in a word. */
  readonly origin: string
  /** A folder for what else the command needs, gone at the end. */
  readonly folder: string
  readonly leave: () => Promise<void>
}

/** Finds or starts a PostgreSQL, and makes a database with the demo on it. Interrupted, it leaves no server behind. */
export const createDemoDatabase = async (at?: string): Promise<DemoDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-demo-'))
  // Servers started below end with this process, once it ends by itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const postgres = await findPostgres(process.env, join(folder, 'postgres'))
  const name = `boussole_demo_${process.pid}`
  await runStatement(
    postgres.url,
    `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'fr-FR'`,
  )
  const url = databaseOn(postgres.url, name)
  await migrate(url)
  await loadCommunes(url)
  await fillWithDemo(url, at)
  return {
    url,
    origin: postgres.origin,
    folder,
    leave: async () => {
      await runStatement(postgres.url, `drop database ${name} with (force)`)
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

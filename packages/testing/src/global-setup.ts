import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@boussole/db'
import { isProcessAlive, stopOrphanPostgres } from '@boussole/local'
import type { TestProject } from 'vitest/node'
import { communesSuffix, databaseOn, runStatement } from './database-server.ts'
import { findPostgres } from './postgres.ts'
import { findRedis } from './redis.ts'
declare module 'vitest' {
  // What every test file may `inject`.
  interface ProvidedContext {
    /** PostgreSQL of this run, as a user who may create databases. */
    databaseAdminUrl: string
    /** The migrated database that each test file copies. */
    templateDatabase: string
    /** Redis of this run; null when there is none. */
    redisUrl: string | null
  }
}

const prefix = 'boussole-tests-'

/** Makes the ground of one run of tests: PostgreSQL with the migrated template, and Redis when there is one. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await clearRunsThatWereKilled()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const postgres = await findPostgres(process.env, join(folder, 'postgres'))
  const template = `boussole_template_${randomUUID().replaceAll('-', '')}`
  const onTeardown = [
    () => runStatement(postgres.url, `drop database if exists ${template} with (force)`),
    () => runStatement(postgres.url, `drop database if exists ${template}${communesSuffix} with (force)`),
    // Of a run that ended while it was filled.
    () => runStatement(postgres.url, `drop database if exists ${template}${communesSuffix}_new with (force)`),
    postgres.stop,
    () => rm(folder, { recursive: true, force: true }),
  ]
  const teardown = async (): Promise<void> => {
    for (const end of onTeardown) await end()
  }
  try {
    // The same sorting wherever the server comes from; template0 is the one that lets it be chosen.
    await runStatement(
      postgres.url,
      `create database ${template} template template0 encoding 'UTF8' locale_provider icu icu_locale 'fr-FR'`,
    )
    await migrate(databaseOn(postgres.url, template))
    const redis = await findRedis(process.env)
    if (redis !== undefined) onTeardown.push(redis.stop)
    project.provide('databaseAdminUrl', postgres.url)
    project.provide('templateDatabase', template)
    project.provide('redisUrl', redis?.url ?? null)
    console.log(`Tests on PostgreSQL (${postgres.origin}) and ${redis ? `Redis (${redis.origin})` : 'no Redis'}`)
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

// A run ended by kill -9 leaves its PostgreSQL and its folder behind: the next run of the same person clears them away.
const clearRunsThatWereKilled = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    const isOurs = statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.()
    if (!isOurs || isProcessAlive(Number.parseInt(name.slice(prefix.length), 10))) continue
    await stopOrphanPostgres(join(folder, 'postgres'))
    await rm(folder, { recursive: true, force: true })
  }
}

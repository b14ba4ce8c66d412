import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { orCannotStart } from './cannot-start.ts'
import { readPidFile } from './running-postgres.ts'

const name = 'boussole_story'

const run = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The database of the `npm start` that runs on this folder; undefined when it has none that answers. */
export const runningDatabaseUrl = (postgresFolder: string): string | undefined => {
  const server = readPidFile(join(postgresFolder, 'cluster'))
  if (server === undefined || !server.ready) return undefined
  const password = readFileSync(join(postgresFolder, 'password'), 'utf8')
  return `postgres://boussole:${password}@127.0.0.1:${server.port}/boussole`
}

/**
 * An empty database on the same server, for one story; one that a killed story left behind is dropped first.
 * Errors: CannotStart, when another story is being played there or the user may not create databases.
 */
export const createStoryDatabase = async (serverUrl: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  await orCannotStart(async () => {
    await run(serverUrl, `drop database if exists ${name}`)
    // The same sorting wherever the server comes from; template0 is the one that lets it be chosen.
    await run(
      serverUrl,
      `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'fr-FR'`,
    )
  })
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(serverUrl, `drop database if exists ${name} with (force)`) }
}

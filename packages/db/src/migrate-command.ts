import pg from 'pg'
import { migrate } from './migrate.ts'
import { loadReferenceData } from './reference-data.ts'

/** Ends with what somebody can do about it; the address is told without its password. */
const giveUp = (code: number, words: string): never => {
  console.error(words)
  process.exit(code)
}

/** Looks before anything is done whether there is a database that answers. */
const knock = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    const where = new URL(databaseUrl)
    where.password = ''
    const why: unknown =
      error instanceof Error ? (Object.getOwnPropertyDescriptor(error, 'code')?.value ?? error.message) : error
    giveUp(1, `No database answers at ${where.href} (${String(why)}). Is it running? Is DATABASE_URL right?`)
  }
}

const databaseUrl = process.env['DATABASE_URL'] ?? ''
if (databaseUrl === '') {
  giveUp(2, 'DATABASE_URL says which database to migrate: DATABASE_URL=postgres://… npm run migrate')
}
if (!URL.canParse(databaseUrl)) giveUp(2, 'DATABASE_URL is no address: it is written as postgres://user@host/database')
await knock(databaseUrl)
const applied = await migrate(databaseUrl)
console.log(applied.length === 0 ? 'Nothing to migrate.' : `Migrated: ${applied.join(', ')}`)
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await loadReferenceData(client)
await client.end()
console.log('The communes of France are up to date.')

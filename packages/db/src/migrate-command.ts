import pg from 'pg'
import { migrate } from './migrate.ts'
import { loadReferenceData } from './reference-data.ts'

const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl === undefined || databaseUrl === '') {
  console.error('DATABASE_URL says which database to migrate: DATABASE_URL=postgres://… npm run migrate')
  process.exit(2)
}
const applied = await migrate(databaseUrl)
console.log(applied.length === 0 ? 'Nothing to migrate.' : `Migrated: ${applied.join(', ')}`)
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await loadReferenceData(client)
await client.end()
console.log('The communes of France are up to date.')

import { migrate } from './migrate.ts'

const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl === undefined || databaseUrl === '') {
  console.error('DATABASE_URL says which database to migrate: DATABASE_URL=postgres://… npm run migrate')
  process.exit(2)
}
const applied = await migrate(databaseUrl)
console.log(applied.length === 0 ? 'Nothing to migrate.' : `Migrated: ${applied.join(', ')}`)

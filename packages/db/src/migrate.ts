import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

/**
 * Brings a database to the shape this version of the platform expects: every file of `migrations/` not yet
 * applied, in order, under one advisory lock, so that several services may start at once.
 * Returns the names of the files applied by this call. Errors: a file missing from the middle of the order.
 */
export const migrate = async (databaseUrl: string): Promise<string[]> => {
  const applied = await runner({
    databaseUrl,
    dir: migrationsFolder,
    migrationsTable: 'applied_migrations',
    direction: 'up',
    checkOrder: true,
    log: () => undefined,
  })
  return applied.map((migration) => migration.name)
}

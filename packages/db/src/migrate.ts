import { fileURLToPath } from 'node:url'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

/**
 * Brings a database to the shape this version of the platform expects: every file of `migrations/` not yet
 * applied, in order, under one advisory lock, so that several services may start at once.
 * Returns the names of the files applied by this call. Errors: a file missing from the middle of the order.
 */
export const migrate = async (databaseUrl: string): Promise<string[]> => {
  // Loaded here alone: services import this package, and migrate nothing.
  const { runner } = await import('node-pg-migrate')
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

import type { Database } from '@boussole/db'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'

/** The database on these connections, which tells every statement and its values as they are sent. */
export const toldDatabase = (pool: Pool, tell: (text: string, values: unknown[]) => void): Database =>
  drizzle(pool, { logger: { logQuery: tell } })

import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { NodePgDatabase, NodePgTransaction } from 'drizzle-orm/node-postgres'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Temporal } from 'temporal-polyfill'
import { prepareRepeated } from './prepared-statements.ts'
import { instantOf } from './schema/columns.ts'

type NoRelations = Record<string, never>

/** The platform's database: good for reading. Writing takes a `Tx`. */
export type Database = NodePgDatabase<NoRelations> & { readonly $client: pg.Pool }

/** An open transaction: the only thing functions that write accept. */
export type Tx = NodePgTransaction<NoRelations, ExtractTablesWithRelations<NoRelations>>

/** Either of them, for functions that only read. */
export type Reader = Database | Tx

export interface DatabaseOptions {
  readonly url: string
  /** Connections kept at the most. */
  readonly connections: number
  readonly applicationName: string
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly onError: (error: Error) => void
}

/** Opens a pool of connections. No statement may run for more than 30 s, nor wait for a lock for more than 10 s. */
export const openDatabase = ({ url, connections, applicationName, onError }: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c timezone=UTC',
  })
  // The pool hands over its client as well: nobody must log that.
  pool.on('error', (error) => onError(error))
  // One that breaks between two statements of a transaction tells nobody but itself, and would end the process: the next
  // statement fails all the same, and the pool lets it go.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('connect', prepareRepeated)
  return drizzle(pool)
}

export const closeDatabase = (db: Database): Promise<void> => db.$client.end()

/**
 * Drizzle's own transaction, on a connection that is given back whatever happens: on a pool, Drizzle keeps for ever the
 * one on which it could not begin, and after as many broken connections as the pool holds nobody is served.
 */
const inTransaction = async <Result>(
  db: Database,
  act: (tx: Tx) => Promise<Result>,
  config?: PgTransactionConfig,
): Promise<Result> => {
  const client = await db.$client.connect()
  try {
    return await drizzle(client).transaction(act, config)
  } finally {
    client.release()
  }
}

/**
 * Runs `act` in one transaction: everything it wrote is kept together, or nothing is. After a deadlock, or when what it
 * had read is over, it runs again, so `act` may keep nothing outside the transaction. `twins`: unique indexes on which the
 * same act, done by somebody else meanwhile, shows; run again, it finds what was done.
 */
export const transact = async <Result>(
  db: Database,
  act: (tx: Tx) => Promise<Result>,
  { twins = [] }: { readonly twins?: readonly string[] } = {},
): Promise<Result> => {
  for (let retries = 2; ; retries -= 1) {
    try {
      return await inTransaction(db, act)
    } catch (error) {
      if (retries === 0 || !(mayRunAgain(error) || isTaken(error, twins))) throw error
    }
  }
}

/**
 * Changes one row, which a unique index may refuse because of what another act has just written. False: it did, and the
 * transaction can only end in a refusal.
 */
export const unlessTaken = async (
  indexes: readonly string[],
  write: () => Promise<{ readonly rowCount: number | null }>,
): Promise<boolean> => {
  try {
    return (await write()).rowCount === 1
  } catch (error) {
    if (isTaken(error, indexes)) return false
    throw error
  }
}

const isTaken = (error: unknown, indexes: readonly string[]): boolean =>
  error instanceof Error &&
  ((Reflect.get(error, 'code') === '23505' && indexes.includes(String(Reflect.get(error, 'constraint')))) ||
    isTaken(error.cause, indexes))

/** Reads several things as they were at one moment, whatever others write meanwhile. */
export const atOneMoment = <Result>(db: Database, read: (reader: Reader) => Promise<Result>): Promise<Result> =>
  inTransaction(db, read, { isolationLevel: 'repeatable read', accessMode: 'read only' })

/** PostgreSQL ended one of two transactions that waited for each other (40P01), or that went by what is over (40001). */
const toRunAgain: ReadonlySet<unknown> = new Set(['40P01', '40001'])

const mayRunAgain = (error: unknown): boolean =>
  error instanceof Error && (toRunAgain.has(Reflect.get(error, 'code')) || mayRunAgain(error.cause))

/**
 * The platform's time in a condition: asked once for the whole statement. `platform_now()` alone is asked for each row,
 * and no index helps to find what is due: a tick read every pending milestone.
 */
export const thisInstant = sql`(select platform_now())`

/** What the platform's clock says now. The database decides: hosts may disagree, and tests move it. */
export const platformNow = async (reader: Reader): Promise<Temporal.Instant> => {
  const { rows } = await reader.execute<{ now: string }>(sql`select platform_now()::text as now`)
  const [row] = rows
  if (row === undefined) throw new Error('the clock did not answer')
  return instantOf(row.now)
}

/** What a clock on the wall says now, even where the platform's is moved: for what other machines count as well. */
export const realNow = async (reader: Reader): Promise<Temporal.Instant> => {
  const { rows } = await reader.execute<{ now: string }>(sql`select clock_timestamp()::text as now`)
  const [row] = rows
  if (row === undefined) throw new Error('the database told no time')
  return instantOf(row.now)
}

import { createPostgresBackend, isPgPool, runMigrations, withBackend } from 'bullmq'
import { Pool } from 'pg'
import { answerWithinMs, limiterOf, lostWorker } from './backend.ts'
import type { Backend } from './backend.ts'
import type { Outages } from './outages.ts'
import { PatientPool } from './patient-pool.ts'

const schema = 'bullmq'
/** A worker waits longer for its connection than who publishes, in milliseconds: a process that starts has other things to do. */
const workerConnectsWithinMs = 10_000
const { Queue, Worker } = withBackend(createPostgresBackend)

/**
 * Queues in a schema of the platform's own PostgreSQL, for a machine without Redis. Creates or updates that schema,
 * under BullMQ's own lock, so that several services may start at once. Errors: the database does not answer.
 */
export const openPostgresBackend = async (databaseUrl: string, outages: Outages): Promise<Backend> => {
  const connect = (
    options: { max: number; query_timeout?: number; connectionTimeoutMillis?: number },
    PoolKind: typeof Pool = Pool,
  ) => {
    const pool = new PoolKind({
      connectionString: databaseUrl,
      options: `-c search_path=${schema}`,
      connectionTimeoutMillis: answerWithinMs,
      keepAlive: true,
      ...options,
    })
    pool.on('error', (error) => outages.tell(error, 'postgres'))
    pool.on('connect', (client) => {
      outages.over()
      // One that breaks in somebody's hands tells nobody but itself, and would end the process.
      client.on('error', (error) => outages.tell(error, 'postgres'))
    })
    if (pool instanceof PatientPool) pool.onFailure = (error) => outages.tell(error, 'postgres')
    // The types of pg and of BullMQ describe the same pool in different words.
    if (!isPgPool(pool)) throw new TypeError('BullMQ no longer takes a pool of pg')
    return pool
  }
  const producer = connect({ max: 2, query_timeout: answerWithinMs })
  await migrate(connect({ max: 1 }))

  return {
    name: 'postgres',
    openQueue: (name) => {
      const queue = new Queue(name, { connection: producer })
      queue.on('error', (error) => outages.tell(error, 'postgres'))
      return queue
    },
    openWorker: (name, perform, options) => {
      // One connection listens for as long as the worker lives; two are left to take and end jobs.
      const pool = connect({ max: 3, connectionTimeoutMillis: workerConnectsWithinMs }, PatientPool)
      const { concurrency } = options
      const worker = new Worker(name, perform, { connection: pool, concurrency, ...lostWorker, ...limiterOf(options) })
      worker.on('error', (error) => outages.tell(error, 'postgres'))
      return {
        on: (event, listener) => worker.on(event, listener),
        close: () => worker.close(),
        abandon: async () => {
          await worker.getBackend().close()
          await pool.end()
        },
      }
    },
    ping: () => producer.query('select 1'),
    close: () => producer.end(),
  }
}

const migrate = async (pool: Pool) => {
  try {
    const client = await pool.connect()
    try {
      await runMigrations(client, schema)
    } finally {
      client.release()
    }
  } finally {
    await pool.end()
  }
}

import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Pool } from 'pg'

/** So many jobs through BullMQ alone, each of which writes one row: from the first taken to the last done, in seconds. */
export const runBareJobs = async (
  pool: Pool,
  { redisUrl, count }: { redisUrl: string; count: number },
): Promise<number> => {
  await pool.query('create table if not exists bare_jobs (id integer primary key, state text not null)')
  await pool.query('truncate bare_jobs')
  await pool.query(`insert into bare_jobs select n, 'pending' from generate_series(1, $1::int) as n`, [count])
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const queue = new Queue('bare', { connection, prefix: '{bench}' })
  await queue.addBulk(
    Array.from({ length: count }, (_, place) => ({
      name: 'bare',
      data: { id: place + 1 },
      opts: { removeOnComplete: true },
    })),
  )
  const start = performance.now()
  let done = 0
  const worker = new Worker<{ id: number }>(
    'bare',
    async ({ data }) => {
      await pool.query({ name: 'bare', text: `update bare_jobs set state = 'done' where id = $1`, values: [data.id] })
    },
    { connection, prefix: '{bench}', concurrency: 10 },
  )
  await new Promise<void>((resolve, reject) => {
    worker.on('completed', () => {
      done += 1
      if (done === count) resolve()
    })
    worker.on('failed', (_job, error) => reject(error))
  })
  const seconds = (performance.now() - start) / 1000
  await worker.close()
  await queue.close()
  connection.disconnect()
  return seconds
}

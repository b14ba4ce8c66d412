import { once } from 'node:events'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { answerWithinMs, limiterOf, lostWorker } from './backend.ts'
import type { Backend } from './backend.ts'
import type { Outages } from './outages.ts'

/** In braces: on a cluster all keys of the queues live in one slot, as BullMQ's scripts need. */
const prefix = '{boussole}'

/** Reconnects for ever, at most 2 s apart. */
const retryStrategy = (attempt: number) => Math.min(attempt * 100, 2_000)

/**
 * Queues in Redis or Valkey (architecture.md §3: it may be lost at any moment without losing a promise). Opens within
 * 2 s, with Redis up or down. Publications fail fast while it is down; workers wait and resume when it is back.
 */
export const openRedisBackend = async (redisUrl: string, outages: Outages): Promise<Backend> => {
  const connect = (options: {
    maxRetriesPerRequest: number | null
    enableOfflineQueue?: boolean
    commandTimeout?: number
  }) => {
    const connection = new Redis(redisUrl, { ...options, retryStrategy })
    connection.on('error', (error) => outages.tell(error, 'redis'))
    connection.on('ready', outages.over)
    return connection
  }
  const producer = connect({ maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: answerWithinMs })
  // A server that is up is waited for, so that the first publication succeeds; one that is down has been told above.
  await once(producer, 'ready', { signal: AbortSignal.timeout(answerWithinMs) }).catch(() => undefined)

  return {
    name: 'redis',
    openQueue: (name) => {
      // Not waiting for Redis here keeps a queue opened during an outage usable afterwards, and its `add` quick to fail.
      const queue = new Queue(name, { connection: producer, prefix, skipWaitingForReady: true, skipVersionCheck: true })
      queue.on('error', (error) => outages.tell(error, 'redis'))
      return queue
    },
    openWorker: (name, perform, options) => {
      const connection = connect({ maxRetriesPerRequest: null })
      const { concurrency } = options
      const worker = new Worker(name, perform, {
        connection,
        prefix,
        concurrency,
        ...lostWorker,
        ...limiterOf(options),
      })
      worker.on('error', (error) => outages.tell(error, 'redis'))
      return {
        on: (event, listener) => worker.on(event, listener),
        close: () => worker.close(),
        abandon: async () => {
          await worker.getBackend().close(true)
          connection.disconnect()
        },
      }
    },
    ping: () => producer.ping(),
    close: async () => producer.disconnect(),
  }
}

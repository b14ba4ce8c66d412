import type { JobName, QueueName } from '@boussole/contracts'
import type { JobsOptions } from 'bullmq'

/** What the queue needs to know of a job that BullMQ hands over. */
export type TakenJob = {
  id?: string | undefined
  name: string
  data: unknown
  attemptsMade: number
  finishedOn?: number | undefined
  opts: { attempts?: number | undefined }
}

export type JobQueue = {
  add(name: JobName, data: unknown, options: JobsOptions): Promise<unknown>
  addBulk(jobs: { name: JobName; data: unknown; opts: JobsOptions }[]): Promise<unknown>
  upsertJobScheduler(
    id: JobName,
    every: { every: number },
    template: { name: JobName; data: unknown; opts: JobsOptions },
  ): Promise<unknown>
  close(): Promise<void>
}

export type JobWorker = {
  on(event: 'failed', listener: (job: TakenJob | undefined, error: Error) => void): unknown
  /** Takes no new job and waits for those that run. May never end when the server is gone: see `abandon`. */
  close(): Promise<void>
  /** Drops the connections, whatever state they are in. */
  abandon(): Promise<void>
}

/** How hard a worker may work: jobs at the same time, and jobs per span of time over all workers of the queue. */
export type WorkOptions = { concurrency: number; rate?: { max: number; durationMs: number } }

/** What Redis and PostgreSQL each do in their own way; everything else is the same for both. */
export type Backend = {
  name: 'redis' | 'postgres'
  openQueue: (name: QueueName) => JobQueue
  openWorker: (name: QueueName, perform: (job: TakenJob) => Promise<void>, options: WorkOptions) => JobWorker
  /** Rejects when the server does not answer in time. */
  ping: () => Promise<unknown>
  close: () => Promise<void>
}

/** How long a publication or a health check waits for each answer of the server. */
export const answerWithinMs = 2_000

/** A worker that dies is noticed within half a minute, and what it was doing is given to another. */
export const lostWorker = { lockDuration: 15_000, stalledInterval: 10_000 }

export const limiterOf = ({ rate }: WorkOptions) =>
  rate === undefined ? {} : { limiter: { max: rate.max, duration: rate.durationMs } }

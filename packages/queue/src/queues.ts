import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { jobShapes, queueOfJob } from '@boussole/contracts'
import type { JobData, JobName, QueueName } from '@boussole/contracts'
import { UnrecoverableError } from 'bullmq'
import type { Backend, JobQueue, JobWorker, TakenJob, WorkOptions } from './backend.ts'
import { jobOptions } from './job-options.ts'
import { watchOutages } from './outages.ts'
import { openPostgresBackend } from './postgres-backend.ts'
import { openRedisBackend } from './redis-backend.ts'

/** A job could not be handed to the queue: the server is gone, or does not answer within seconds. `cause` says why. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable'
}

/** Which try this is, from 1; after a last attempt that throws, nobody tries again. */
export type Attempt = { attempt: number; lastAttempt: boolean }

type Handler<N extends JobName> = (data: JobData<N>, context: Attempt) => Promise<void>
type AllHandlers = { [N in JobName]: Handler<N> }
type JobsOf<Q extends QueueName> = { [N in JobName]: (typeof queueOfJob)[N] extends Q ? N : never }[JobName]

/** How long a connection may take to close before it is left to itself. */
const leavingMs = 3_000

/** One handler for each job that travels in this queue. */
type Handlers<Q extends QueueName> = Pick<AllHandlers, JobsOf<Q>>

/** The jobs that carry nothing, and so can come round by the clock. */
type RecurringJob = { [N in JobName]: Record<string, never> extends JobData<N> ? N : never }[JobName]

/** `jobId`: while a job of this id waits, runs or is to be retried, publishing it again changes nothing. */
type Publication<N extends JobName> = { data: JobData<N>; jobId?: string }

export type Queues = {
  backend: Backend['name']
  /** Hands over one job. Errors: QueueUnavailable, at once or within seconds: it never hangs. */
  publish: <N extends JobName>(name: N, data: JobData<N>, options?: { jobId?: string }) => Promise<void>
  /** Hands over many jobs in one exchange. Errors: QueueUnavailable, some of them may be published all the same. */
  publishMany: <N extends JobName>(name: N, jobs: readonly Publication<N>[]) => Promise<void>
  /**
   * Makes a job come round, for one worker of all. Saying it again changes nothing: say it every minute, because a
   * Redis that was emptied or replaced has forgotten it. Errors: QueueUnavailable.
   */
  schedule: (name: RecurringJob, everyMs: number) => Promise<void>
  /**
   * Takes jobs from a queue until `close`. A job whose data has not the shape of the contract never reaches its
   * handler. What failed for good is told to `onError`. Call once per queue.
   */
  work: <Q extends QueueName>(queue: Q, handlers: Handlers<Q>, options: WorkOptions) => void
  /** Does the server answer? False at once or within seconds when not: it never hangs. */
  isUp: () => Promise<boolean>
  /** Takes no new job, waits for the handlers that run however long they take, then leaves, even if the server is gone. */
  close: () => Promise<void>
}

/**
 * Opens the queues that pace the platform: in Redis when an address is given, else in PostgreSQL. With Redis down it
 * opens all the same. The queue only carries ids; what is still to be done is in PostgreSQL (architecture.md §3).
 */
export const openQueues = async (where: {
  redisUrl?: string
  databaseUrl: string
  onError: (error: Error, where: string) => void
}): Promise<Queues> => {
  const outages = watchOutages(where.onError)
  const backend =
    where.redisUrl === undefined
      ? await openPostgresBackend(where.databaseUrl, outages)
      : await openRedisBackend(where.redisUrl, outages)
  const queues = new Map<QueueName, JobQueue>()
  const workers: JobWorker[] = []
  let running = 0
  let closed: Promise<void> | undefined
  const leaving = new AbortController()

  const handOver = async (name: JobName, act: (queue: JobQueue) => Promise<unknown>) => {
    const queueName = queueOfJob[name]
    try {
      leaving.signal.throwIfAborted()
      const queue = queues.get(queueName) ?? backend.openQueue(queueName)
      queues.set(queueName, queue)
      await unlessAborted(() => act(queue), leaving.signal)
    } catch (cause) {
      throw new QueueUnavailable(`The queue did not take ${name}`, { cause })
    }
  }

  const closeAll = async () => {
    const closing = Promise.all(workers.map((worker) => worker.close()))
    let idle: boolean
    do idle = running === 0
    while (!(await endsWithin(closing, 2_000)) && !idle)
    // No handler runs any more: what is left are connections, and nobody waits for those for long.
    await endsWithin(Promise.all(workers.map((worker) => worker.abandon())), leavingMs)
    leaving.abort()
    await endsWithin(Promise.all([...queues.values()].map((queue) => queue.close())), leavingMs)
    await endsWithin(backend.close(), leavingMs)
  }

  return {
    backend: backend.name,
    publish: (name, data, options) =>
      handOver(name, (queue) => queue.add(name, data, { ...jobOptions[name], ...sameJob(options?.jobId) })),
    publishMany: (name, jobs) =>
      handOver(name, (queue) =>
        queue.addBulk(
          jobs.map(({ data, jobId }) => ({ name, data, opts: { ...jobOptions[name], ...sameJob(jobId) } })),
        ),
      ),
    schedule: (name, everyMs) =>
      handOver(name, (queue) =>
        queue.upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts: jobOptions[name] }),
      ),
    work: (queueName, handlers, options) => {
      const perform = async (job: TakenJob) => {
        running += 1
        try {
          await dispatch(job, handlers)
        } finally {
          running -= 1
        }
      }
      const worker = backend.openWorker(queueName, perform, options)
      worker.on('failed', (job, error) => {
        if (job?.finishedOn !== undefined) where.onError(error, `job ${job.name} ${job.id}`)
      })
      workers.push(worker)
    },
    isUp: () =>
      backend.ping().then(
        () => true,
        () => false,
      ),
    close: () => (closed ??= closeAll()),
  }
}

/**
 * A deduplication id, not BullMQ's job id: a job that failed for good keeps its job id for as long as it is kept to be
 * looked at, and would silently swallow the publication that is to heal it.
 */
const sameJob = (jobId: string | undefined) => (jobId === undefined ? {} : { deduplication: { id: jobId } })

const isJobName = (name: string): name is JobName => Object.hasOwn(jobShapes, name)

const dispatch = async (job: TakenJob, handlers: Partial<AllHandlers>) => {
  if (!isJobName(job.name)) throw new UnrecoverableError(`Nobody here knows the job ${job.name}`)
  const attempt = job.attemptsMade + 1
  await call(job.name, job.data, handlers, { attempt, lastAttempt: attempt >= (job.opts.attempts ?? 1) })
}

const shapes: { [N in JobName]: { safeParse(data: unknown): Parsed<JobData<N>> } } = jobShapes
type Parsed<Data> = { success: true; data: Data } | { success: false; error: Error }

const call = async <N extends JobName>(
  name: N,
  data: unknown,
  handlers: { [K in N]?: Handler<K> },
  context: Attempt,
) => {
  const handler = handlers[name]
  if (handler === undefined) throw new UnrecoverableError(`Nobody here handles the job ${name}`)
  const parsed = shapes[name].safeParse(data)
  if (!parsed.success) throw new UnrecoverableError(`The job ${name} has the wrong shape: ${parsed.error.message}`)
  await handler(parsed.data, context)
}

/** BullMQ never answers what it is asked while its connection closes: whoever waited would wait for ever. */
const unlessAborted = async (ask: () => Promise<unknown>, signal: AbortSignal): Promise<void> => {
  const done = new AbortController()
  const aborted = once(signal, 'abort', { signal: done.signal }).then(() => signal.throwIfAborted())
  try {
    await Promise.race([ask(), aborted])
  } finally {
    done.abort()
  }
}

const endsWithin = async (work: Promise<unknown>, ms: number): Promise<boolean> => {
  const enough = new AbortController()
  try {
    return await Promise.race([work.then(() => true), setTimeout(ms, false, { signal: enough.signal })])
  } finally {
    enough.abort()
  }
}

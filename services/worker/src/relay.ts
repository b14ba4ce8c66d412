import { setTimeout } from 'node:timers/promises'
import { claimForPublication, transact, unpublish } from '@boussole/db'
import type { Database } from '@boussole/db'
import { QueueUnavailable } from '@boussole/queue'
import type { Queues } from '@boussole/queue'
import type { Logger } from 'pino'

/** Rows handed over at once. */
const pageSize = 200
/** Pause between two looks at the outbox, in milliseconds; longer when the database did not answer. */
const pauseMs = 250
const pauseAfterErrorMs = 2_000

interface Deps {
  readonly db: Database
  readonly queues: Queues
  readonly log: Logger
  /** Sends one row's mail; what the queue's worker does as well. */
  readonly send: (outboxId: string) => Promise<void>
}

/**
 * A queue that says it has a mail's job already is believed once. A Redis that evicts, or that came back from an older
 * file, may remember a job's id and not the job, and would swallow every publication of it.
 */
const jobIdOf = (outboxId: string, publications: number): string => `${outboxId}/${Math.ceil(publications / 2)}`

/** One look at the outbox: hands what is ready to the queue, or, when the queue is gone, sends it here. */
const relayOnce = async ({ db, queues, log, send }: Deps, stopping: () => boolean): Promise<number> => {
  const rows = await claimForPublication(db, pageSize)
  if (rows.length === 0) return 0
  try {
    await queues.publishMany(
      'send-mail',
      rows.map(({ id, publications }) => ({ data: { outboxId: id }, jobId: jobIdOf(id, publications) })),
    )
  } catch (error) {
    if (!(error instanceof QueueUnavailable)) throw error
    const ids = rows.map(({ id }) => id)
    log.warn({ mails: ids.length }, 'the queue is gone: the relay sends by itself')
    for (const [place, id] of ids.entries()) {
      if (stopping()) {
        await transact(db, (tx) => unpublish(tx, ids.slice(place)))
        break
      }
      await send(id)
    }
  }
  return rows.length
}

/**
 * Keeps mails flowing from the outbox to the queue. A row published but not done when its lease ends is published
 * again, so that a queue that forgets loses nothing.
 */
export const startRelay = (deps: Deps): { wake: () => void; stop: () => Promise<void> } => {
  const stop = new AbortController()
  let wake = (): void => undefined
  const run = async () => {
    while (!stop.signal.aborted) {
      const woken = new AbortController()
      wake = () => woken.abort()
      let pause = pauseMs
      try {
        const handled = await relayOnce(deps, () => stop.signal.aborted)
        if (handled === pageSize) continue
      } catch (error) {
        deps.log.error({ err: error }, 'the relay could not look at the outbox')
        pause = pauseAfterErrorMs
      }
      await setTimeout(pause, undefined, { signal: AbortSignal.any([stop.signal, woken.signal]) }).catch(
        () => undefined,
      )
    }
  }
  const running = run()
  return {
    /** Looks at once, for whoever waits for it. */
    wake: () => wake(),
    stop: () => {
      stop.abort()
      return running
    },
  }
}

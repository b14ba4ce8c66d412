import { setTimeout } from 'node:timers/promises'
import { QueueUnavailable } from '@boussole/queue'
import type { Queues } from '@boussole/queue'
import type { Logger } from 'pino'

/** Four ticks a second, so that what is due is reached well within the second. */
const tickMs = 250
/** When no tick has come to this worker for this long, its own timer takes over. */
const silenceMs = 3_000
/** The invariants are checked and what is over is erased every hour, the lapses of offers recounted every quarter of one, the figures every minute. */
const checkMs = 3_600_000
const recountMs = 900_000
const figuresMs = 60_000
/** Territories whose local day has begun are looked for this often. */
const nightlyMs = 60_000
/** Without the queue, what belongs to a day is looked at this often. */
const dailyMs = 60_000
/** Agreements renew themselves on a day, which this does not miss. */
const agreementsMs = 60_000
/** Files that animators sent are looked for this often. */
const importsMs = 1_000
/** The database is told this often that a worker is alive. */
const beatMs = 20_000
/** The queue is told again to tick and to check this often, because one that was emptied has forgotten. */
const reminderMs = 20_000
/** And this often for as long as it does not take it, because imports and figures wait for it. */
const reminderAgainMs = 2_000

interface Deps {
  readonly queues: Queues
  readonly log: Logger
  /** Reaches every milestone that is due. */
  readonly reachDue: () => Promise<void>
  /** Does what belongs to a local day, if it was not done in this hour. */
  readonly doDaily: () => Promise<void>
  /** Tells the database that a worker is alive. */
  readonly beat: () => Promise<void>
}

export interface Pace {
  /** A tick of the queue has come to this worker. */
  readonly tick: () => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Keeps the beat: BullMQ gives one free worker a tick, four times a second; a worker to which none has come for three
 * seconds (Redis gone or emptied, or colleagues quicker) looks for itself, so that windows close on time, and once a minute
 * does what belongs to a day: agreements, upkeep, erasure, files. Looking when there is nothing to do costs one index
 * look-up. Figures and imports wait for the queue.
 */
export const startPace = ({ queues, log, reachDue, doDaily, beat }: Deps): Pace => {
  const stop = new AbortController()
  let lastTick = performance.now()
  let lastBeat = -beatMs
  let lastReminder = -reminderMs
  let reaching: Promise<void> | undefined
  let lastDaily = -dailyMs
  const beating = new Set<Promise<void>>()
  let reminding: Promise<void> | undefined
  let isQueueGone = false
  let doing: Promise<void> | undefined

  const stumble = (error: unknown) => log.error({ err: error }, 'the pace stumbled')

  const reachOnce = (): Promise<void> => {
    reaching ??= reachDue().finally(() => {
      reaching = undefined
    })
    return reaching
  }

  /** Beside the beat: a day's work may be long. */
  const dailyOnce = () => {
    if (doing !== undefined || performance.now() - lastDaily < dailyMs) return
    lastDaily = performance.now()
    doing = doDaily()
      .catch(stumble)
      .finally(() => {
        doing = undefined
      })
  }

  /** However long the last one takes: a connection that is half dead must not make a worker that lives look dead. */
  const beatAgain = () => {
    lastBeat = performance.now()
    const one = beat()
      .catch(stumble)
      .finally(() => beating.delete(one))
    beating.add(one)
  }

  const remind = async () => {
    lastReminder = performance.now()
    try {
      await queues.schedule('reach-milestones', tickMs)
      await queues.schedule('check-invariants', checkMs)
      await queues.schedule('refresh-offer-records', recountMs)
      await queues.schedule('refresh-figures', figuresMs)
      await queues.schedule('renew-agreements', agreementsMs)
      await queues.schedule('run-imports', importsMs)
      await queues.schedule('keep-up-directory', nightlyMs)
      await queues.schedule('erase-old-data', checkMs)
      await queues.schedule('write-exports', nightlyMs)
      if (isQueueGone) log.info('the queue is back')
      isQueueGone = false
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) throw error
      if (!isQueueGone) log.warn('the queue is gone: the worker keeps the beat by itself')
      isQueueGone = true
      lastReminder = performance.now() - reminderMs + reminderAgainMs
    }
  }

  const watch = async () => {
    while (!stop.signal.aborted) {
      if (performance.now() - lastBeat > beatMs) beatAgain()
      // Told beside all else: a queue that does not answer must not hold it up.
      if (reminding === undefined && performance.now() - lastReminder > reminderMs) {
        reminding = remind()
          .catch(stumble)
          .finally(() => {
            reminding = undefined
          })
      }
      if (performance.now() - lastTick > silenceMs) {
        dailyOnce()
        await reachOnce().catch(stumble)
      }
      await setTimeout(tickMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  const watching = watch()
  return {
    tick: () => {
      lastTick = performance.now()
      return reachOnce()
    },
    stop: async () => {
      stop.abort()
      await watching
      await Promise.all(beating)
      await reminding
      await doing
      // Whoever began it tells of its failure.
      await reaching?.catch(() => undefined)
    },
  }
}

import {
  beat,
  claimForPublication,
  closeDatabase,
  countDemand,
  countDueWork,
  openDatabase,
  refreshFigures,
  refreshOfferRecords,
  transact,
} from '@boussole/db'
import {
  actionTokenOf,
  bounceAddressOf,
  charterTokenOf,
  contactTokenOf,
  invitationTokenOf,
  runImports,
  signInTokenOf,
  trackingTokenOf,
} from '@boussole/commands'
import { createMailer } from '@boussole/mail'
import { openQueues } from '@boussole/queue'
import type { Logger } from 'pino'
import { startBounces } from './bounces.ts'
import { bounceDomainOf } from './config.ts'
import type { WorkerConfig } from './config.ts'
import { buildHealth } from './health.ts'
import { checkInvariants } from './jobs/check-invariants.ts'
import { attemptDaily, createDaily, createDailyJobs } from './jobs/daily.ts'
import { reachDueMilestones } from './jobs/reach-milestones.ts'
import { sendMail } from './jobs/send-mail.ts'
import type { MailDeps } from './jobs/send-mail.ts'
import { createMetrics } from './metrics.ts'
import { startPace } from './pace.ts'
import type { Pace } from './pace.ts'
import { startRelay } from './relay.ts'

export interface Worker {
  /** Waits until nothing that is due is left to do: milestones reached, mails gone. */
  readonly settled: () => Promise<void>
  /** Where it listens for mails that come back; undefined when it does not. */
  readonly bouncePort: number | undefined
  /** Takes no new work, ends what is under way, leaves the rest to the next worker. */
  readonly stop: () => Promise<void>
}

/** A worker whose time is played tells this often of itself, in real time. */
const playedBeatMs = 20_000
/** Mails that leave before it is looked again which are due. */
const pageSize = 200

/** One call after the other, however many ask at once: at most one mail of a worker is ever in doubt. */
const oneAtATime = <Argument>(act: (argument: Argument) => Promise<void>) => {
  let last: Promise<void> = Promise.resolve()
  return (argument: Argument): Promise<void> => {
    last = last.catch(() => undefined).then(() => act(argument))
    return last
  }
}

/**
 * Starts what keeps the promise: windows watched, mails sent, invariants checked. Any number of workers may run; each
 * may stop or die at any moment, and nothing is lost. `isPlayed`: it does nothing by itself, and what is due when
 * `settled` is asked for, because time is played; the files of each night, of which only the last thirty are kept, are
 * left out.
 */
export const startWorker = async (
  config: WorkerConfig,
  log: Logger,
  { isPlayed = false }: { readonly isPlayed?: boolean } = {},
): Promise<Worker> => {
  const onError = (error: Error, where = 'database') => log.error({ err: error, where }, 'a connection failed')
  const db = openDatabase({ url: config.DATABASE_URL, connections: 8, applicationName: 'boussole-worker', onError })
  const metrics = createMetrics(db)
  const queues = await openQueues({
    databaseUrl: config.DATABASE_URL,
    ...(config.REDIS_URL === undefined ? {} : { redisUrl: config.REDIS_URL }),
    onError,
  })
  const mailer = await createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, connections: 1 })
  const bounces = { trackingKey: config.TRACKING_KEY, domain: bounceDomainOf(config) }
  const mailDeps: MailDeps = {
    db,
    mailer,
    log,
    onMail: (result) => metrics.mails.inc({ result }),
    settings: {
      publicUrl: config.PUBLIC_URL,
      proUrl: config.PRO_URL,
      trackingTokenOf: (requestId) => trackingTokenOf(requestId, config.TRACKING_KEY),
      contactTokenOf: (testId) => contactTokenOf(testId, config.TRACKING_KEY),
      signInTokenOf: (linkId) => signInTokenOf(linkId, config.TRACKING_KEY),
      actionTokenOf: ({ id }) => actionTokenOf(id, config.TRACKING_KEY),
      invitationTokenOf: (about) => invitationTokenOf(about, config.TRACKING_KEY),
      charterTokenOf: (about) => charterTokenOf(about, config.TRACKING_KEY),
      messageIdDomain: new URL(config.PUBLIC_URL).hostname,
      ...(config.BOUNCE_PORT === undefined
        ? {}
        : { bounceAddressOf: (outboxId: string) => bounceAddressOf(outboxId, bounces) }),
    },
  }
  const send = oneAtATime((outboxId: string) => sendMail(outboxId, mailDeps))
  let stopping = false
  const reachDue = async () => {
    await reachDueMilestones({ db, log, onReached: (count) => metrics.milestones.inc(count) }, () => stopping)
  }
  const signOfLife = async () => {
    if (await transact(db, beat)) log.warn('the platform was down: the time is written down, and given back')
  }
  const daily = createDailyJobs({ db, log, stopping: () => stopping })
  const { 'write-exports': _, ...withoutFiles } = daily
  const doDaily = createDaily(isPlayed ? withoutFiles : daily, { db, log, stopping: () => stopping })
  const takeJobs = (pace: Pace) => {
    queues.work('pace', { 'reach-milestones': pace.tick }, { concurrency: 1 })
    queues.work(
      'mail',
      { 'send-mail': ({ outboxId }) => send(outboxId) },
      { concurrency: 1, rate: { max: config.MAILS_PER_SECOND, durationMs: 1000 } },
    )
    queues.work(
      'upkeep',
      {
        'refresh-offer-records': async () => {
          await transact(db, refreshOfferRecords)
        },
        'renew-agreements': daily['renew-agreements'],
        'refresh-figures': async () => {
          await refreshFigures(db)
          await countDemand(db)
        },
        'check-invariants': async () => {
          const violations = await checkInvariants(db)
          metrics.violations.set(violations.length)
          if (violations.length > 0) log.error({ violations }, 'an invariant is broken')
        },
      },
      { concurrency: 1 },
    )

    // A lane of their own: a long file holds up neither promises nor mails.
    queues.work('imports', { 'run-imports': () => runImports({ db }, () => stopping) }, { concurrency: 1 })

    // What is done once a local day; a lane of its own as well.
    queues.work(
      'nightly',
      {
        'keep-up-directory': daily['keep-up-directory'],
        'erase-old-data': daily['erase-old-data'],
        'write-exports': daily['write-exports'],
      },
      { concurrency: 1 },
    )
  }
  // Before anything is reached: a window that ended meanwhile must know of the outage, and what goes on must find the
  // offers of agreements that have renewed themselves.
  await signOfLife()
  await attemptDaily(['renew-agreements', daily['renew-agreements']], log)
  const pace = isPlayed ? undefined : startPace({ queues, log, reachDue, doDaily, beat: signOfLife })
  const relay = isPlayed ? undefined : startRelay({ db, queues, log, send })
  if (pace !== undefined) takeJobs(pace)

  const onReport = (result: string) => metrics.reports.inc({ result })
  const listener =
    config.BOUNCE_PORT === undefined
      ? undefined
      : await startBounces({
          db,
          log,
          onReport,
          trackingKey: config.TRACKING_KEY,
          host: config.BOUNCE_HOST,
          port: config.BOUNCE_PORT,
        })
  const health = buildHealth({ db, queues, registry: metrics.registry })
  const address = await health.listen({ host: config.WORKER_HOST, port: config.WORKER_PORT })
  log.info({ address, queue: queues.backend, bouncePort: listener?.port }, 'worker ready')

  let lastBeat = performance.now()
  return {
    bouncePort: listener?.port,
    settled: async () => {
      for (;;) {
        // Nothing else tells that it is alive.
        if (isPlayed && performance.now() - lastBeat > playedBeatMs) {
          lastBeat = performance.now()
          await signOfLife()
        }
        await doDaily()
        await reachDue()
        let due = await countDueWork(db)
        if (due.milestones === 0 && due.mails === 0) return
        while (due.milestones === 0 && due.mails > 0) {
          if (relay === undefined) for (const { id } of await claimForPublication(db, pageSize)) await send(id)
          else relay.wake()
          await new Promise((resolve) => {
            setTimeout(resolve, 5)
          })
          due = await countDueWork(db)
        }
      }
    },
    stop: async () => {
      stopping = true
      await Promise.all([health.close(), listener?.stop()])
      await Promise.all([pace?.stop(), relay?.stop(), queues.close()])
      mailer.close()
      await closeDatabase(db)
    },
  }
}

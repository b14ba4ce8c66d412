import { buildApi, readConfig } from '@boussole/api'
import type { Deps } from '@boussole/commands'
import { closeDatabase, openDatabase } from '@boussole/db'
import { createLogger } from '@boussole/http'
import { buildWeb, localPages, readWebConfig } from '@boussole/web'
import { readWorkerConfig, startWorker } from '@boussole/worker'
import { pino } from 'pino'
import { createClock } from './advance-clock.ts'
import type { Clock, ClockParts } from './advance-clock.ts'
import { orCannotStart } from './cannot-start.ts'
import { startCaughtMail } from './caught-mail.ts'
import type { CaughtMailbox } from './caught-mail.ts'
import type { Ending } from './ending.ts'
import { localRoutes } from './local-routes.ts'
import type { Settings } from './settings.ts'

export interface PlatformParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly databaseUrl: string
  readonly redisUrl: string | undefined
  /** 0 takes a free one. */
  readonly ports: Settings['ports']
  readonly siteUrl: string
  /** Where caught mails are kept; a temporary folder when absent. */
  readonly mailsFolder?: string
  /** Takes the services' lines of JSON. */
  readonly log: { write: (line: string) => void }
  readonly onMove: NonNullable<ClockParts['onMove']>
  readonly ending: Ending
  /** Time is played: the worker does what is due when the clock is moved, and nothing in between. */
  readonly isPlayed?: boolean
}

export interface Platform {
  readonly apiUrl: string
  readonly siteUrl: string
  readonly mailbox: CaughtMailbox
  readonly clock: Clock
  /** What acts are done with. */
  readonly deps: Deps
  /** Where a mail server tells of mails that did not arrive. */
  readonly bouncePort: number | undefined
}

/**
 * Starts mail catcher, worker, api and web in this process, on a database that is ready; each is added to `ending` as it
 * starts. Settings come from `env`, except that mails are always caught here: none leaves this machine.
 * Errors: CannotStart, when a setting is wrong.
 */
export const startPlatform = async (parts: PlatformParts): Promise<Platform> => {
  const { databaseUrl, ports, ending, log } = parts
  const host = '127.0.0.1'
  const mailbox = await startCaughtMail({
    port: ports.SMTP_PORT,
    host,
    ...(parts.mailsFolder === undefined ? {} : { folder: parts.mailsFolder }),
  })
  ending.add(mailbox.stop)

  const env = {
    MAILS_PER_SECOND: '1000',
    PUBLIC_RATE_PER_MINUTE: '100000',
    // Who is alone on a slow machine waits rather than be sent away.
    BUSY_AFTER_MS: '0',
    // Any free port: mails that come back may be told of.
    BOUNCE_PORT: '0',
    PUBLIC_URL: parts.siteUrl,
    PRO_URL: `${parts.siteUrl}/pro`,
    ...parts.env,
    NODE_ENV: 'development',
    DATABASE_URL: databaseUrl,
    REDIS_URL: parts.redisUrl,
    SMTP_URL: mailbox.smtpUrl,
    API_HOST: host,
    API_PORT: String(ports.API_PORT),
    WORKER_HOST: host,
    WORKER_PORT: String(ports.WORKER_PORT),
    WEB_HOST: host,
    WEB_PORT: String(ports.WEB_PORT),
  }
  const config = await orCannotStart(async () => readConfig(env))
  const workerConfig = await orCannotStart(async () => readWorkerConfig(env))
  const worker = await startWorker(
    workerConfig,
    pino({ level: workerConfig.LOG_LEVEL, base: { service: 'worker' } }, log),
    { isPlayed: parts.isPlayed ?? false },
  )
  ending.add(worker.stop)

  const openFor = (service: 'api' | 'web', connections: number) => {
    const logger = createLogger(service, config.logLevel, log)
    const db = openDatabase({
      url: databaseUrl,
      connections,
      applicationName: `boussole-${service}`,
      onError: (error) => logger.error({ err: error }, 'idle connection lost'),
    })
    ending.add(() => closeDatabase(db))
    return { logger, db }
  }
  const { logger, db } = openFor('api', config.databaseConnections)
  const stopping = new AbortController()
  const clock = createClock({
    pool: db.$client,
    settled: worker.settled,
    onMove: parts.onMove,
    signal: stopping.signal,
  })
  const api = await buildApi({
    config,
    db,
    logger,
    extra: async (app) => {
      await app.register(localRoutes({ clock, mailbox }))
    },
  })
  ending.add(() => api.close())
  // An advance under way would keep the api waiting for its answer.
  ending.add(async () => stopping.abort(new Error('the platform stops')))
  const apiUrl = await api.listen({ host: config.host, port: config.port })

  const webConfig = await orCannotStart(async () => readWebConfig({ API_URL: apiUrl, ...env }))
  const web = await buildWeb({
    config: webConfig,
    ...openFor('web', webConfig.databaseConnections),
    extra: localPages({ clock, received: mailbox.received }),
  })
  ending.add(() => web.close())
  const siteUrl = await web.listen({ host: webConfig.host, port: webConfig.port })
  return {
    apiUrl,
    siteUrl,
    mailbox,
    clock,
    deps: { db, trackingKey: config.trackingKey },
    bouncePort: worker.bouncePort,
  }
}

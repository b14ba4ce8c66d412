import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, migrate, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { moveClockTo, readClock, startCaughtMail, startEmbeddedPostgres } from '@boussole/local'
import type { Ending, MailRefusal } from '@boussole/local'
import { Temporal } from 'temporal-polyfill'
import { fillWithDemo } from '../demo-database.ts'
import { loadCommunes } from '../load-communes.ts'
import { redisProgram, startOwnRedis } from '../redis-server.ts'
import type { OwnRedis } from '../redis-server.ts'
import { startFreezingProxy } from './freezing-proxy.ts'
import type { FreezingProxy } from './freezing-proxy.ts'
import { createPart } from './part.ts'
import type { Part, ServiceName } from './part.ts'

/** PostgreSQL, durable as in production, with the line by which the parts reach it. */
interface StagePostgres {
  readonly line: FreezingProxy
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly crash: () => Promise<void>
}

/** Everything that runs, and how each of it is broken. */
export interface Stage {
  readonly db: Database
  /** Two of each service. */
  readonly parts: readonly Part[]
  readonly of: (service: ServiceName) => readonly Part[]
  readonly postgres: StagePostgres
  /** Undefined when this machine has no Redis: the queue is then on PostgreSQL. */
  readonly redis: (OwnRedis & { readonly line: FreezingProxy; readonly folder: string }) | undefined
  /** What the mail server answers from now on; undefined: it takes every mail. */
  readonly answerMails: (refusal: MailRefusal | undefined) => void
  /** The Message-IDs of all mails taken, as often as each came. */
  readonly mailsTaken: readonly { readonly messageId: string }[]
  /** Processes that ended by themselves, and how. */
  readonly surprises: readonly string[]
  /** Where the parts' lines are kept. */
  readonly folder: string
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((told) => {
    const probe = createServer()
    probe.once('error', () => told(false))
    probe.listen(port, '127.0.0.1', () => void probe.close(() => told(true)))
  })

/** Free ports below those that the system hands out: a part that is away keeps its own. */
const keepPorts = async (count: number): Promise<number[]> => {
  const ports: number[] = []
  for (let port = 20_000 + (process.pid % 9_000); ports.length < count && port < 32_000; port += 1) {
    if (await isFree(port)) ports.push(port)
  }
  return ports
}

/**
 * Moves the clock on to half past nine in Paris of the next working day, when mails may leave. What was paused because
 * too much lapsed on it is taken up again, and nothing is ever full: or after some days nobody could ask any more.
 */
export const goToNextMorning = async (db: Database): Promise<void> => {
  const now = Temporal.Instant.from(await readClock(db.$client)).toZonedDateTimeISO('Europe/Paris')
  const days = now.dayOfWeek >= 5 ? 8 - now.dayOfWeek : 1
  await moveClockTo(db.$client, now.add({ days }).withPlainTime('09:30').toInstant().toString())
  await db.$client.query(`
    update offers set state = 'active', held_since = null, monthly_quota = null
    where state in ('paused', 'suspended') or (state = 'active' and monthly_quota is not null)`)
}

const preparePostgres = async (folder: string, ending: Ending) => {
  const dataDir = join(folder, 'postgres')
  // What is filled once need not be waited for on disk; what is promised under load does.
  const filling = await startEmbeddedPostgres({ dataDir, durable: false })
  try {
    await migrate(filling.url)
    await loadCommunes(filling.url)
    await fillWithDemo(filling.url)
  } finally {
    await filling.stop()
  }
  let running = await startEmbeddedPostgres({ dataDir, port: filling.port, durable: true })
  ending.add(() => running.stop())
  const line = await startFreezingProxy(filling.port)
  ending.add(line.stop)
  const url = new URL(filling.url)
  url.port = String(line.port)
  return {
    directUrl: filling.url,
    partsUrl: url.href,
    postgres: {
      line,
      start: async () => {
        running = await startEmbeddedPostgres({ dataDir, port: filling.port, durable: true })
      },
      stop: () => running.stop(),
      crash: () => running.crash(),
    },
  }
}

const prepareRedis = async (folder: string, ending: Ending) => {
  const program = redisProgram(process.env['PATH'])
  if (program === undefined) return undefined
  const redisFolder = join(folder, 'redis')
  mkdirSync(redisFolder)
  const redis = await startOwnRedis(program, redisFolder)
  ending.add(redis.stop)
  const line = await startFreezingProxy(Number(new URL(redis.url).port))
  ending.add(line.stop)
  return { ...redis, line, folder: redisFolder }
}

/** Sets the stage: the demo on a PostgreSQL of its own, Redis where there is one, a mail server, two of each service. */
export const setStage = async (ending: Ending): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-chaos-'))
  // Its log stays when a promise broke: only what is large goes.
  for (const large of ['postgres', 'redis', 'mails']) {
    ending.add(() => rm(join(folder, large), { recursive: true, force: true }))
  }
  const { postgres, directUrl, partsUrl } = await preparePostgres(folder, ending)
  const redis = await prepareRedis(folder, ending)

  let refusal: MailRefusal | undefined
  const mailsTaken: { readonly messageId: string }[] = []
  const mailbox = await startCaughtMail({
    port: 0,
    host: '127.0.0.1',
    folder: join(folder, 'mails'),
    answer: () => refusal,
  })
  ending.add(mailbox.stop)
  mailbox.onMail(({ messageId }) => mailsTaken.push({ messageId }))

  const db = openDatabase({ url: directUrl, connections: 6, applicationName: 'chaos', onError: () => undefined })
  ending.add(() => closeDatabase(db))
  await goToNextMorning(db)

  const surprises: string[] = []
  const ports = await keepPorts(6)
  const names = (['api', 'web', 'worker'] as const).flatMap((service) => [1, 2].map((place) => ({ service, place })))
  const parts = names.map(({ service, place }, index) => {
    const port = ports[index] ?? 0
    return createPart({
      name: `${service}-${place}`,
      service,
      port,
      folder,
      onSurprise: (name, how) => surprises.push(`${name} (${how})`),
      env: {
        DATABASE_URL: partsUrl,
        SMTP_URL: mailbox.smtpUrl,
        ...(redis === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${redis.line.port}` }),
        [`${service.toUpperCase()}_PORT`]: String(port),
        MAILS_PER_SECOND: '1000',
        // Each young person comes from an address of their own, as the proxy in front would tell.
        TRUST_PROXY: '127.0.0.1',
        PUBLIC_RATE_PER_MINUTE: '100000',
        PAGES_PER_MINUTE: '100000',
        LOG_LEVEL: 'warn',
      },
    })
  })
  ending.add(() => Promise.all(parts.map((part) => part.end('SIGTERM'))))
  for (const part of parts) part.start()
  await Promise.all(parts.map((part) => part.untilWell()))
  return {
    db,
    parts,
    of: (service) => parts.filter((part) => part.service === service),
    postgres,
    redis,
    answerMails: (answer) => {
      refusal = answer
    },
    mailsTaken,
    surprises,
    folder,
  }
}

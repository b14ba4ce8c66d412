import type { Deps } from '@boussole/commands'
import { closeDatabase, findProfessional, openDatabase, outboxOf, referralsOf } from '@boussole/db'
import type { Database, OutboxRow } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { OfferId, Professional, UserId } from '@boussole/domain'
import type { Worker } from '@boussole/worker'
import { pino } from 'pino'
import { afterAll, beforeAll, vi } from 'vitest'
import { givenOffer, givenPartner, givenProfessional, givenTerritory, givenTheme } from './builders.ts'
import type { GivenTerritory, GivenTheme } from './builders.ts'
import { useClock } from './clock.ts'
import type { TestClock } from './clock.ts'
import { useDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import type { TestMailbox } from './mailbox.ts'
import { mondayMorning } from './monday-morning.ts'

// What tests of running workers stand on: a territory with its people, real PostgreSQL, SMTP and Redis. Worker and
// commands are loaded when asked for, because every other test loads this package too.

/** Waits for a condition, for as long as a slow machine may need. */
export const until = <Result>(condition: () => Promise<Result> | Result): Promise<Result> =>
  vi.waitFor(condition, { timeout: 60_000, interval: 30 })

/** A partner with one offer; nobody else has its addresses. */
export interface GroundPartner {
  readonly offerId: OfferId
  readonly contact: string
  readonly referentEmail: string
  readonly referent: Professional
}

/** What was asked of one partner. */
export interface AskedRequest {
  readonly id: string
  readonly referralId: string
  readonly email: string
}

export interface RunningWorker extends Worker {
  /** Everything it logged. */
  readonly logged: () => string
  readonly get: (path: string) => Promise<{ status: number; body: string }>
  /** One figure of its metrics, such as `boussole_due{what="mails"}`. */
  readonly metric: (name: string) => Promise<number>
}

interface Standing {
  readonly db: Database
  readonly deps: Deps
  readonly territory: GivenTerritory
  readonly theme: GivenTheme
  readonly animatorEmail: string
}

export interface Ground {
  readonly database: TestDatabase
  readonly clock: TestClock
  readonly standing: () => Standing
  readonly partner: (
    columns?: Readonly<Record<string, unknown>> & { readonly windowDays?: number },
  ) => Promise<GroundPartner>
  readonly ask: (
    partner: GroundPartner,
    about?: { readonly firstName?: string; readonly redirect?: boolean },
  ) => Promise<AskedRequest>
  readonly startWorker: (settings?: {
    readonly redisUrl?: string | undefined
    readonly smtpUrl?: string
    /** It listens for mails that come back. */
    readonly bounces?: boolean
  }) => Promise<RunningWorker>
  readonly rowsOf: (request: AskedRequest, mail?: OutboxRow['mail']) => Promise<OutboxRow[]>
  readonly referralsOf: (
    request: AskedRequest,
  ) => Promise<Awaited<ReturnType<typeof referralsOf>>[number]['referral'][]>
}

const trackingKey = 'a-tracking-key-for-tests-only-0123456789'

const running = (worker: Worker, lines: readonly string[]): RunningWorker => {
  const address = /"address":"([^"]+)"/.exec(lines.join(''))?.[1]
  if (address === undefined) throw new Error('the worker did not say where it listens')
  const get = async (path: string) => {
    const answer = await fetch(`${address}${path}`)
    return { status: answer.status, body: await answer.text() }
  }
  return {
    ...worker,
    logged: () => lines.join(''),
    get,
    metric: async (name) => {
      const { body } = await get('/metrics')
      const line = body.split('\n').find((one) => one.startsWith(`${name} `))
      return Number(line?.slice(name.length + 1) ?? 0)
    },
  }
}

/** Gives a `describe` a database with a movable clock, and workers that are stopped before it goes. */
export const useGround = (mailbox: TestMailbox): Ground => {
  const database = useDatabase()
  const clock = useClock(database)
  const workers: Worker[] = []
  let current: Standing | undefined
  let number = 0

  const standing = (): Standing => {
    if (current === undefined) throw new Error('The ground is only there inside tests and hooks.')
    return current
  }

  beforeAll(async () => {
    const db = openDatabase({ url: database.url, connections: 5, applicationName: 'test', onError: () => undefined })
    const territory = await givenTerritory(database.pool)
    const theme = await givenTheme(database.pool, territory)
    const animatorEmail = `animation@${territory.id}.example`
    await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id, email: animatorEmail })
    await givenProfessional(database.pool, { role: 'regional', regionCode: territory.regionCode })
    current = { db, deps: { db, trackingKey }, territory, theme, animatorEmail }
    await clock.moveTo(mondayMorning)
  })
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()))
    await closeDatabase(standing().db)
  })

  return {
    database,
    clock,
    standing,
    partner: async (columns = {}) => {
      const { db, territory, theme } = standing()
      const partner = await givenPartner(database.pool, territory, `Structure ${(number += 1)}`)
      const contact = `accueil@${partner.id}.example`
      const offer = await givenOffer(
        database.pool,
        { territory, theme, partner },
        { contact_email: contact, ...columns },
      )
      const referentEmail = `referente@${partner.id}.example`
      await database.pool.query('update users set email = $2 where id = $1', [partner.userId, referentEmail])
      const referent = await findProfessional(db, asId<UserId>(partner.userId))
      if (referent === undefined) throw new Error('no such referent')
      return { offerId: asId<OfferId>(offer.id), contact, referentEmail, referent }
    },
    ask: async ({ offerId }, { firstName = 'Camille', redirect = true } = {}) => {
      const { submitRequest } = await import('@boussole/commands')
      const { deps, territory, theme } = standing()
      const email = `${crypto.randomUUID()}@jeune.example`
      const { request } = await submitRequest(
        {
          commune: territory.communeCode,
          theme: theme.code,
          need: null,
          age: 19,
          answers: {},
          language: 'fr',
          offers: [offerId],
          promised: {},
          contact: {
            firstName,
            email,
            phone: '+33639980042',
            prefers: 'email',
            moments: null,
            message: 'Je dors dehors.',
          },
          consents: { contact: true, redirect },
        },
        { idempotencyKey: crypto.randomUUID() },
        deps,
      )
      return { id: request.id, referralId: request.referrals[0]?.id ?? '', email }
    },
    startWorker: async ({ redisUrl, smtpUrl = mailbox.smtpUrl, bounces = false } = {}) => {
      const { readWorkerConfig, startWorker } = await import('@boussole/worker')
      const lines: string[] = []
      const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
      const settings = {
        DATABASE_URL: database.url,
        SMTP_URL: smtpUrl,
        TRACKING_KEY: trackingKey,
        PUBLIC_URL: 'https://boussole.example',
        PRO_URL: 'https://pro.boussole.example',
        WORKER_PORT: '0',
        MAILS_PER_SECOND: '1000',
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        ...(bounces ? { BOUNCE_PORT: '0' } : {}),
      }
      const worker = await startWorker(readWorkerConfig(settings), log)
      let stopped: Promise<void> | undefined
      const once = { ...worker, stop: () => (stopped ??= worker.stop()) }
      workers.push(once)
      return running(once, lines)
    },
    rowsOf: async ({ id }, mail) =>
      (await outboxOf(standing().db, id)).filter((row) => mail === undefined || row.mail === mail),
    referralsOf: async ({ id }) => (await referralsOf(standing().db, id)).map(({ referral }) => referral),
  }
}

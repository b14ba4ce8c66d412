import {
  givenOffer,
  givenPartner,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, expect, test } from 'vitest'
import { createClock } from './advance-clock.ts'

const database = useDatabase()
const platformClock = useClock(database)
const start = '2026-11-20T09:00:00Z'

let requestId: string
let territoryId: string
let referralId: string

beforeEach(async () => {
  await database.pool.query('truncate outbox, milestones, notes, feedbacks')
  if (referralId === undefined) {
    const territory = await givenTerritory(database.pool)
    const theme = await givenTheme(database.pool, territory)
    const partner = await givenPartner(database.pool, territory)
    const offer = await givenOffer(database.pool, { territory, theme, partner })
    const request = await givenRequest(database.pool, { territory, theme })
    referralId = await givenReferral(database.pool, { request, offer })
    requestId = request.id
    territoryId = territory.id
  }
  await platformClock.freeze(start)
  // Runs on from there: the advance is measured in days, this test in milliseconds.
  await platformClock.moveTo(start)
})

const givenMilestone = (kind: string, at: string) =>
  database.pool.query(
    'insert into milestones (referral_id, kind, occurrence, due_at, try_at) values ($1, $2, 1, $3, $3)',
    [referralId, kind, at],
  )

const givenMail = (sendAfter: string) =>
  database.pool.query(
    `insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, once_key, created_at, send_after)
       values ('receipt', $1, $2, $3, 'young-person', gen_random_uuid()::text, $4, $5)`,
    [requestId, referralId, territoryId, start, sendAfter],
  )

/** Does what is due, as the worker would: reaches milestones, and sends mails or, when it may not, puts them off. */
const workThatNotes =
  (seen: string[], { mailsFail = false } = {}) =>
  async (): Promise<void> => {
    const { rows } = await database.pool.query<{ kind: string }>(
      `update milestones set state = 'done', reached_at = platform_now()
       where state = 'pending' and try_at <= platform_now() returning kind`,
    )
    const { rowCount } = await database.pool.query(
      mailsFail
        ? `update outbox set attempts = attempts + 1, send_after = platform_now() + interval '10 seconds'
           where state = 'waiting' and send_after <= platform_now()`
        : `update outbox set state = 'sent', done_at = platform_now()
           where state = 'waiting' and send_after <= platform_now()`,
    )
    const done = [...rows.map(({ kind }) => kind), ...(rowCount === 0 ? [] : ['mail'])]
    if (done.length === 0) return
    const second = (await platformClock.read()).slice(0, 19)
    seen.push(`${second} ${done.toSorted().join(' ')}`)
  }

test('what becomes due on the way is done at its own time, in order, before the clock goes on', async () => {
  await givenMilestone('lapse', '2026-11-23T23:00:00Z')
  await givenMilestone('remind-1', '2026-11-21T23:00:00Z')
  await givenMail('2026-11-23T07:00:00Z')
  await givenMilestone('feedback', '2026-12-01T08:00:00Z')
  const seen: string[] = []
  const moves: string[] = []
  const clock = createClock({
    pool: database.pool,
    settled: workThatNotes(seen),
    onMove: (now) => moves.push(now.toString()),
  })
  const now = await clock.advance(Temporal.Duration.from('P5D'))
  expect(seen).toEqual(['2026-11-21T23:00:00 remind-1', '2026-11-23T07:00:00 mail', '2026-11-23T23:00:00 lapse'])
  expect(moves.slice(0, 3)).toEqual(['2026-11-21T23:00:00Z', '2026-11-23T07:00:00Z', '2026-11-23T23:00:00Z'])
  expect(now.toString().slice(0, 16)).toBe('2026-11-25T09:00')
})

test('what is due already is done before the clock moves', async () => {
  await givenMilestone('notify', '2026-11-20T08:00:00Z')
  const seen: string[] = []
  await createClock({ pool: database.pool, settled: workThatNotes(seen) }).advance(Temporal.Duration.from('PT1H'))
  expect(seen).toEqual(['2026-11-20T09:00:00 notify'])
})

test('a mail that fails again and again holds nothing up', async () => {
  await givenMail('2026-11-20T10:00:00Z')
  await givenMilestone('lapse', '2026-11-23T23:00:00Z')
  const seen: string[] = []
  const clock = createClock({ pool: database.pool, settled: workThatNotes(seen, { mailsFail: true }) })
  const now = await clock.advance(Temporal.Duration.from('P200D'))
  expect(now.toString().slice(0, 10)).toBe('2027-06-08')
  expect(seen.filter((words) => words.endsWith('mail'))).toHaveLength(12)
  expect(seen).toContain('2026-11-23T23:00:00 lapse mail')
})

test('a second advance waits for the first, and both count', async () => {
  let endWork = (): void => undefined
  const work = new Promise<void>((done) => {
    endWork = done
  })
  const clock = createClock({ pool: database.pool, settled: () => work })
  const first = clock.advance(Temporal.Duration.from('P1D'))
  const second = clock.advance(Temporal.Duration.from('P1D'))
  // Time enough for both to have read the clock, if both could.
  for (let reads = 0; reads < 5; reads += 1) await clock.read()
  endWork()
  expect((await first).toString().slice(0, 13)).toBe('2026-11-21T09')
  expect((await second).toString().slice(0, 13)).toBe('2026-11-22T09')
})

test('an advance that breaks does not break the next one', async () => {
  const clock = createClock({ pool: database.pool, settled: () => Promise.reject(new Error('the worker is gone')) })
  await expect(clock.advance(Temporal.Duration.from('P1D'))).rejects.toThrow('the worker is gone')
  await expect(clock.advance(Temporal.Duration.from('P1D'))).rejects.toThrow('the worker is gone')
  expect((await clock.read()).toString().slice(0, 10)).toBe('2026-11-20')
})

test('an advance ends at its next stop when the platform stops', async () => {
  await givenMilestone('remind-1', '2026-11-21T23:00:00Z')
  const stopping = new AbortController()
  const clock = createClock({ pool: database.pool, settled: workThatNotes([]), signal: stopping.signal })
  stopping.abort(new Error('the platform stops'))
  await expect(clock.advance(Temporal.Duration.from('P5D'))).rejects.toThrow('the platform stops')
  expect((await clock.read()).toString().slice(0, 10)).toBe('2026-11-20')
})

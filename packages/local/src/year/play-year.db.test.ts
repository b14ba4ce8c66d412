import { hashPassword } from '@boussole/commands'
import { useDatabase } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { createEnding } from '../ending.ts'
import { freePort } from '../free-port.ts'
import { loadDemo } from '../demo/load-demo.ts'
import { installMovableClock, moveClockTo } from '../movable-clock.ts'
import { startPlatform } from '../platform.ts'
import { openTerminal } from '../terminal.ts'
import { createAgenda } from './agenda.ts'
import { createChance } from './chance.ts'
import { atWork } from './habits.ts'
import { playYear } from './play-year.ts'

const database = useDatabase({ communes: true })
const metropole = { timeZone: 'Europe/Paris', holidayZone: 'metropole' } as const

test('eight days of a year leave requests that were answered, and every invariant whole', async () => {
  const begin = Temporal.Instant.from('2025-09-01T06:00:00Z')
  await installMovableClock(database.url)
  const client = await database.pool.connect()
  await moveClockTo(client, begin.toString())
  await loadDemo(client, { hashPassword })
  client.release()
  const errors: unknown[] = []
  const said: string[] = []
  const ending = createEnding((error) => errors.push(error))
  const platform = await startPlatform({
    env: { LOG_LEVEL: 'error' },
    databaseUrl: database.url,
    redisUrl: undefined,
    ports: { WEB_PORT: await freePort(), API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
    siteUrl: 'http://127.0.0.1:1',
    log: { write: (line) => errors.push(line) },
    onMove: () => undefined,
    ending,
    isPlayed: true,
  })
  const terminal = openTerminal({ write: (words) => said.push(words) }, {})
  const { asked } = await playYear({ platform, terminal, end: begin.add({ hours: 24 * 8 }), seed: 1 })
  await ending.end()
  expect(errors).toEqual([])
  expect(asked).toBeGreaterThan(8)
  const { rows } = await database.pool.query<{ kept: number; waiting: number; sent: number }>(
    `select count(*) filter (where contacted_at <= due_at)::int as kept,
       count(*) filter (where state = 'sent' and due_at <= platform_now())::int as waiting, count(*)::int as sent
     from referrals where sent_at >= $1`,
    [begin.toString()],
  )
  expect(rows[0]?.sent).toBeGreaterThan(5)
  expect(rows[0]?.kept).toBeGreaterThan(1)
  expect(rows[0]?.waiting).toBe(0)
}, 600_000)

test('professionals of the year act in office hours of working days', () => {
  const friday = Temporal.Instant.from('2026-11-20T17:30:00+01:00')
  expect(atWork(friday, metropole).toZonedDateTimeISO('Europe/Paris').toString()).toMatch(/^2026-11-23T09:30/)
  const christmas = Temporal.Instant.from('2026-12-25T10:00:00+01:00')
  expect(atWork(christmas, metropole).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()).toBe('2026-12-28')
})

test('the same seed gives the same chance, another seed another', () => {
  const drawn = (seed: number) => {
    const chance = createChance(seed)
    return Array.from({ length: 20 }, () => chance.between(1, 1000))
  }
  expect(drawn(7)).toEqual(drawn(7))
  expect(drawn(7)).not.toEqual(drawn(8))
})

test('what is planned is taken in the order of time', async () => {
  const agenda = createAgenda()
  const done: string[] = []
  const at = (hour: number) => Temporal.Instant.from('2026-01-01T00:00:00Z').add({ hours: hour })
  for (const hour of [5, 1, 3]) agenda.add(at(hour), async () => void done.push(String(hour)))
  expect(agenda.next()?.toString()).toBe(at(1).toString())
  for (const act of agenda.takeUntil(at(3))) await act()
  expect(done).toEqual(['1', '3'])
  expect(agenda.next()?.toString()).toBe(at(5).toString())
})

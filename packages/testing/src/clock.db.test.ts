import { advanceClock, moveClockTo, readClock } from '@boussole/local'
import { expect, test } from 'vitest'
import { useClock } from './clock.ts'
import { useDatabase } from './database.ts'

const database = useDatabase()
const clock = useClock(database)

const realNow = async (): Promise<string> => {
  const { rows } = await database.pool.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now.toISOString() ?? ''
}

test('a clock that nobody moved shows the real time', async () => {
  const before = await realNow()
  const shown = await clock.read()
  expect(shown.slice(0, 23) >= before.slice(0, 23)).toBe(true)
  expect(shown.slice(0, 23) <= (await realNow()).slice(0, 23)).toBe(true)
})

test('a clock moved to an instant runs on from there', async () => {
  await clock.moveTo('2026-11-20T09:00:00Z')
  const first = await clock.read()
  expect(first).toMatch(/^2026-11-20T09:00:/)
  expect((await clock.read()) > first).toBe(true)
})

test('a frozen clock shows exactly its instant, to the microsecond, until it is moved', async () => {
  await clock.freeze('2026-11-23T22:59:59.999999Z')
  expect(await clock.read()).toBe('2026-11-23T22:59:59.999999Z')
  expect(await clock.advance('PT0.000001S')).toBe('2026-11-23T23:00:00.000000Z')
  expect(await clock.read()).toBe('2026-11-23T23:00:00.000000Z')
  await clock.moveTo('2026-11-24T00:00:00+01:00')
  const first = await clock.read()
  expect((await clock.read()) > first).toBe(true)
})

test('ten days and two hours are exact across a change to winter time, even for a session that lives in Paris', async () => {
  const inParis = await database.pool.connect()
  try {
    await inParis.query(`set time zone 'Europe/Paris'`)
    await moveClockTo(inParis, '2026-10-20T10:00:00Z')
    expect(await advanceClock(inParis, 'P10DT2H')).toMatch(/^2026-10-30T12:00:/)
    expect(await readClock(inParis)).toMatch(/^2026-10-30T12:00:/)
    expect(await clock.read()).toMatch(/^2026-10-30T12:00:/)
  } finally {
    inParis.release(true)
  }
})

test('the clock refuses to be advanced backwards, and stays where it was', async () => {
  await clock.freeze('2026-11-20T09:00:00Z')
  for (const duration of ['-PT1S', 'P1DT-25H', 'P', 'PT', '', '3 days', 'P3D; drop table clock_shift']) {
    await expect(clock.advance(duration)).rejects.toThrow(RangeError)
  }
  expect(await clock.read()).toBe('2026-11-20T09:00:00.000000Z')
})

test('the same clock is read by every connection, at once', async () => {
  await clock.freeze('2026-11-20T09:00:00Z')
  const instants = await Promise.all([1, 2, 3, 4].map(() => clock.read()))
  expect(new Set(instants)).toEqual(new Set(['2026-11-20T09:00:00.000000Z']))
})

import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addCountedDays, countedDaysBetween, dueAt, endOfLocalDay, lastDayOf, localDay } from './response-window.ts'
import type { Counting } from './response-window.ts'
import { isWorkingDay } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

const instant = (iso: string) => Temporal.Instant.from(iso)
const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

const places = fc.constantFrom<{ timeZone: string; holidayZone: HolidayZone }>(
  { timeZone: 'Europe/Paris', holidayZone: 'metropole' },
  { timeZone: 'Europe/Paris', holidayZone: 'alsace-moselle' },
  { timeZone: 'America/Guadeloupe', holidayZone: 'guadeloupe' },
  { timeZone: 'America/Cayenne', holidayZone: 'guyane' },
  { timeZone: 'Indian/Reunion', holidayZone: 'la-reunion' },
  { timeZone: 'Pacific/Tahiti', holidayZone: 'polynesie-francaise' },
  { timeZone: 'America/Miquelon', holidayZone: 'saint-pierre-et-miquelon' },
  { timeZone: 'Pacific/Noumea', holidayZone: 'nouvelle-caledonie' },
  { timeZone: 'Pacific/Wallis', holidayZone: 'wallis-et-futuna' },
  // Outside France, and yet to be right: no midnight on the day daylight saving starts.
  { timeZone: 'America/Santiago', holidayZone: 'metropole' },
)
/** Mistakes in dates gather at the ends of a day: instants are drawn around whole hours as often as anywhere. */
const instants = fc.oneof(
  fc
    .integer({
      min: instant('2020-01-01T00:00Z').epochMilliseconds,
      max: instant('2040-12-31T00:00Z').epochMilliseconds,
    })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms)),
  fc
    .record({
      hour: fc.integer({ min: 0, max: 21 * 365 * 24 }),
      nudge: fc.constantFrom(-1_000_000, -1, 0, 1, 1_000_000),
    })
    .map(({ hour, nudge }) => instant('2020-01-01T00:00Z').add({ hours: hour }).add({ nanoseconds: nudge })),
)
const windows = fc.oneof(
  fc.record({ counting: fc.constant<Counting>('calendar'), windowDays: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ counting: fc.constant<Counting>('working'), windowDays: fc.integer({ min: 1, max: 5 }) }),
)

describe('whatever the place, the instant and the window, the due date', () => {
  test('is the first instant of a local day, after the Nth counted day that follows the day of receipt', () => {
    fc.assert(
      fc.property(places, instants, windows, ({ timeZone, holidayZone }, receivedAt, window) => {
        const due = dueAt({ timeZone, holidayZone, ...window, receivedAt })
        expect(localDay(due, timeZone).toZonedDateTime(timeZone).toInstant().toString()).toBe(due.toString())

        const received = localDay(receivedAt, timeZone)
        const lastDay = lastDayOf(due, timeZone)
        expect(countedDaysBetween(received, lastDay, { ...window, holidayZone })).toBe(window.windowDays)
        expect(window.counting === 'calendar' || isWorkingDay(lastDay, holidayZone)).toBe(true)
        // N whole days at least, less the hour that daylight saving may take.
        expect(isBefore(receivedAt.add({ hours: 24 * window.windowDays - 1 }), due)).toBe(true)
      }),
    )
  })

  test('is later when the window is longer', () => {
    fc.assert(
      fc.property(places, instants, windows, (place, receivedAt, window) => {
        fc.pre(window.windowDays > 1)
        const shorter = { ...window, windowDays: window.windowDays - 1 }
        const due = dueAt({ ...place, ...window, receivedAt })
        expect(isBefore(dueAt({ ...place, ...shorter, receivedAt }), due)).toBe(true)
      }),
    )
  })

  test('is never earlier for a request received later', () => {
    fc.assert(
      fc.property(
        places,
        instants,
        fc.integer({ min: 0, max: 10 * 24 * 60 }),
        windows,
        (place, first, minutes, window) => {
          const second = first.add({ minutes })
          const dueOf = (receivedAt: Temporal.Instant) => dueAt({ ...place, ...window, receivedAt })
          expect(isBefore(dueOf(second), dueOf(first))).toBe(false)
        },
      ),
    )
  })

  test('is the same for all the requests of a local day', () => {
    fc.assert(
      fc.property(places, instants, windows, (place, receivedAt, window) => {
        const { timeZone } = place
        const today = localDay(receivedAt, timeZone)
        const first = today.toZonedDateTime(timeZone).toInstant()
        const last = endOfLocalDay(today, timeZone).subtract({ nanoseconds: 1 })
        const due = dueAt({ ...place, ...window, receivedAt }).toString()
        expect(dueAt({ ...place, ...window, receivedAt: first }).toString()).toBe(due)
        expect(dueAt({ ...place, ...window, receivedAt: last }).toString()).toBe(due)
      }),
    )
  })

  test('is never earlier in working days than in days of the calendar', () => {
    fc.assert(
      fc.property(places, instants, fc.integer({ min: 1, max: 5 }), (place, receivedAt, windowDays) => {
        const inCalendarDays = dueAt({ ...place, receivedAt, windowDays, counting: 'calendar' })
        const inWorkingDays = dueAt({ ...place, receivedAt, windowDays, counting: 'working' })
        expect(isBefore(inWorkingDays, inCalendarDays)).toBe(false)
      }),
    )
  })
})

test('adding N counted days and counting them gives N back', () => {
  fc.assert(
    fc.property(
      places,
      instants,
      fc.constantFrom<Counting>('calendar', 'working'),
      fc.nat(30),
      (place, at, counting, n) => {
        const dayCount = { counting, holidayZone: place.holidayZone }
        const from = localDay(at, place.timeZone)
        expect(countedDaysBetween(from, addCountedDays(from, n, dayCount), dayCount)).toBe(n)
      },
    ),
  )
})

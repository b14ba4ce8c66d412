import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { promisedDueAt, windowStartOf } from './promised-date.ts'
import { mailMayLeaveAt } from './quiet-hours.ts'
import { dueAt } from './response-window.ts'
import type { ResponseWindow } from './response-window.ts'

const local = (words: string, timeZone = 'Europe/Paris') =>
  Temporal.PlainDateTime.from(words).toZonedDateTime(timeZone).toInstant()
const paris = (receivedAt: string, windowDays: number): ResponseWindow => ({
  receivedAt: local(receivedAt),
  windowDays,
  counting: 'calendar',
  timeZone: 'Europe/Paris',
  holidayZone: 'metropole',
})

describe('the date that a young person is promised', () => {
  test.each([
    ['a Friday morning, three days: the Monday, as the offer says', '2026-11-20T10:00', 3, '2026-11-24T00:00'],
    ['a Friday at 18:29, one day: the partner reads it on Friday', '2026-11-20T18:29', 1, '2026-11-22T00:00'],
    ['a Friday at 18:30, one day: read on Monday, so Tuesday', '2026-11-20T18:30', 1, '2026-11-25T00:00'],
    ['a Saturday, one day: read on Monday, so Tuesday', '2026-11-21T10:00', 1, '2026-11-25T00:00'],
    ['a Sunday, one day: Monday is left to keep it', '2026-11-22T10:00', 1, '2026-11-24T00:00'],
    ['a Friday evening, two days: read on Monday, so Wednesday', '2026-11-20T19:00', 2, '2026-11-26T00:00'],
    ['a Friday evening, three days: Monday is left', '2026-11-20T19:00', 3, '2026-11-24T00:00'],
    ['the eve of a long week-end, three days: read on Tuesday, so Friday', '2027-03-26T19:00', 3, '2027-04-03T00:00'],
    ['a weekday evening, one day: tomorrow is left', '2026-11-17T22:00', 1, '2026-11-19T00:00'],
  ])('%s', (_, receivedAt, windowDays, due) => {
    expect(promisedDueAt(paris(receivedAt, windowDays)).toString()).toBe(local(due).toString())
  })

  test('leaves the partner some of the window after the mail that tells it, and is never before the literal one', () => {
    const zones = fc.constantFrom(
      { timeZone: 'Europe/Paris', holidayZone: 'metropole' } as const,
      { timeZone: 'Indian/Reunion', holidayZone: 'la-reunion' } as const,
      { timeZone: 'Pacific/Tahiti', holidayZone: 'polynesie-francaise' } as const,
    )
    const instants = fc
      .integer({
        min: Temporal.Instant.from('2024-01-01T00:00Z').epochMilliseconds,
        max: Temporal.Instant.from('2031-01-01T00:00Z').epochMilliseconds,
      })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 7 }), (zone, receivedAt, windowDays) => {
        const window = { ...zone, receivedAt, windowDays, counting: 'calendar' } as const
        const promised = promisedDueAt(window)
        const toldAt = mailMayLeaveAt({ ...window, at: receivedAt, audience: 'professional' })
        expect(promised.epochMilliseconds).toBeGreaterThan(toldAt.epochMilliseconds)
        expect(promised.epochMilliseconds).toBeGreaterThanOrEqual(dueAt(window).epochMilliseconds)
        expect([receivedAt.toString(), toldAt.toString()]).toContain(windowStartOf(window).toString())
      }),
    )
  })
})

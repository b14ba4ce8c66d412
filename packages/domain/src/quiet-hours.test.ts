import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { isQuietHour, mailMayLeaveAt } from './quiet-hours.ts'
import type { Audience } from './quiet-hours.ts'
import { isWorkingDay } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

const instant = (iso: string) => Temporal.Instant.from(iso)

interface Place {
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}
const paris: Place = { timeZone: 'Europe/Paris', holidayZone: 'metropole' }
const reunion: Place = { timeZone: 'Indian/Reunion', holidayZone: 'la-reunion' }
const tahiti: Place = { timeZone: 'Pacific/Tahiti', holidayZone: 'polynesie-francaise' }
const miquelon: Place = { timeZone: 'America/Miquelon', holidayZone: 'saint-pierre-et-miquelon' }

describe('a mail to a professional', () => {
  test.each<[string, Place, string, string]>([
    ['leaves at once at 08:00', paris, '2026-11-20T08:00:00+01:00', '2026-11-20T08:00:00+01:00'],
    ['waits for 08:00 an instant before', paris, '2026-11-20T07:59:59.999999999+01:00', '2026-11-20T08:00:00+01:00'],
    [
      'leaves at once an instant before 18:30',
      paris,
      '2026-11-20T18:29:59.999999999+01:00',
      '2026-11-20T18:29:59.999999999+01:00',
    ],
    ['waits for the morning at 18:30', paris, '2026-11-19T18:30:00+01:00', '2026-11-20T08:00:00+01:00'],
    ['waits for the morning after midnight', paris, '2026-11-20T00:00:00+01:00', '2026-11-20T08:00:00+01:00'],
    ['waits for Monday on a Friday evening', paris, '2026-11-20T18:30:00+01:00', '2026-11-23T08:00:00+01:00'],
    ['waits for Monday on a Saturday at noon', paris, '2026-11-21T12:00:00+01:00', '2026-11-23T08:00:00+01:00'],
    ['waits for Thursday on 11 November', paris, '2026-11-11T12:00:00+01:00', '2026-11-12T08:00:00+01:00'],
    ['waits over Christmas and the week end after it', paris, '2026-12-24T19:00:00+01:00', '2026-12-28T08:00:00+01:00'],
    ['waits over the night the clocks go forward', paris, '2026-03-27T19:00:00+01:00', '2026-03-30T08:00:00+02:00'],
    ['waits over the night the clocks go back', paris, '2026-10-23T19:00:00+02:00', '2026-10-26T08:00:00+01:00'],
    ['waits over Monday 20 December in La Réunion', reunion, '2027-12-20T12:00:00+04:00', '2027-12-21T08:00:00+04:00'],
    [
      'leaves by the clock of La Réunion, not of Paris',
      reunion,
      '2026-11-20T05:00:00+01:00',
      '2026-11-20T05:00:00+01:00',
    ],
    ['waits in Tahiti when the day of Paris begins', tahiti, '2026-11-18T09:00:00+01:00', '2026-11-18T08:00:00-10:00'],
    ['waits over Matari’i in Tahiti', tahiti, '2026-11-20T12:00:00-10:00', '2026-11-23T08:00:00-10:00'],
  ])('%s', (_, place, at, leaves) => {
    const departure = { ...place, at: instant(at), audience: 'professional' } as const
    expect(mailMayLeaveAt(departure).toString()).toBe(instant(leaves).toString())
    expect(isQuietHour(departure)).toBe(at !== leaves)
  })
})

describe('a mail to a young person', () => {
  test.each<[string, Place, string, string]>([
    ['leaves at once at 08:00', paris, '2026-11-20T08:00:00+01:00', '2026-11-20T08:00:00+01:00'],
    ['waits for 08:00 an instant before', paris, '2026-11-20T07:59:59.999999999+01:00', '2026-11-20T08:00:00+01:00'],
    ['leaves at once at 18:30', paris, '2026-11-20T18:30:00+01:00', '2026-11-20T18:30:00+01:00'],
    [
      'leaves at once an instant before 21:00',
      paris,
      '2026-11-20T20:59:59.999999999+01:00',
      '2026-11-20T20:59:59.999999999+01:00',
    ],
    ['waits for the morning at 21:00', paris, '2026-11-20T21:00:00+01:00', '2026-11-21T08:00:00+01:00'],
    ['leaves at once on a Sunday', paris, '2026-11-22T12:00:00+01:00', '2026-11-22T12:00:00+01:00'],
    ['leaves at once on Christmas day', paris, '2026-12-25T12:00:00+01:00', '2026-12-25T12:00:00+01:00'],
    ['waits over the night the clocks go forward', paris, '2026-03-28T21:00:00+01:00', '2026-03-29T08:00:00+02:00'],
    ['waits over the night the clocks go back', paris, '2026-10-24T21:00:00+02:00', '2026-10-25T08:00:00+01:00'],
    ['waits over the year', paris, '2026-12-31T23:59:59+01:00', '2027-01-01T08:00:00+01:00'],
    ['leaves by the clock of Saint-Pierre', miquelon, '2026-11-21T00:30:00+01:00', '2026-11-21T00:30:00+01:00'],
  ])('%s', (_, place, at, leaves) => {
    const departure = { ...place, at: instant(at), audience: 'young-person' } as const
    expect(mailMayLeaveAt(departure).toString()).toBe(instant(leaves).toString())
    expect(isQuietHour(departure)).toBe(at !== leaves)
  })
})

describe('whoever it is for', () => {
  const places = fc.constantFrom(paris, reunion, tahiti, miquelon)
  const audiences = fc.constantFrom<Audience>('professional', 'young-person')
  const quarters = fc
    .integer({ min: 0, max: 15 * 365 * 24 * 4 })
    .map((quarter) => instant('2025-01-01T00:00:00Z').add({ minutes: 15 * quarter }))

  /** The rule said by the clock on the wall, on its own. */
  const mayLeaveByTheWallClock = (at: Temporal.Instant, audience: Audience, { timeZone, holidayZone }: Place) => {
    const { hour, minute } = at.toZonedDateTimeISO(timeZone)
    const minutes = 60 * hour + minute
    if (audience === 'young-person') return minutes >= 8 * 60 && minutes < 21 * 60
    const worked = isWorkingDay(at.toZonedDateTimeISO(timeZone).toPlainDate(), holidayZone)
    return worked && minutes >= 8 * 60 && minutes < 18 * 60 + 30
  }

  test('a mail leaves at the first allowed quarter of an hour, itself included, and once allowed stays so', () => {
    fc.assert(
      fc.property(places, audiences, quarters, (place, audience, at) => {
        const leaves = mailMayLeaveAt({ ...place, audience, at })
        expect(isQuietHour({ ...place, audience, at })).toBe(!mayLeaveByTheWallClock(at, audience, place))
        expect(isQuietHour({ ...place, audience, at: leaves })).toBe(false)
        expect(mailMayLeaveAt({ ...place, audience, at: leaves }).toString()).toBe(leaves.toString())
        let first = at
        while (!mayLeaveByTheWallClock(first, audience, place)) first = first.add({ minutes: 15 })
        expect(leaves.toString()).toBe(first.toString())
      }),
    )
  })
})

import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addCountedDays,
  countedDaysBetween,
  dueAt,
  endOfLocalDay,
  lastDayOf,
  localDay,
  startOfMorning,
} from './response-window.ts'
import type { Counting } from './response-window.ts'
import type { HolidayZone } from './working-days.ts'

const instant = (iso: string) => Temporal.Instant.from(iso)
const day = (iso: string) => Temporal.PlainDate.from(iso)

const paris = { timeZone: 'Europe/Paris', holidayZone: 'metropole' } as const
const reunion = { timeZone: 'Indian/Reunion', holidayZone: 'la-reunion' } as const
const tahiti = { timeZone: 'Pacific/Tahiti', holidayZone: 'polynesie-francaise' } as const
const miquelon = { timeZone: 'America/Miquelon', holidayZone: 'saint-pierre-et-miquelon' } as const
const noumea = { timeZone: 'Pacific/Noumea', holidayZone: 'nouvelle-caledonie' } as const

describe('the due date', () => {
  test('three days from Friday 20 November 2026 at 10:00 in Paris end with Monday 23', () => {
    const receivedAt = instant('2026-11-20T10:00:00+01:00')
    expect(dueAt({ ...paris, receivedAt, windowDays: 3, counting: 'calendar' }).toString()).toBe('2026-11-23T23:00:00Z')
  })

  test.each<[string, { timeZone: string; holidayZone: HolidayZone }, string, number, string]>([
    [
      'a request of the first instant of a day counts from that day',
      paris,
      '2026-11-20T00:00:00+01:00',
      1,
      '2026-11-22T00:00:00+01:00',
    ],
    [
      'a request of the last instant of a day counts from that day',
      paris,
      '2026-11-20T23:59:59.999999999+01:00',
      1,
      '2026-11-22T00:00:00+01:00',
    ],
    [
      'a request of midnight counts from the day that begins',
      paris,
      '2026-11-21T00:00:00+01:00',
      1,
      '2026-11-23T00:00:00+01:00',
    ],
    ['the longest window ends a week later', paris, '2026-11-20T10:00:00+01:00', 7, '2026-11-28T00:00:00+01:00'],
    [
      'the day that loses an hour in Paris is a day',
      paris,
      '2026-03-28T10:00:00+01:00',
      1,
      '2026-03-30T00:00:00+02:00',
    ],
    [
      'a request of the hour before the clocks go forward counts from that Sunday',
      paris,
      '2026-03-29T01:59:59+01:00',
      1,
      '2026-03-31T00:00:00+02:00',
    ],
    [
      'the day that gains an hour in Paris is a day',
      paris,
      '2026-10-24T10:00:00+02:00',
      1,
      '2026-10-26T00:00:00+01:00',
    ],
    [
      'a request of the first 02:30 of the night the clocks go back counts from that Sunday',
      paris,
      '2026-10-25T02:30:00+02:00',
      1,
      '2026-10-27T00:00:00+01:00',
    ],
    [
      'a request of the second 02:30 of that night is due at the same instant',
      paris,
      '2026-10-25T02:30:00+01:00',
      1,
      '2026-10-27T00:00:00+01:00',
    ],
    ['29 February 2028 is counted', paris, '2028-02-28T12:00:00+01:00', 1, '2028-03-01T00:00:00+01:00'],
    [
      'in 2027 the day after 28 February is 1 March',
      paris,
      '2027-02-28T12:00:00+01:00',
      1,
      '2027-03-02T00:00:00+01:00',
    ],
    ['a window may end with the year', paris, '2026-12-30T18:00:00+01:00', 1, '2027-01-01T00:00:00+01:00'],
    ['a window may step over the year', paris, '2026-12-31T18:00:00+01:00', 1, '2027-01-02T00:00:00+01:00'],
    [
      '22:00 in Paris is already tomorrow in La Réunion',
      reunion,
      '2026-11-20T22:00:00+01:00',
      3,
      '2026-11-25T00:00:00+04:00',
    ],
    [
      '20:00 in Paris is still today in La Réunion in winter',
      reunion,
      '2026-11-20T20:00:00+01:00',
      3,
      '2026-11-24T00:00:00+04:00',
    ],
    [
      '10:00 in Paris is still yesterday in Tahiti',
      tahiti,
      '2026-11-20T10:00:00+01:00',
      3,
      '2026-11-23T00:00:00-10:00',
    ],
    ['noon in Paris is today in Tahiti', tahiti, '2026-11-20T12:00:00+01:00', 3, '2026-11-24T00:00:00-10:00'],
    [
      'Saint-Pierre-et-Miquelon goes forward on its own date, 8 March',
      miquelon,
      '2026-03-07T12:00:00-03:00',
      1,
      '2026-03-09T00:00:00-02:00',
    ],
    [
      'Saint-Pierre-et-Miquelon goes back on its own date, 1 November',
      miquelon,
      '2026-10-31T12:00:00-02:00',
      1,
      '2026-11-02T00:00:00-03:00',
    ],
    [
      'Nouméa is a day ahead of Paris from 14:00 on',
      noumea,
      '2026-11-20T14:00:00+01:00',
      1,
      '2026-11-23T00:00:00+11:00',
    ],
  ])('counting every day: %s', (_, place, receivedAt, windowDays, due) => {
    const computed = dueAt({ ...place, receivedAt: instant(receivedAt), windowDays, counting: 'calendar' })
    expect(computed.toString()).toBe(instant(due).toString())
  })

  test.each<[string, { timeZone: string; holidayZone: HolidayZone }, string, number, string]>([
    ['a Friday and one day end on Monday', paris, '2026-11-20T10:00:00+01:00', 1, '2026-11-23'],
    ['a Saturday and one day end on Monday', paris, '2026-11-21T10:00:00+01:00', 1, '2026-11-23'],
    ['a Sunday evening and one day end on Monday', paris, '2026-11-22T23:30:00+01:00', 1, '2026-11-23'],
    ['a Monday and five days end on the next Monday', paris, '2026-11-23T10:00:00+01:00', 5, '2026-11-30'],
    [
      'Toussaint on a Monday moves a Friday and one day to Tuesday',
      paris,
      '2027-10-29T10:00:00+02:00',
      1,
      '2027-11-02',
    ],
    ['Toussaint on a Sunday moves nothing', paris, '2026-10-30T10:00:00+01:00', 1, '2026-11-02'],
    ['11 November on a Wednesday is stepped over', paris, '2026-11-10T10:00:00+01:00', 1, '2026-11-12'],
    [
      'the Thursday of the Ascension is stepped over, the Friday after it is not',
      paris,
      '2026-05-13T10:00:00+02:00',
      1,
      '2026-05-15',
    ],
    [
      'Ascension and a week end between: Wednesday and two days end on Monday',
      paris,
      '2026-05-13T10:00:00+02:00',
      2,
      '2026-05-18',
    ],
    [
      '1 and 8 May 2026 are both stepped over by five days from 30 April',
      paris,
      '2026-04-30T10:00:00+02:00',
      5,
      '2026-05-11',
    ],
    [
      'Good Friday and Easter Monday are stepped over in Strasbourg',
      { ...paris, holidayZone: 'alsace-moselle' },
      '2027-03-25T10:00:00+01:00',
      1,
      '2027-03-30',
    ],
    ['only Easter Monday is stepped over in Paris', paris, '2027-03-25T10:00:00+01:00', 2, '2027-03-30'],
    ['Monday 20 December is stepped over in La Réunion', reunion, '2027-12-17T10:00:00+04:00', 1, '2027-12-21'],
    ['Sunday 20 December moves nothing in La Réunion', reunion, '2026-12-18T10:00:00+04:00', 1, '2026-12-21'],
    ['a request of a holiday counts from the day after it', paris, '2026-11-11T10:00:00+01:00', 1, '2026-11-12'],
    ['Christmas and New Year 2026 are stepped over by five days', paris, '2026-12-24T10:00:00+01:00', 5, '2027-01-04'],
    ['Friday 20 November 2026 is not counted in Tahiti', tahiti, '2026-11-19T10:00:00-10:00', 1, '2026-11-23'],
  ])('counting working days: %s', (_, place, receivedAt, windowDays, lastDay) => {
    const due = dueAt({ ...place, receivedAt: instant(receivedAt), windowDays, counting: 'working' })
    expect(lastDayOf(due, place.timeZone).toString()).toBe(lastDay)
    expect(due.toString()).toBe(endOfLocalDay(day(lastDay), place.timeZone).toString())
  })

  test.each<[string, Counting, number]>([
    ['no day at all', 'calendar', 0],
    ['eight days', 'calendar', 8],
    ['a negative number of days', 'calendar', -1],
    ['a day and a half', 'calendar', 1.5],
    ['not a number', 'calendar', Number.NaN],
    ['no working day at all', 'working', 0],
    ['six working days', 'working', 6],
  ])('a window of %s is refused', (_, counting, windowDays) => {
    const receivedAt = instant('2026-11-20T10:00:00+01:00')
    const due = () => dueAt({ ...paris, receivedAt, windowDays, counting })
    expect(due).toThrow(RangeError)
    expect(due).toThrow(`a window of ${counting} days`)
  })

  test.each<[Counting, number]>([
    ['calendar', 7],
    ['working', 5],
  ])('the longest window of %s days, %i, is accepted', (counting, windowDays) => {
    const receivedAt = instant('2026-11-20T10:00:00+01:00')
    expect(() => dueAt({ ...paris, receivedAt, windowDays, counting })).not.toThrow()
  })
})

describe('local days', () => {
  test.each([
    ['a plain day of Paris', 'Europe/Paris', '2026-11-23', '2026-11-23T23:00:00Z'],
    ['the short day of Paris', 'Europe/Paris', '2026-03-29', '2026-03-29T22:00:00Z'],
    ['the long day of Paris', 'Europe/Paris', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['a day of Tahiti', 'Pacific/Tahiti', '2026-11-23', '2026-11-24T10:00:00Z'],
    [
      'a day of Santiago whose midnight does not exist, the next day starting at 01:00',
      'America/Santiago',
      '2026-09-05',
      '2026-09-06T04:00:00Z',
    ],
  ])('the end of %s', (_, timeZone, date, end) => {
    expect(endOfLocalDay(day(date), timeZone).toString()).toBe(end)
    expect(lastDayOf(instant(end), timeZone).toString()).toBe(date)
    expect(localDay(instant(end), timeZone).toString()).toBe(day(date).add({ days: 1 }).toString())
  })

  test('a due date moved into the middle of a day is shown as that day', () => {
    expect(lastDayOf(instant('2026-11-24T10:00:00+01:00'), 'Europe/Paris').toString()).toBe('2026-11-24')
  })

  test.each([
    ['Paris in winter', 'Europe/Paris', '2026-11-23', '2026-11-23T07:00:00Z'],
    ['Paris on the morning the clocks have gone forward', 'Europe/Paris', '2026-03-29', '2026-03-29T06:00:00Z'],
    ['Paris on the morning the clocks have gone back', 'Europe/Paris', '2026-10-25', '2026-10-25T07:00:00Z'],
    ['La Réunion', 'Indian/Reunion', '2026-11-23', '2026-11-23T04:00:00Z'],
    ['Tahiti', 'Pacific/Tahiti', '2026-11-23', '2026-11-23T18:00:00Z'],
  ])('the morning starts at 08:00 local: %s', (_, timeZone, date, morning) => {
    expect(startOfMorning(day(date), timeZone).toString()).toBe(morning)
  })
})

describe('counted days', () => {
  const working = { counting: 'working', holidayZone: 'metropole' } as const
  const calendar = { counting: 'calendar', holidayZone: 'metropole' } as const

  test('no day after a day is that day, worked or not', () => {
    expect(addCountedDays(day('2026-11-22'), 0, working).toString()).toBe('2026-11-22')
    expect(addCountedDays(day('2026-11-22'), 0, calendar).toString()).toBe('2026-11-22')
  })

  test.each([-1, 0.5, Number.NaN])('%d days cannot be added', (n) => {
    expect(() => addCountedDays(day('2026-11-22'), n, calendar)).toThrow(RangeError)
    expect(() => addCountedDays(day('2026-11-22'), n, working)).toThrow(RangeError)
  })

  test.each([
    ['the same day', '2026-11-20', '2026-11-20', 0, 0],
    ['a week', '2026-11-20', '2026-11-27', 7, 5],
    ['a week end', '2026-11-20', '2026-11-22', 2, 0],
    ['the week of 11 November', '2026-11-09', '2026-11-13', 4, 3],
    ['backwards', '2026-11-27', '2026-11-20', 0, 0],
    ['over two months', '2026-10-30', '2026-12-01', 32, 21],
  ])('between two dates: %s', (_, from, to, inCalendar, inWorking) => {
    expect(countedDaysBetween(day(from), day(to), calendar)).toBe(inCalendar)
    expect(countedDaysBetween(day(from), day(to), working)).toBe(inWorking)
  })
})

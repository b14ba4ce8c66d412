import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { endingsPossible, firstDayOfCharter, noticesDue, renewalsDue, yearAfter, yearFrom } from './agreement.ts'
import type { AgreementNotice, AgreementYear } from './agreement.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)
const year = (fromDay: string, toDay: string): AgreementYear => ({ fromDay: day(fromDay), toDay: day(toDay) })
const said = ({ fromDay, toDay }: AgreementYear): string => `${fromDay.toString()} ${toDay.toString()}`

describe('a year', () => {
  test.each([
    ['ends on the eve of the same date', '2026-11-26', '2027-11-25'],
    ['from the first of January on is a calendar year', '2027-01-01', '2027-12-31'],
    ['that begins on the first of March ends with a leap day, when there is one', '2027-03-01', '2028-02-29'],
    ['that begins on a leap day is a whole one', '2028-02-29', '2029-02-28'],
    ['that begins the day after is one too', '2028-03-01', '2029-02-28'],
  ])('%s', (_, from, to) => {
    expect(said(yearFrom(day(from)))).toBe(`${from} ${to}`)
  })

  test('is followed by the next without a gap or a day in both, for as long as there is one, leap days included', () => {
    let current = yearFrom(day('2028-02-29'))
    for (let count = 0; count < 12; count += 1) {
      const next = yearAfter(current)
      expect(next.fromDay.toString()).toBe(current.toDay.add({ days: 1 }).toString())
      expect(next.fromDay.until(next.toDay, { largestUnit: 'days' }).days).toBeGreaterThanOrEqual(364)
      current = next
    }
  })
})

describe('an agreement renews itself', () => {
  const running = year('2026-01-10', '2027-01-09')

  test.each([
    ['not the day before its last', '2027-01-08', []],
    ['on its last day, so that there is no gap', '2027-01-09', ['2027-01-10 2028-01-09']],
    ['once after an outage of days', '2027-02-01', ['2027-01-10 2028-01-09']],
    ['year by year after a longer one', '2028-01-09', ['2027-01-10 2028-01-09', '2028-01-10 2029-01-09']],
  ])('%s', (_, today, expected) => {
    expect(renewalsDue(running, day(today)).map(said)).toEqual(expected)
  })
})

describe('notices of the end of a year', () => {
  const { toDay } = year('2026-01-10', '2027-01-09')

  test.each<[string, string, readonly AgreementNotice[], readonly AgreementNotice[]]>([
    ['none 61 days before', '2026-11-09', [], []],
    ['one 60 days before', '2026-11-10', [], [60]],
    ['that one only once', '2026-12-09', [60], []],
    ['the other 30 days before', '2026-12-10', [60], [30]],
    ['both are due after an outage', '2026-12-20', [], [60, 30]],
    ['the last on the last day', '2027-01-09', [60], [30]],
    ['none once it is over', '2027-01-10', [], []],
  ])('%s', (_, today, sent, expected) => {
    expect(noticesDue({ toDay }, { today: day(today), sent })).toEqual(expected)
  })
})

describe('an agreement is ended', () => {
  const toDay = day('2027-01-09')

  test.each([
    [
      'at its end or with 30 days’ notice',
      '2026-11-26',
      false,
      { 'at-term': '2027-01-09', 'with-notice': '2026-12-26' },
    ],
    [
      'with notice until it comes sooner by a day',
      '2026-12-09',
      false,
      { 'at-term': '2027-01-09', 'with-notice': '2027-01-08' },
    ],
    ['no longer with notice when that comes no sooner', '2026-12-10', false, { 'at-term': '2027-01-09' }],
    ['at its end until the day before', '2027-01-08', false, { 'at-term': '2027-01-09' }],
    ['no longer on its last day, on which it renews itself', '2027-01-09', false, {}],
    ['only sooner, once it ends', '2026-11-26', true, { 'with-notice': '2026-12-26' }],
    ['not twice', '2027-01-08', true, {}],
  ])('%s', (_, today, ends, expected) => {
    const possible = endingsPossible({ toDay, ends }, day(today))
    expect(Object.fromEntries(Object.entries(possible).map(([kind, last]) => [kind, last.toString()]))).toEqual(
      expected,
    )
  })
})

test('a charter signed by both is in force at once, or from the day after the year that still runs', () => {
  const today = day('2026-11-26')
  const after = (toDay: Temporal.PlainDate | null) => {
    const last = toDay && { fromDay: day('2026-01-01'), toDay, isRenewal: true, ends: false }
    return firstDayOfCharter(last, { signedOn: today, today }).toString()
  }
  expect(after(null)).toBe('2026-11-26')
  expect(after(day('2026-11-25'))).toBe('2026-11-26')
  expect(after(today)).toBe('2026-11-27')
  expect(after(day('2027-01-09'))).toBe('2027-01-10')
})

test.each([
  ['a renewal that has not begun', { isRenewal: true, ends: false }, '2027-01-09', '2027-01-10'],
  ['a renewal that began today', { isRenewal: true, ends: false }, '2027-01-10', '2028-01-10'],
  ['a renewal that somebody has ended', { isRenewal: true, ends: true }, '2027-01-09', '2028-01-10'],
  ['a year that was signed', { isRenewal: false, ends: false }, '2027-01-09', '2028-01-10'],
])('a charter that comes upon %s takes its place, or follows it', (_, last, today, from) => {
  const dates = { signedOn: day('2027-01-09'), today: day(today) }
  const first = firstDayOfCharter({ ...last, fromDay: day('2027-01-10'), toDay: day('2028-01-09') }, dates)
  expect(first.toString()).toBe(from)
})

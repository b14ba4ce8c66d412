import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { checkAbsence } from './absence.ts'
import { Refusal } from './refusal.ts'

const days = (fromDay: string, toDay: string) => ({
  fromDay: Temporal.PlainDate.from(fromDay),
  toDay: Temporal.PlainDate.from(toDay),
})

const today = Temporal.PlainDate.from('2026-11-26')
const others = [days('2026-12-20', '2026-12-31')]

const answerTo = (fromDay: string, toDay: string): string => {
  try {
    checkAbsence(days(fromDay, toDay), { today, others })
    return 'planned'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test.each([
  ['today only', '2026-11-26', '2026-11-26', 'planned'],
  ['a week of December', '2026-12-07', '2026-12-13', 'planned'],
  ['up to the day before another', '2026-12-15', '2026-12-19', 'planned'],
  ['from the day after another', '2027-01-01', '2027-01-03', 'planned'],
  ['a year ahead', '2027-11-20', '2027-11-27', 'planned'],
  ['more than a year ahead', '2027-11-20', '2027-11-28', 'absence-impossible'],
  ['over already', '2026-11-20', '2026-11-25', 'absence-impossible'],
  ['an end before its beginning', '2026-12-10', '2026-12-09', 'absence-impossible'],
  ['sharing its last day with another', '2026-12-18', '2026-12-20', 'absence-overlaps'],
  ['around another', '2026-12-01', '2027-01-10', 'absence-overlaps'],
])('an absence %s: %s to %s is %s', (_, fromDay, toDay, expected) => {
  expect(answerTo(fromDay, toDay)).toBe(expected)
})

import { expect, test } from 'vitest'
import { english } from './words.en.ts'

test('days, moments and windows are said as English readers say them', () => {
  expect(english.dayInWords('2026-11-24')).toBe('Tuesday 24 November')
  expect(english.dayInWords('2027-08-01')).toBe('Sunday 1 August')
  expect(english.momentInWords('2026-11-24T17:05:00Z', 'Europe/Paris')).toBe('Tuesday 24 November at 18:05')
  expect(english.promiseInWords(1, 'calendar')).toBe('1 day')
  expect(english.promiseInWords(3, 'working')).toBe('3 working days')
})

test.each(['2026-02-30', 'tomorrow', ''])('%j is no day', (words) => {
  expect(() => english.dayInWords(words)).toThrow(RangeError)
})

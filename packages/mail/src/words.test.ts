import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subjectLine } from './subject-line.ts'
import {
  dayInWords,
  deadlineInWords,
  fr,
  fullMomentInWords,
  momentInWords,
  ofPlace,
  promiseInWords,
  remainingInWords,
  timeInWords,
  toPlace,
  windowInWords,
} from './words.ts'

const nbsp = '\u00a0'

test.each([
  ['2026-11-24', 'mardi 24 novembre'],
  ['2026-08-01', 'samedi 1er août'],
  ['2028-02-29', 'mardi 29 février'],
  ['2026-12-06', 'dimanche 6 décembre'],
])('the day %s is said « %s »', (isoDay, words) => {
  expect(dayInWords(isoDay)).toBe(words)
})

test.each([
  ['Le Phare', 'du Phare', 'au Phare'],
  ['Les Ateliers du Forez', 'des Ateliers du Forez', 'aux Ateliers du Forez'],
  ['La Passerelle', 'de La Passerelle', 'à La Passerelle'],
  ['Lesage Formation', 'de Lesage Formation', 'à Lesage Formation'],
  ['Emploi 42', 'd’Emploi 42', 'à Emploi 42'],
  ['Mission locale du Forez', 'de Mission locale du Forez', 'à Mission locale du Forez'],
])('%s: the charter « %s », sent « %s »', (name, of, to) => {
  expect(ofPlace(name)).toBe(of)
  expect(toPlace(name)).toBe(to)
})

test.each(['2026-02-29', '24/11/2026', '', 'mardi'])('%j is not a day, and never reaches a mail', (notADay) => {
  expect(() => dayInWords(notADay)).toThrow(RangeError)
})

test('a day is said as the calendar of another engine says it', () => {
  const format = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
      const moment = new Date(day * 86_400_000)
      const expected = format.format(moment).replace(/ 1 /, ' 1er ')
      expect(dayInWords(moment.toISOString().slice(0, 10))).toBe(expected)
    }),
  )
})

test('a moment is said in the time of the territory, not of the server', () => {
  expect(momentInWords('2026-11-24T17:30:00Z', 'Europe/Paris')).toBe(`mardi 24 novembre à 18${nbsp}h${nbsp}30`)
  expect(momentInWords('2026-11-24T20:05:00Z', 'Indian/Reunion')).toBe(`mercredi 25 novembre à 0${nbsp}h${nbsp}05`)
  expect(momentInWords('2026-07-14T07:00:00Z', 'Europe/Paris')).toBe(`mardi 14 juillet à 9${nbsp}h`)
})

test('a window that ends with a day is said by that day, never by midnight', () => {
  expect(deadlineInWords('2026-11-23T23:00:00Z', 'Europe/Paris')).toBe('lundi 23 novembre inclus')
  expect(deadlineInWords('2026-11-23T20:00:00Z', 'Indian/Reunion')).toBe('lundi 23 novembre inclus')
})

test('a window moved by an outage is said with its hour', () => {
  expect(deadlineInWords('2026-11-24T14:20:00Z', 'Europe/Paris')).toBe(`mardi 24 novembre à 15${nbsp}h${nbsp}20`)
  expect(deadlineInWords('2026-11-23T23:00:01Z', 'Europe/Paris')).toBe(`mardi 24 novembre à 0${nbsp}h`)
})

test.each([
  ['2026-11-26', `encore 3${nbsp}jours`],
  ['2026-11-25', `encore 2${nbsp}jours`],
  ['2026-11-24', 'demain dernier jour'],
  ['2026-11-23', 'aujourd’hui dernier jour'],
  ['2026-11-22', 'délai dépassé'],
  ['2027-01-22', `encore 60${nbsp}jours`],
])('on 23 November a window that ends on %s has « %s »', (lastDay, words) => {
  expect(remainingInWords(lastDay, '2026-11-23')).toBe(words)
})

test('one day is singular, seven are plural, and the first time is feminine', () => {
  expect([1, 7].map(windowInWords)).toEqual([`1${nbsp}jour`, `7${nbsp}jours`])
  expect([1, 2].map(timeInWords)).toEqual([`1re${nbsp}fois`, `2e${nbsp}fois`])
})

test('a window counted in working days says so, or its last day would look later than promised', () => {
  expect([1, 4].map((days) => promiseInWords(days, 'working'))).toEqual([`1${nbsp}jour ouvré`, `4${nbsp}jours ouvrés`])
  expect(promiseInWords(4, 'calendar')).toBe(`4${nbsp}jours`)
})

test('our punctuation gets its no-break spaces, inserted words stay as they were written', () => {
  expect(fr`« ${'Oui ? « Non »'} » : prêt ?`).toBe(`«${nbsp}Oui ? « Non »${nbsp}»${nbsp}: prêt${nbsp}?`)
})

test.each([
  ['Bonjour\r\nBcc: x@y.example', 'Bonjour Bcc: x@y.example'],
  ['a\u0000b\u2028c\u202ed', 'a b cd'],
  ['x'.repeat(120), 'x'.repeat(120)],
  ['x'.repeat(121), `${'x'.repeat(119)}…`],
  [`${'x'.repeat(118)} yyy`, `${'x'.repeat(118)}…`],
  [`${'x'.repeat(118)}😀😀`, `${'x'.repeat(118)}…`],
])('a subject %j becomes %j', (words, line) => {
  expect(subjectLine(words)).toBe(line)
})

test('a moment that may be a year away is said with its year', () => {
  expect(fullMomentInWords('2026-11-24T17:30:00Z', 'Europe/Paris')).toBe(`mardi 24 novembre 2026 à 18${nbsp}h${nbsp}30`)
})

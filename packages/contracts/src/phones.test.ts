import { describe, expect, test } from 'vitest'
import { phoneFaults, phoneInWords, readPhone } from './phones.ts'
import type { PhoneFault } from './phones.ts'

const saintEtienne = '42218'

describe('a wrong phone number is refused with the sentence of its fault', () => {
  const wrong: readonly (readonly [what: string, given: string, fault: PhoneFault])[] = [
    ['nothing', '', 'empty'],
    ['spaces only', '   ', 'empty'],
    ['punctuation without a digit', '().-', 'empty'],
    ['letters', 'zéro six douze', 'letters'],
    ['an extension', '04 77 12 34 56 poste 12', 'letters'],
    ['an address', 'camille@exemple.example', 'letters'],
    ['a NUL in the middle', '06 12\u000034 56 78', 'invisible'],
    ['a header smuggled in', '0612345678\r\nBcc: x@exemple.example', 'invisible'],
    ['two numbers with a slash', '06 12 34 56 78 / 07 56 78 12 34', 'several'],
    ['two numbers with a word', '06 12 34 56 78 ou 07 56 78 12 34', 'several'],
    ['two plus signs', '++33612345678', 'plus-misplaced'],
    ['a plus sign at the end', '0612345678+', 'plus-misplaced'],
    ['a country that does not exist', '+999 612 345 678', 'country-unknown'],
    ['nine digits', '06 12 34 56 7', 'too-short'],
    ['one digit', '6', 'too-short'],
    ['eleven digits', '06 12 34 56 78 9', 'too-long'],
    ['forty digits', '0612345678061234567806123456780612345678', 'too-long'],
    ['an emergency number', '112', 'special-number'],
    ['a four-digit service', '3939', 'special-number'],
    ['a premium number', '0899 12 34 56', 'special-number'],
    ['a free-call number', '0800 12 34 56', 'special-number'],
    ['a number of no range', '00 00 00 00 00', 'unassigned'],
    ['a mobile range not given out', '07 00 00 00 00', 'unassigned'],
    ['a French number shortened abroad', '+33 6 12 34', 'too-short-abroad'],
    ['an American code alone', '+1', 'too-short-abroad'],
    ['an American number of no city', '+1 590 555 0123', 'unassigned-abroad'],
    ['an American number with a digit too many', '+1 212 555 01234', 'too-long-abroad'],
  ]
  test.each(wrong)('%s', (_, given, fault) => {
    expect(readPhone(given, saintEtienne)).toEqual({ fault })
    expect(phoneFaults[fault]).toMatch(/^[A-ZÉÀ].*[.]$/)
  })
})

describe('a phone number is kept in its international form', () => {
  const right: readonly (readonly [what: string, given: string, commune: string | null, kept: string])[] = [
    ['a mobile with spaces', '06 12 34 56 78', saintEtienne, '+33612345678'],
    ['a mobile with dots', '06.12.34.56.78', saintEtienne, '+33612345678'],
    ['a mobile with hyphens', '06-12-34-56-78', saintEtienne, '+33612345678'],
    ['a mobile without its zero', '612345678', saintEtienne, '+33612345678'],
    ['a mobile with its country and a bracketed zero', '+33 (0)6 12 34 56 78', saintEtienne, '+33612345678'],
    ['a mobile dialled from abroad', '0033 6 12 34 56 78', saintEtienne, '+33612345678'],
    ['a number copied from a phone’s contacts', '\u202a+33 6 12 34 56 78\u202c', saintEtienne, '+33612345678'],
    ['a fixed line', '04 77 12 34 56', saintEtienne, '+33477123456'],
    ['a box', '09 12 34 56 78', saintEtienne, '+33912345678'],
    ['a mobile of La Réunion in its commune', '0692 12 34 56', '97411', '+262692123456'],
    ['a mobile of La Réunion by someone who now lives in the Loire', '0692 12 34 56', saintEtienne, '+262692123456'],
    ['a mobile of Martinique without a commune', '0696 12 34 56', null, '+596696123456'],
    ['six digits of Saint-Pierre-et-Miquelon', '41 23 45', '97502', '+508412345'],
    ['six digits of Nouvelle-Calédonie', '75.12.34', '98818', '+687751234'],
    ['a Belgian mobile', '+32 470 12 34 56', saintEtienne, '+32470123456'],
    ['a number of the range kept for films', '06 39 98 12 34', saintEtienne, '+33639981234'],
  ]
  test.each(right)('%s', (_, given, commune, kept) => {
    expect(readPhone(given, commune)).toEqual({ phone: kept })
  })
})

test.each([
  ['+33639980042', '06 39 98 00 42'],
  ['+262692123456', '0692 12 34 56'],
  ['+590690123456', '0690 12 34 56'],
  ['+687751234', '+687 75 12 34'],
  ['+4915112345678', '+49 1511 2345678'],
])('%s is shown as people write it, and read back as it was', (phone, words) => {
  expect(phoneInWords(phone)).toBe(words)
  expect(readPhone(words, null)).toEqual({ phone })
})

import Holidays from 'date-holidays'
import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { holidayZones, isPublicHoliday, isWorkingDay, publicHolidaysOf } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)
const years = Array.from({ length: 21 }, (_, index) => 2020 + index)

/** How date-holidays names our zones: a country, or a country and a state. */
const oracleName: Record<HolidayZone, readonly [string, string?]> = {
  metropole: ['FR'],
  'alsace-moselle': ['FR', '67'],
  guadeloupe: ['FR', 'GP'],
  martinique: ['FR', 'MQ'],
  guyane: ['FR', 'GF'],
  'la-reunion': ['FR', 'RE'],
  mayotte: ['FR', 'YT'],
  'saint-barthelemy': ['FR', 'BL'],
  'saint-martin': ['FR', 'MF'],
  'saint-pierre-et-miquelon': ['PM'],
  'polynesie-francaise': ['PF'],
  'nouvelle-caledonie': ['NC'],
  'wallis-et-futuna': ['WF'],
}

const oracleDates = (zone: HolidayZone, year: number): string[] => {
  const [country, state] = oracleName[zone]
  const oracle = state === undefined ? new Holidays(country) : new Holidays(country, state)
  const publicOnes = oracle.getHolidays(year).filter(({ type }) => type === 'public')
  return [...new Set(publicOnes.map(({ date }) => date.slice(0, 10)))].toSorted()
}

const goodFridayOf = (year: number): string => {
  const friday = new Holidays('FR', '67').getHolidays(year).find(({ rule }) => rule === 'easter -2')
  return friday === undefined ? '' : friday.date.slice(0, 10)
}

interface Difference {
  readonly zones: readonly HolidayZone[]
  readonly years: readonly number[]
  readonly why: string
  readonly onlyTheirs: (year: number) => string
  readonly onlyOurs?: (year: number) => string
}

const differences: readonly Difference[] = [
  {
    zones: ['guadeloupe', 'martinique'],
    years,
    why: 'Good Friday is a custom there, left to each employer: neither L3133-1 nor L3422-2 names it',
    onlyTheirs: goodFridayOf,
  },
  {
    zones: ['saint-martin'],
    years,
    why: 'Saint-Martin has kept the abolition of slavery on 28 May since 2018; the 27th is the day of Guadeloupe',
    onlyTheirs: (year) => `${year}-05-27`,
    onlyOurs: (year) => `${year}-05-28`,
  },
  {
    zones: ['polynesie-francaise'],
    years: [2025],
    why: 'Matari’i was first a public holiday on 20 November 2025, not in 2026 (29 June 2025 was a Sunday)',
    onlyTheirs: (year) => `${year}-06-29`,
    onlyOurs: (year) => `${year}-11-20`,
  },
]

const withDifferences = (dates: readonly string[], zone: HolidayZone, year: number): string[] => {
  const here = differences.filter((difference) => difference.zones.includes(zone) && difference.years.includes(year))
  const removed = here.map(({ onlyTheirs }) => onlyTheirs(year))
  // A difference that date-holidays no longer has must leave the list.
  for (const date of removed) expect(dates).toContain(date)
  const added = here.flatMap(({ onlyOurs }) => (onlyOurs === undefined ? [] : [onlyOurs(year)]))
  return [...dates.filter((date) => !removed.includes(date)), ...added].toSorted()
}

describe('public holidays', () => {
  test.each(holidayZones)(
    'from 2020 to 2040, %s has the holidays of date-holidays, but for the listed differences',
    (zone) => {
      for (const year of years) {
        const ours = [...new Set(publicHolidaysOf(zone, year).map(({ date }) => date.toString()))]
        expect(ours, `${zone} ${year}`).toEqual(withDifferences(oracleDates(zone, year), zone, year))
      }
    },
  )

  test('La Réunion has the eleven holidays of the code and 20 December, in the order of the calendar', () => {
    expect(publicHolidaysOf('la-reunion', 2026).map(({ date, name }) => `${date.toString()} ${name}`)).toEqual([
      '2026-01-01 Jour de l’an',
      '2026-04-06 Lundi de Pâques',
      '2026-05-01 Fête du Travail',
      '2026-05-08 Victoire 1945',
      '2026-05-14 Ascension',
      '2026-05-25 Lundi de Pentecôte',
      '2026-07-14 Fête nationale',
      '2026-08-15 Assomption',
      '2026-11-01 Toussaint',
      '2026-11-11 Armistice 1918',
      '2026-12-20 Abolition de l’esclavage',
      '2026-12-25 Noël',
    ])
  })

  test('when the Ascension falls on 8 May, as in 2059, the day has both names', () => {
    const names = publicHolidaysOf('metropole', 2059)
      .filter(({ date }) => date.equals(day('2059-05-08')))
      .map(({ name }) => name)
    expect(names).toEqual(['Victoire 1945', 'Ascension'])
  })

  test.each([
    ['the earliest Easter Monday of the century is 24 March 2008', '2008-03-24'],
    ['the latest Easter Monday of the century is 26 April 2038', '2038-04-26'],
    ['in a leap year, Easter Monday of 2028 is 17 April', '2028-04-17'],
    ['Easter of 2049 is one of the exceptions brought back by a week: its Monday is 19 April', '2049-04-19'],
    ['Easter of 2076 is the other kind of exception: its Monday is 20 April', '2076-04-20'],
  ])('%s', (_, easterMonday) => {
    expect(isPublicHoliday(day(easterMonday), 'metropole')).toBe(true)
    expect(isPublicHoliday(day(easterMonday).subtract({ days: 1 }), 'metropole')).toBe(false)
    expect(isPublicHoliday(day(easterMonday).add({ days: 1 }), 'metropole')).toBe(false)
  })

  test('every zone keeps the eleven days of the Code du travail, in every year', () => {
    fc.assert(
      fc.property(fc.constantFrom(...holidayZones), fc.integer({ min: 2018, max: 2199 }), (zone, year) => {
        const here = publicHolidaysOf(zone, year).map(({ date, name }) => `${date.toString()} ${name}`)
        const national = publicHolidaysOf('metropole', year).map(({ date, name }) => `${date.toString()} ${name}`)
        expect(national).toHaveLength(11)
        expect(here).toEqual(expect.arrayContaining(national))
        expect(here.map((line) => line.slice(0, 10))).toEqual(here.map((line) => line.slice(0, 10)).toSorted())
      }),
    )
  })
})

describe('working days', () => {
  test.each<[string, string, HolidayZone, boolean]>([
    ['a plain Friday is worked', '2026-11-20', 'metropole', true],
    ['a Saturday is not worked', '2026-11-21', 'metropole', false],
    ['a Sunday is not worked', '2026-11-22', 'metropole', false],
    ['a plain Monday is worked', '2026-11-23', 'metropole', true],
    ['11 November is worked nowhere', '2026-11-11', 'guyane', false],
    ['Good Friday is worked in Paris', '2027-03-26', 'metropole', true],
    ['Good Friday is not worked in Strasbourg', '2027-03-26', 'alsace-moselle', false],
    ['Good Friday is not worked in Papeete', '2027-03-26', 'polynesie-francaise', false],
    ['Good Friday is worked in Pointe-à-Pitre', '2027-03-26', 'guadeloupe', true],
    ['26 December is not worked in Metz', '2028-12-26', 'alsace-moselle', false],
    ['26 December is worked in Lyon', '2028-12-26', 'metropole', true],
    ['Monday 20 December is not worked in Saint-Denis de La Réunion', '2027-12-20', 'la-reunion', false],
    ['Monday 20 December is worked in Mayotte', '2027-12-20', 'mayotte', true],
    ['Thursday 27 May is not worked in Guadeloupe', '2027-05-27', 'guadeloupe', false],
    ['Thursday 27 May is worked in Saint-Martin', '2027-05-27', 'saint-martin', true],
    ['Friday 28 May is not worked in Saint-Martin', '2027-05-28', 'saint-martin', false],
    ['Friday 20 November 2026 is Matari’i in Tahiti', '2026-11-20', 'polynesie-francaise', false],
    [
      'Monday 29 June 2026 is worked in Tahiti, the day of autonomy being a holiday no more',
      '2026-06-29',
      'polynesie-francaise',
      true,
    ],
    ['Monday 29 June 2026 is not worked in Wallis', '2026-06-29', 'wallis-et-futuna', false],
    ['Thursday 24 September is not worked in Nouméa', '2026-09-24', 'nouvelle-caledonie', false],
  ])('%s', (_, date, zone, worked) => {
    expect(isWorkingDay(day(date), zone)).toBe(worked)
  })
})

import { Temporal } from 'temporal-polyfill'

/** The 13 parts of France that do not all keep the same public holidays (domain.md §3); a territory lies in one. */
export const holidayZones = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'la-reunion',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
  'polynesie-francaise',
  'nouvelle-caledonie',
  'wallis-et-futuna',
] as const
export type HolidayZone = (typeof holidayZones)[number]

/** One public holiday of one year; `name` is French, as it is shown. */
export interface PublicHoliday {
  readonly date: Temporal.PlainDate
  readonly name: string
}

/** When a holiday falls: a month and day, or a number of days after Easter Sunday; years are inclusive. */
interface HolidayRule {
  readonly on: `${number}-${number}` | number
  readonly name: string
  readonly from?: number
  readonly until?: number
}

const goodFriday: HolidayRule = { on: -2, name: 'Vendredi saint' }

const abolitionOfSlavery = (on: `${number}-${number}`): HolidayRule => ({ on, name: 'Abolition de l’esclavage' })

/** Code du travail, L3133-1; local law in the Pacific names the same eleven days. */
const everywhere: readonly HolidayRule[] = [
  { on: '01-01', name: 'Jour de l’an' },
  { on: 1, name: 'Lundi de Pâques' },
  { on: '05-01', name: 'Fête du Travail' },
  { on: '05-08', name: 'Victoire 1945' },
  { on: 39, name: 'Ascension' },
  { on: 50, name: 'Lundi de Pentecôte' },
  { on: '07-14', name: 'Fête nationale' },
  { on: '08-15', name: 'Assomption' },
  { on: '11-01', name: 'Toussaint' },
  { on: '11-11', name: 'Armistice 1918' },
  { on: '12-25', name: 'Noël' },
]

const only: Readonly<Record<HolidayZone, readonly HolidayRule[]>> = {
  metropole: [],
  // L3134-13. Good Friday is a holiday where there is a Protestant church or a shared one: counted in the whole zone.
  'alsace-moselle': [goodFriday, { on: '12-26', name: 'Saint-Étienne' }],
  // L3422-2, from here to Saint-Martin.
  guadeloupe: [abolitionOfSlavery('05-27')],
  martinique: [abolitionOfSlavery('05-22')],
  guyane: [abolitionOfSlavery('06-10')],
  'la-reunion': [abolitionOfSlavery('12-20')],
  mayotte: [abolitionOfSlavery('04-27')],
  'saint-barthelemy': [abolitionOfSlavery('10-09')],
  // Kept on 28 May since 2018 by ministerial circulars, the 27th of the code being Guadeloupe's day.
  'saint-martin': [abolitionOfSlavery('05-28')],
  'saint-pierre-et-miquelon': [],
  // Loi du pays 2025-12 put Matari’i, first kept on 20 November 2025, in the place of 29 June.
  'polynesie-francaise': [
    { on: '03-05', name: 'Arrivée de l’Évangile' },
    goodFriday,
    { on: '06-29', name: 'Fête de l’autonomie', until: 2024 },
    { on: '11-20', name: 'Matari’i', from: 2025 },
  ],
  'nouvelle-caledonie': [{ on: '09-24', name: 'Fête de la citoyenneté' }],
  // The prefect's yearly order (2022-1071 of 28 December 2022 for 2023).
  'wallis-et-futuna': [
    { on: '04-28', name: 'Saint Pierre Chanel' },
    { on: '06-29', name: 'Saints Pierre et Paul' },
    { on: '07-29', name: 'Fête du Territoire' },
  ],
}

/** Easter Sunday, Gregorian: Butcher's algorithm as simplified in New Scientist, 30 March 1961; the letters are its. */
const easterSunday = (year: number): Temporal.PlainDate => {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return Temporal.PlainDate.from({ year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 })
}

const computeHolidays = (zone: HolidayZone, year: number): readonly PublicHoliday[] => {
  const easter = easterSunday(year)
  return [...everywhere, ...only[zone]]
    .filter(({ from = year, until = year }) => from <= year && year <= until)
    .map(({ on, name }) => ({
      date: typeof on === 'number' ? easter.add({ days: on }) : Temporal.PlainMonthDay.from(on).toPlainDate({ year }),
      name,
    }))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.date, b.date))
}

interface HolidaysOfYear {
  readonly list: readonly PublicHoliday[]
  /** The same dates as 100 × month + day, to be asked quickly. */
  readonly days: ReadonlySet<number>
}

// A pure memo: the same zone and year always give the same holidays, so it changes speed and nothing else.
const remembered = new Map<string, HolidaysOfYear>()

const holidaysOf = (zone: HolidayZone, year: number): HolidaysOfYear => {
  const key = `${zone} ${year}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const list = computeHolidays(zone, year)
  const holidays = { list, days: new Set(list.map(({ date }) => 100 * date.month + date.day)) }
  remembered.set(key, holidays)
  return holidays
}

/**
 * The public holidays of a zone in a year, in the order of the calendar: those of the law as it stands, for 2018 and
 * later. Days kept by custom or by agreement (Good Friday in the Antilles, carnival) are not counted. Two holidays may
 * share a date, as the Ascension may fall on 8 May. Source: Code du travail, L3133-1, L3134-13, L3422-2, and local law.
 */
export const publicHolidaysOf = (zone: HolidayZone, year: number): readonly PublicHoliday[] =>
  holidaysOf(zone, year).list

/** Is this day a public holiday here? */
export const isPublicHoliday = (day: Temporal.PlainDate, zone: HolidayZone): boolean =>
  holidaysOf(zone, day.year).days.has(100 * day.month + day.day)

/** Is this a day on which partners are expected to work: Monday to Friday, less the public holidays of the zone? */
export const isWorkingDay = (day: Temporal.PlainDate, zone: HolidayZone): boolean =>
  day.dayOfWeek <= 5 && !isPublicHoliday(day, zone)

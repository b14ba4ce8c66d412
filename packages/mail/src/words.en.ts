import { Temporal } from 'temporal-polyfill'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A day as people say it: "Tuesday 24 November". Takes an ISO day; throws RangeError on anything else. */
const dayInWords = (isoDay: string): string => {
  const day = Temporal.PlainDate.from(isoDay, { overflow: 'reject' })
  return `${weekdays[day.dayOfWeek - 1] ?? ''} ${day.day} ${months[day.month - 1] ?? ''}`
}

/** A moment: "Tuesday 24 November at 18:30". Takes an ISO instant and an IANA time zone; throws RangeError on anything else. */
const momentInWords = (isoInstant: string, timeZone: string): string => {
  const moment = Temporal.Instant.from(isoInstant).toZonedDateTimeISO(timeZone)
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${dayInWords(moment.toPlainDate().toString())} at ${time}`
}

/** A promised window as the offer counts it: "3 days", "1 working day". Unit: days. */
const promiseInWords = (windowDays: number, counting: 'calendar' | 'working'): string =>
  `${windowDays} ${counting === 'working' ? 'working ' : ''}${windowDays > 1 ? 'days' : 'day'}`

/** Dates and delays as words.ts says them, in English. */
export const english = { dayInWords, momentInWords, promiseInWords } as const

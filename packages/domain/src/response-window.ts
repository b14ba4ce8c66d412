import type { Temporal } from 'temporal-polyfill'
import { localDayAt, startOfLocalDay, timeOfLocalDay } from './local-days.ts'
import { isWorkingDay } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

/** How a territory counts the days of a window: every day, or Monday to Friday less its public holidays. */
export type Counting = 'calendar' | 'working'

/** How days are counted in one territory. */
export interface DayCount {
  readonly counting: Counting
  readonly holidayZone: HolidayZone
}

/** What a due date is computed from; `windowDays` are counted as `counting` says, 1 to 7 (1 to 5 working days). */
export interface ResponseWindow extends DayCount {
  readonly receivedAt: Temporal.Instant
  readonly windowDays: number
  readonly timeZone: string
}

/** The date on the calendar of that time zone at that instant. */
export const localDay = (instant: Temporal.Instant, timeZone: string): Temporal.PlainDate =>
  localDayAt(instant.epochMilliseconds, timeZone)

/**
 * The midnight that ends a local day. It is the first instant of the next day, which is 01:00 where daylight saving
 * starts at midnight and 00:00 does not exist.
 */
export const endOfLocalDay = (day: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  startOfLocalDay(day.add({ days: 1 }), timeZone)

/** The local day that ends at the due date: the one shown as "au plus tard le lundi 23 novembre". */
export const lastDayOf = (dueAt: Temporal.Instant, timeZone: string): Temporal.PlainDate =>
  localDay(dueAt.subtract({ nanoseconds: 1 }), timeZone)

/** 08:00 local on that day: when the day's reminders become due and when mails start to leave. */
export const startOfMorning = (day: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  timeOfLocalDay(day, '08:00', timeZone)

/**
 * The nth counted day after a day, which itself never counts; 0 gives the day back, counted or not.
 * RangeError when `n` is not a whole number, or is negative.
 */
export const addCountedDays = (
  day: Temporal.PlainDate,
  n: number,
  { counting, holidayZone }: DayCount,
): Temporal.PlainDate => {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`n is a whole number of days, 0 or more, not ${n}`)
  if (counting === 'calendar') return day.add({ days: n })
  let reached = day
  for (let left = n; left > 0;) {
    reached = reached.add({ days: 1 })
    if (isWorkingDay(reached, holidayZone)) left -= 1
  }
  return reached
}

/** How many counted days there are after `from`, up to and including `to`; 0 when `to` is not after `from`. */
export const countedDaysBetween = (
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  { counting, holidayZone }: DayCount,
): number => {
  const days = Math.max(0, from.until(to, { largestUnit: 'days' }).days)
  if (counting === 'calendar') return days
  let counted = 0
  for (let after = 1; after <= days; after += 1) {
    if (isWorkingDay(from.add({ days: after }), holidayZone)) counted += 1
  }
  return counted
}

const longestWindowDays: Readonly<Record<Counting, number>> = { calendar: 7, working: 5 }

/**
 * When the partner must have contacted the young person at the latest: the end of the Nth counted local day after the
 * day of receipt, whatever the hour of receipt. The instant itself is already too late. Charter, "1 à 7 jours maximum,
 * délai qu'elle choisit, garantit et indique"; domain.md §3.
 * RangeError when `windowDays` is not a whole number from 1 to 7, or to 5 when working days are counted.
 */
export const dueAt = ({ receivedAt, windowDays, timeZone, ...dayCount }: ResponseWindow): Temporal.Instant => {
  const longest = longestWindowDays[dayCount.counting]
  if (!Number.isInteger(windowDays) || windowDays < 1 || windowDays > longest) {
    throw new RangeError(
      `a window of ${dayCount.counting} days is a whole number from 1 to ${longest}, not ${windowDays}`,
    )
  }
  return endOfLocalDay(addCountedDays(localDay(receivedAt, timeZone), windowDays, dayCount), timeZone)
}

import { Temporal } from 'temporal-polyfill'
import { Refusal } from './refusal.ts'

/** Days on which a referent does not answer; both count. */
export interface Absence {
  readonly fromDay: Temporal.PlainDate
  readonly toDay: Temporal.PlainDate
}

/** An absence is planned at most so many days ahead. */
const longestAheadDays = 366

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(one, other) < 0

/** Do these absences have a day in common? */
export const overlap = (one: Absence, other: Absence): boolean =>
  !isBefore(one.toDay, other.fromDay) && !isBefore(other.toDay, one.fromDay)

/** What is wrong with an absence. */
export type AbsenceFault = 'ends-before-it-begins' | 'over-already' | 'too-far-ahead' | 'overlaps'

/** What keeps an absence from being planned; null when nothing does. */
export const absenceFault = (
  absence: Absence,
  { today, others }: { readonly today: Temporal.PlainDate; readonly others: readonly Absence[] },
): AbsenceFault | null => {
  const { fromDay, toDay } = absence
  if (isBefore(toDay, fromDay)) return 'ends-before-it-begins'
  if (isBefore(toDay, today)) return 'over-already'
  if (isBefore(today.add({ days: longestAheadDays }), toDay)) return 'too-far-ahead'
  return others.some((other) => overlap(absence, other)) ? 'overlaps' : null
}

/**
 * An absence that may be planned: it ends today or later, not before it begins, at most a year ahead, and has no day in
 * common with another of the same person. Refuses: `absence-impossible`, `absence-overlaps`.
 */
export const checkAbsence = (absence: Absence, circumstances: Parameters<typeof absenceFault>[1]): void => {
  const fault = absenceFault(absence, circumstances)
  if (fault !== null) throw new Refusal(fault === 'overlaps' ? 'absence-overlaps' : 'absence-impossible')
}

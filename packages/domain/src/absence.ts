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

/**
 * An absence that may be planned: it ends today or later, not before it begins, at most a year ahead, and has no day in
 * common with another of the same person. Refuses: `absence-impossible`, `absence-overlaps`.
 */
export const checkAbsence = (
  absence: Absence,
  { today, others }: { readonly today: Temporal.PlainDate; readonly others: readonly Absence[] },
): void => {
  const { fromDay, toDay } = absence
  const latest = today.add({ days: longestAheadDays })
  if (isBefore(toDay, fromDay) || isBefore(toDay, today) || isBefore(latest, toDay)) {
    throw new Refusal('absence-impossible')
  }
  if (others.some((other) => overlap(absence, other))) throw new Refusal('absence-overlaps')
}

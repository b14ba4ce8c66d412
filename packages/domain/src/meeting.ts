import { Temporal } from 'temporal-polyfill'

/** What somebody invited to a working group answers. */
export const meetingAnswers = ['coming', 'not-coming', 'maybe'] as const
export type MeetingAnswer = (typeof meetingAnswers)[number]

/** A meeting is called at most so many days ahead, and lasts at most so many hours. */
const longestAheadDays = 366
const longestHours = 24

/** May a meeting be called for this time? It begins later than now, within a year, and ends after it has begun. */
export const mayTakePlace = (
  { startsAt, endsAt }: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  now: Temporal.Instant,
): boolean => {
  const isAfter = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) > 0
  return (
    isAfter(startsAt, now) &&
    isAfter(now.add({ hours: 24 * longestAheadDays }), startsAt) &&
    isAfter(endsAt, startsAt) &&
    !isAfter(endsAt, startsAt.add({ hours: longestHours }))
  )
}

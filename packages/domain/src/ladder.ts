import type { Temporal } from 'temporal-polyfill'
import { windowStartOf } from './promised-date.ts'
import { addCountedDays, dueAt, endOfLocalDay, lastDayOf, localDay, startOfMorning } from './response-window.ts'
import type { Counting } from './response-window.ts'
import { isWorkingDay } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

/** The promise as it stood when the referral was sent. Windows are in days, counted as the offer said then. */
export interface PromiseSnapshot {
  readonly windowDays: number
  readonly counting: Counting
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}

export const milestoneKinds = [
  'notify',
  'remind-1',
  'remind-2',
  'warn',
  'lapse',
  'animator-overdue',
  'outcome',
  'feedback',
] as const
export type MilestoneKind = (typeof milestoneKinds)[number]

/** One planned act on a referral; (kind, occurrence) is unique within it. */
export interface Milestone {
  readonly kind: MilestoneKind
  readonly occurrence: number
  readonly dueAt: Temporal.Instant
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => a.epochMilliseconds < b.epochMilliseconds

const shareOf = (from: Temporal.Instant, to: Temporal.Instant, share: number): Temporal.Instant =>
  from.add({ milliseconds: Math.round((to.epochMilliseconds - from.epochMilliseconds) * share) })

/**
 * The morning on which a reminder about `day` is useful: that day's, or, because mails to professionals leave on
 * working days only, that of the last working day before it, as long as the referral had been sent by then.
 */
const usefulMorning = (day: Temporal.PlainDate, sentAt: Temporal.Instant, promise: PromiseSnapshot) => {
  for (let candidate = day; ; candidate = candidate.subtract({ days: 1 })) {
    const morning = startOfMorning(candidate, promise.timeZone)
    if (!isBefore(sentAt, morning)) return startOfMorning(day, promise.timeZone)
    if (isWorkingDay(candidate, promise.holidayZone)) return morning
  }
}

const firstReminderAt = (start: Temporal.Instant, due: Temporal.Instant, promise: PromiseSnapshot) =>
  promise.windowDays <= 2
    ? shareOf(start, due, 0.5)
    : dueAt({ ...promise, receivedAt: start, windowDays: promise.windowDays <= 4 ? 1 : 2 })

/**
 * Everything that is planned when a referral is sent: the mail to the offer's contact, the reminders, the animator's
 * warning and the lapse (domain.md §4). Later milestones (outcome, feedback, animator-overdue) are planned by the
 * step that calls for them.
 */
export const planLadder = (sentAt: Temporal.Instant, due: Temporal.Instant, promise: PromiseSnapshot): Milestone[] => {
  const { windowDays, timeZone } = promise
  const start = windowStartOf({ ...promise, receivedAt: sentAt })
  const lastDay = lastDayOf(due, timeZone)
  const ladder: Milestone[] = [
    { kind: 'notify', occurrence: 1, dueAt: sentAt },
    { kind: 'remind-1', occurrence: 1, dueAt: firstReminderAt(start, due, promise) },
  ]
  if (windowDays >= 2) {
    const last = usefulMorning(lastDay, start, promise)
    const twoDaysBefore = addCountedDays(localDay(start, timeZone), windowDays - 2, promise)
    const before = windowDays >= 5 ? usefulMorning(twoDaysBefore, start, promise) : last
    // Before a week-end both may fall on the same morning: once is enough.
    const mornings = isBefore(before, last) ? [before, last] : [last]
    ladder.push(...mornings.map((at, place) => ({ kind: 'remind-2' as const, occurrence: place + 1, dueAt: at })))
  }
  const warnAt = windowDays === 1 ? shareOf(start, due, 0.75) : startOfMorning(lastDay, timeZone)
  ladder.push({ kind: 'warn', occurrence: 1, dueAt: warnAt }, { kind: 'lapse', occurrence: 1, dueAt: due })
  return ladder
}

/**
 * What an extension adds: a reminder and a warning on the morning of the new last day, when it is still to come.
 * `occurrence` is the number of extensions so far plus ten, so that it never meets the first ladder's.
 */
export const planAfterExtension = (
  now: Temporal.Instant,
  due: Temporal.Instant,
  promise: PromiseSnapshot,
  extensions: number,
): Milestone[] => {
  const lastDay = lastDayOf(due, promise.timeZone)
  const occurrence = 10 + extensions
  const planned: Milestone[] = [
    { kind: 'remind-2', occurrence, dueAt: usefulMorning(lastDay, now, promise) },
    { kind: 'warn', occurrence, dueAt: startOfMorning(lastDay, promise.timeZone) },
  ]
  return planned.filter((milestone) => isBefore(now, milestone.dueAt))
}

/** End of the one more local day that an accepted referral gets when its window runs out. */
export const graceEndOf = (due: Temporal.Instant, promise: PromiseSnapshot): Temporal.Instant =>
  endOfLocalDay(lastDayOf(due, promise.timeZone).add({ days: 1 }), promise.timeZone)

/** The animator has two working days for a request in his or her hands; then the regional level is told. */
export const animatorOverdueAt = (now: Temporal.Instant, promise: PromiseSnapshot): Temporal.Instant =>
  dueAt({ ...promise, receivedAt: now, windowDays: 2, counting: 'working' })

/** The regional level is told again every week for as long as the request stays unresolved. */
export const nextOverdueAt = (now: Temporal.Instant, promise: PromiseSnapshot): Temporal.Instant =>
  endOfLocalDay(localDay(now, promise.timeZone).add({ days: 6 }), promise.timeZone)

const morningAfter = (from: Temporal.Instant, days: number, { timeZone }: PromiseSnapshot) =>
  startOfMorning(localDay(from, timeZone).add({ days }), timeZone)

/** 10 days after the contact, the young person is asked how it went. */
export const feedbackAt = (from: Temporal.Instant, promise: PromiseSnapshot): Milestone => ({
  kind: 'feedback',
  occurrence: 1,
  dueAt: morningAfter(from, 10, promise),
})

/** 30 days after the contact the referent is asked for the outcome; 14 days later the animator sees that it is missing. */
export const outcomesAt = (contactedAt: Temporal.Instant, promise: PromiseSnapshot): Milestone[] => [
  { kind: 'outcome', occurrence: 1, dueAt: morningAfter(contactedAt, 30, promise) },
  { kind: 'outcome', occurrence: 2, dueAt: morningAfter(contactedAt, 44, promise) },
]

const supersededBy: Record<MilestoneKind, readonly MilestoneKind[]> = {
  notify: [],
  'remind-1': ['remind-1', 'remind-2', 'lapse'],
  'remind-2': ['remind-2', 'lapse'],
  warn: ['warn', 'lapse'],
  lapse: [],
  'animator-overdue': [],
  outcome: ['outcome'],
  feedback: [],
}

/**
 * After an outage only the latest due milestone of a referral sends: an earlier one is superseded when a later one of
 * the same purpose is due as well. The lapse is never superseded.
 */
export const isSuperseded = (milestone: Milestone, pending: readonly Milestone[], now: Temporal.Instant): boolean =>
  pending.some(
    (other) =>
      supersededBy[milestone.kind].includes(other.kind) &&
      isBefore(milestone.dueAt, other.dueAt) &&
      !isBefore(now, other.dueAt),
  )

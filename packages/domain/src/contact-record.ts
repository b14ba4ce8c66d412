import type { Temporal } from 'temporal-polyfill'
import type { JournalEntry, Referral, ReferralEvent } from './referral.ts'

type ContactRecorded = Extract<ReferralEvent, { kind: 'contact-recorded' }>

/** Attempts nearer than this to the last one that counted are kept, and count for nothing. */
export const attemptsApartHours = 2

/** "Unreachable" takes as many attempts. */
export const attemptsNeeded = 3

/** Does this attempt count towards the three? Pressing a button three times is not trying three times. */
export const countsAsAttempt = (
  { lastAttemptAt }: Pick<Referral, 'lastAttemptAt'>,
  { reached, contactedAt }: ContactRecorded,
): boolean =>
  !reached &&
  (lastAttemptAt === null || contactedAt.since(lastAttemptAt).total('milliseconds') >= attemptsApartHours * 3_600_000)

/** The same record by the same person within this long is a second press of the same button, in seconds. */
const samePressSeconds = 120

const isNear = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Math.abs(a.since(b).total('seconds')) < samePressSeconds

/** Is this contact on record already, a moment ago, by the same person and about the same time? */
export const isOnRecord = (journal: readonly JournalEntry[], { event, by, at }: JournalEntry): boolean =>
  event.kind === 'contact-recorded' &&
  journal.some(
    (earlier) =>
      earlier.event.kind === 'contact-recorded' &&
      earlier.event.reached === event.reached &&
      earlier.event.channel === event.channel &&
      isNear(earlier.event.contactedAt, event.contactedAt) &&
      'userId' in by &&
      'userId' in earlier.by &&
      earlier.by.userId === by.userId &&
      isNear(earlier.at, at),
  )

import type { Temporal } from 'temporal-polyfill'
import { mailMayLeaveAt } from './quiet-hours.ts'
import type { Referral } from './referral.ts'
import { countedDaysBetween, dueAt, localDay } from './response-window.ts'

/** When the mail to the offer's contact should leave: at once, or when quiet hours end. */
export const noticeDueAt = (referral: Pick<Referral, 'sentAt' | 'promise'>): Temporal.Instant =>
  mailMayLeaveAt({ ...referral.promise, at: referral.sentAt, audience: 'professional' })

/**
 * The due date owed to a partner whom the platform told late, or undefined when it was told in time. Told on a later
 * counted day than planned, it gets a window as long as if the request had come on that day (domain.md §4: "the window
 * is extended by as much"; decision 0004 says why days, and why quiet hours alone move nothing).
 */
export const dueAtOwedForLateNotice = (referral: Referral, now: Temporal.Instant): Temporal.Instant | undefined => {
  if (referral.state !== 'sent' || referral.notifiedAt !== null || referral.unreachableAt !== null) return undefined
  const { promise } = referral
  const planned = localDay(noticeDueAt(referral), promise.timeZone)
  const late = countedDaysBetween(planned, localDay(now, promise.timeZone), promise) > 0
  const over = now.epochMilliseconds >= referral.dueAt.epochMilliseconds
  if (!late && !over) return undefined
  const owed = dueAt({ ...promise, receivedAt: now })
  return owed.epochMilliseconds > referral.dueAt.epochMilliseconds ? owed : undefined
}

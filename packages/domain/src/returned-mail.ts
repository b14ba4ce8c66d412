import type { Temporal } from 'temporal-polyfill'
import type { Referral } from './referral.ts'
import { windowEndOf } from './step.ts'

/** Servers give up on a mail after five days or so; a week leaves room for the report itself. */
const reportDays = 7

/** May what another server tells still be believed? Not more than seven days after the mail left (decision 0034). */
export const isReportInTime = (sentAt: Temporal.Instant, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - sentAt.epochMilliseconds <= reportDays * 24 * 3_600_000

/**
 * May it still be said that the partner did not know? Only of one that was told, has not answered, and whose window is
 * running: what is over stays as it was judged, and whoever gains by a report is who could forge it (decision 0034).
 */
export const learnsThatUntold = (referral: Referral, now: Temporal.Instant): boolean =>
  referral.state === 'sent' &&
  referral.notifiedAt !== null &&
  now.epochMilliseconds < windowEndOf(referral).epochMilliseconds

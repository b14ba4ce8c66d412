import type { Temporal } from 'temporal-polyfill'
import { mailMayLeaveAt } from './quiet-hours.ts'
import { dueAt } from './response-window.ts'
import type { ResponseWindow } from './response-window.ts'

/**
 * From when a window is counted: the moment the request is received, or, when the mail that tells the partner may only
 * leave after the whole window, the moment at which it leaves. A promise that nobody could keep is not made; as long as
 * quiet hours leave some of the window, they change nothing (decision 0004).
 */
export const windowStartOf = (window: ResponseWindow): Temporal.Instant => {
  const toldAt = mailMayLeaveAt({ ...window, at: window.receivedAt, audience: 'professional' })
  return dueAt(window).epochMilliseconds > toldAt.epochMilliseconds ? window.receivedAt : toldAt
}

/**
 * The due date that a referral is born with, and that every page and mail tells from the start. RangeError as `dueAt`.
 */
export const promisedDueAt = (window: ResponseWindow): Temporal.Instant =>
  dueAt({ ...window, receivedAt: windowStartOf(window) })

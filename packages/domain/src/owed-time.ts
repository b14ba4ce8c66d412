import type { Temporal } from 'temporal-polyfill'
import { promisedDueAt } from './promised-date.ts'
import { mailMayLeaveAt } from './quiet-hours.ts'
import { isAwaited } from './referral.ts'
import type { ExtensionCause, Referral } from './referral.ts'
import {
  addCountedDays,
  countedDaysBetween,
  dueAt,
  endOfLocalDay,
  lastDayOf,
  localDay,
  startOfMorning,
} from './response-window.ts'
import { isWorkingDay } from './working-days.ts'

/** A time during which the platform itself was down. */
export interface Outage {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

/** A due date that the platform owes to a partner, and why. */
export interface OwedTime {
  readonly dueAt: Temporal.Instant
  readonly cause: ExtensionCause
}

const isLater = (a: Temporal.Instant, b: Temporal.Instant) => a.epochMilliseconds > b.epochMilliseconds

/** When the mail to the offer's contact should leave: at once, or when quiet hours end. */
export const noticeDueAt = (referral: Pick<Referral, 'sentAt' | 'promise'>): Temporal.Instant =>
  mailMayLeaveAt({ ...referral.promise, at: referral.sentAt, audience: 'professional' })

/** A notice that still has not left after as many extensions does not hold the request any longer: it goes on. */
const extensionsForNotice = 2

/**
 * What is owed to a partner whom the platform tells late, or undefined when it is told in time. Told on a later counted
 * day than planned, or only after its window, it gets a window as long as if the request had come on the day it can be
 * told (domain.md §4: "extended by as much"; decision 0004 says why days).
 */
export const owedForLateNotice = (referral: Referral, now: Temporal.Instant): OwedTime | undefined => {
  if (referral.extensions >= extensionsForNotice) return undefined
  if (referral.state !== 'sent' || referral.notifiedAt !== null || referral.unreachableAt !== null) return undefined
  const { promise } = referral
  const planned = noticeDueAt(referral)
  const late = countedDaysBetween(localDay(planned, promise.timeZone), localDay(now, promise.timeZone), promise) > 0
  if (!late && isLater(referral.dueAt, now)) return undefined
  const toldAt = mailMayLeaveAt({ ...promise, at: now, audience: 'professional' })
  const owed = dueAt({ ...promise, receivedAt: toldAt })
  if (!isLater(owed, referral.dueAt)) return undefined
  return { dueAt: owed, cause: 'platform' }
}

/** Half an hour and more of a working day without the platform counts as a day lost, in milliseconds. */
const lostAfterMs = 30 * 60_000
const workingHours = { hours: 10, minutes: 30 }

const daysLost = (referral: Referral, outages: readonly Outage[], now: Temporal.Instant): number => {
  const { timeZone, holidayZone, counting } = referral.promise
  const first = localDay(referral.sentAt, timeZone)
  const last = localDay(now, timeZone)
  let lost = 0
  for (let day = first; day.since(last).days <= 0; day = day.add({ days: 1 })) {
    if (counting === 'working' && !isWorkingDay(day, holidayZone)) continue
    const opens = startOfMorning(day, timeZone)
    const closes = opens.add(workingHours)
    const downMs = outages.reduce((sum, { from, to }) => {
      const begin = Math.max(from.epochMilliseconds, opens.epochMilliseconds, referral.sentAt.epochMilliseconds)
      return sum + Math.max(0, Math.min(to.epochMilliseconds, closes.epochMilliseconds) - begin)
    }, 0)
    if (downMs >= lostAfterMs) lost += 1
  }
  return lost
}

/**
 * What is owed to a partner because the platform was down inside its window, or undefined: each counted day on which it
 * was down for half an hour or more between 08:00 and 18:30 is given back, once (domain.md §4, decision 0013).
 */
export const owedForOutages = (
  referral: Referral,
  outages: readonly Outage[],
  now: Temporal.Instant,
): OwedTime | undefined => {
  if (!isAwaited(referral.state) || outages.length === 0) return undefined
  const { promise } = referral
  const lost = daysLost(referral, outages, now)
  if (lost === 0) return undefined
  const promised = lastDayOf(promisedDueAt({ ...promise, receivedAt: referral.sentAt }), promise.timeZone)
  const owed = endOfLocalDay(addCountedDays(promised, lost, promise), promise.timeZone)
  return isLater(owed, referral.dueAt) && isLater(owed, now) ? { dueAt: owed, cause: 'platform' } : undefined
}

import type { Temporal } from 'temporal-polyfill'
import { timeOfLocalDay } from './local-days.ts'
import { localDay, startOfMorning } from './response-window.ts'
import { isWorkingDay } from './working-days.ts'
import type { HolidayZone } from './working-days.ts'

/** Who a mail is for; the two do not have the same quiet hours. */
export type Audience = 'professional' | 'young-person'

/** A mail that wants to leave at a moment, and where its reader lives. */
export interface Departure {
  readonly at: Temporal.Instant
  readonly audience: Audience
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}

const lastPost = { professional: '18:30', 'young-person': '21:00' } as const satisfies Record<Audience, string>

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => a.epochNanoseconds < b.epochNanoseconds

/**
 * When a mail may leave: at once outside quiet hours, otherwise at the first allowed instant after. Professionals
 * are written to from 08:00 to 18:30 local on working days, young people from 08:00 to 21:00 any day; 08:00 itself is
 * allowed, 18:30 and 21:00 are not. The receipt of a request leaves at once and does not ask. Source: domain.md §3.
 */
export const mailMayLeaveAt = ({ at, audience, timeZone, holidayZone }: Departure): Temporal.Instant => {
  for (let day = localDay(at, timeZone); ; day = day.add({ days: 1 })) {
    if (audience === 'professional' && !isWorkingDay(day, holidayZone)) continue
    const opening = startOfMorning(day, timeZone)
    if (isBefore(at, opening)) return opening
    if (isBefore(at, timeOfLocalDay(day, lastPost[audience], timeZone))) return at
  }
}

/** Must a mail wait now? */
export const isQuietHour = (departure: Departure): boolean => isBefore(departure.at, mailMayLeaveAt(departure))

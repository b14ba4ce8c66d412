import { isWorkingDay } from '@boussole/domain'
import type { ContactChannel, HolidayZone, Outcome, referentDeclineReasons } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Chance } from './chance.ts'

/** How a partner keeps its word: the share it contacts in time, and the chance that it says what is still right when asked. */
export interface Habit {
  readonly inTime: number
  readonly confirms: number
}

/** The shares that the State's own Boussole told of its good, average and failing territories. */
const habits: Readonly<Record<'good' | 'average' | 'failing', Habit>> = {
  good: { inTime: 0.9, confirms: 1 },
  average: { inTime: 0.72, confirms: 0.9 },
  failing: { inTime: 0.25, confirms: 0.4 },
}

/** The habit of each partner, the same in every year with this seed: most are good, a few fail. */
export const habitOf = (chance: Chance): Habit =>
  chance.oneOf([
    [habits.good, 6],
    [habits.average, 3],
    [habits.failing, 1],
  ])

/** A year of youth: many ask in September, few at Christmas and in August. Requests per ten days, by month. */
export const seasons: readonly number[] = [14, 13, 14, 15, 13, 11, 8, 6, 20, 18, 15, 9]

/** Young people whom nobody reaches, whatever is tried. */
export const unreachable = 0.2
/** Young people who let a partner that does not answer be replaced by another. */
export const consentsToRedirection = 0.75
/** Young people past the age of most offers: their search is often answered by nobody. */
export const pastMostOffers = 0.05
/** Referrals that a partner passes on to a better one. */
export const passesOn = 0.04
/** What nobody took, for which the animator finds another partner. */
export const findsAnother = 0.5
/** Referrals that a partner sends back. */
export const declines = 0.07
/** Contacts whose partner never says how they ended. */
export const forgetsOutcome = 0.12
/** Young people who say how it went. */
export const saysHowItWent = 0.35

export const declineReasons: readonly (readonly [(typeof referentDeclineReasons)[number], number])[] = [
  ['not-eligible', 4],
  ['out-of-area', 2],
  ['no-capacity', 3],
  ['not-our-field', 3],
]

export const outcomes: readonly (readonly [Outcome, number])[] = [
  ['helped', 5],
  ['appointment-given', 5],
  ['already-accompanied', 1],
  ['not-interested', 1],
  ['no-solution', 1],
]

export const channels: readonly (readonly [ContactChannel, number])[] = [
  ['phone', 6],
  ['sms', 2],
  ['email', 2],
  ['meeting', 1],
]

/** The place where a professional works: its hours and its holidays. */
export interface WorkPlace {
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}

/** The first moment from `at` on at which a professional is at work: 9 to 17 on working days. */
export const atWork = (at: Temporal.Instant, { timeZone, holidayZone }: WorkPlace): Temporal.Instant => {
  for (let local = at.toZonedDateTimeISO(timeZone); ;) {
    const day = local.toPlainDate()
    if (isWorkingDay(day, holidayZone) && local.hour < 17) {
      return local.hour >= 9 ? local.toInstant() : local.with({ hour: 9, minute: local.minute }).toInstant()
    }
    local = day
      .add({ days: 1 })
      .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: 9, minute: local.minute }) })
  }
}

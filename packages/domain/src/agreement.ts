import { Temporal } from 'temporal-polyfill'

/** A year for which an agreement holds; both days count. */
export interface AgreementYear {
  readonly fromDay: Temporal.PlainDate
  readonly toDay: Temporal.PlainDate
}

/** Whoever ends an agreement before its year is over does so this many days ahead (decision 0036). */
export const endingNoticeDays = 30

/** So many days before the end of a year its people are told that it renews, the last first. */
export const agreementNotices = [60, 30] as const
export type AgreementNotice = (typeof agreementNotices)[number]

/** An ending takes effect at the end of the year, or once the notice is over. */
export const endingKinds = ['at-term', 'with-notice'] as const
export type EndingKind = (typeof endingKinds)[number]

/** Who declares that an agreement ends. */
export type AgreementSide = 'partner' | 'animation'

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(one, other) < 0

/**
 * The year that begins on this day: it ends on the eve of the same date. From a 29 February it ends on 28 February, for
 * the day that would follow does not exist. Charter: "pour une durée d'un an".
 */
export const yearFrom = (fromDay: Temporal.PlainDate): AgreementYear => {
  const sameDate = fromDay.add({ years: 1 })
  return { fromDay, toDay: sameDate.day === fromDay.day ? sameDate.subtract({ days: 1 }) : sameDate }
}

/** The year after this one: no day between them, none in both. Charter: "renouvelable par tacite reconduction". */
export const yearAfter = ({ toDay }: AgreementYear): AgreementYear => yearFrom(toDay.add({ days: 1 }))

/** Is there a day between the two years on which nothing would be in force? None where the second takes the first's place. */
export const isGapBetween = (first: AgreementYear, second: AgreementYear): boolean =>
  isBefore(first.toDay.add({ days: 1 }), second.fromDay)

/**
 * The years by which an agreement renews itself so that today is one of its days, and tomorrow too: one on its last day,
 * several after a long outage, none before.
 */
export const renewalsDue = (year: AgreementYear, today: Temporal.PlainDate): AgreementYear[] => {
  if (isBefore(today, year.toDay)) return []
  const next = yearAfter(year)
  return [next, ...renewalsDue(next, today)]
}

/** The notices of a year's end whose day has come and which were not sent; none once the year is over. */
export const noticesDue = (
  { toDay }: Pick<AgreementYear, 'toDay'>,
  { today, sent }: { readonly today: Temporal.PlainDate; readonly sent: readonly AgreementNotice[] },
): AgreementNotice[] =>
  isBefore(toDay, today)
    ? []
    : agreementNotices.filter((days) => !sent.includes(days) && !isBefore(today, toDay.subtract({ days })))

/** The last day of an agreement that is ended with notice today. */
export const lastDayWithNotice = (today: Temporal.PlainDate): Temporal.PlainDate =>
  today.add({ days: endingNoticeDays })

/**
 * How the last year of an agreement may be ended today, and on which day that is: at its end, until the day before it,
 * for on the last day it renews itself; with notice, where that comes sooner. One that ends already only ends sooner.
 */
export const endingsPossible = (
  { toDay, ends }: Pick<AgreementYear, 'toDay'> & { readonly ends: boolean },
  today: Temporal.PlainDate,
): Partial<Record<EndingKind, Temporal.PlainDate>> => {
  const withNotice = lastDayWithNotice(today)
  return {
    ...(isBefore(today, toDay) && !ends ? { 'at-term': toDay } : {}),
    ...(isBefore(withNotice, toDay) ? { 'with-notice': withNotice } : {}),
  }
}

/** A charter on paper is recorded so many years after it was signed at the most. */
const recordedWithinYears = 5

/** May a charter on paper bear this date? It was signed today, or in the last five years. */
export const mayBeSignedOn = (day: Temporal.PlainDate, today: Temporal.PlainDate): boolean =>
  !isBefore(today, day) && !isBefore(day, today.subtract({ years: recordedWithinYears }))

/** May an ending still be taken back today? Until its last day is over: then nothing is shown of the partner any more. */
export const mayBeTakenBack = (lastDay: Temporal.PlainDate, today: Temporal.PlainDate): boolean =>
  !isBefore(lastDay, today)

/** The last year of an agreement that a charter comes after. */
export interface YearBeforeCharter extends AgreementYear {
  /** It came by itself: nobody signed it. */
  readonly isRenewal: boolean
  /** Somebody has ended it. */
  readonly ends: boolean
}

/**
 * From when a charter signed by both is in force: the day of its signatures, or the day after the year that still runs then.
 * A renewal that has not begun today, and which nobody has ended, gives way to it: the charter begins in its place
 * (decision 0036).
 */
export const firstDayOfCharter = (
  last: YearBeforeCharter | null,
  { signedOn, today }: { readonly signedOn: Temporal.PlainDate; readonly today: Temporal.PlainDate },
): Temporal.PlainDate => {
  if (last === null || isBefore(last.toDay, signedOn)) return signedOn
  const givesWay = last.isRenewal && !last.ends && isBefore(today, last.fromDay)
  return givesWay ? last.fromDay : last.toDay.add({ days: 1 })
}

import { Temporal } from 'temporal-polyfill'

// Time zones are dear: the same few days are asked for again and again, by every referral. Pure memos: they change speed
// and nothing else (`npm run simulate` spends a third less).

/** Days remembered of one time zone; then they are forgotten together. */
const most = 4_000

const dayMs = 86_400_000

interface Lasting {
  readonly date: Temporal.PlainDate
  readonly fromMs: number
  readonly untilMs: number
}

/** By time zone, then by day of UTC: the local days that touch it. */
const daysKnown = new Map<string, Map<number, readonly Lasting[]>>()
/** By time zone and time of day, then by date. */
const timesKnown = new Map<string, Map<number, Temporal.Instant>>()

const knownIn = <Known>(memo: Map<string, Map<number, Known>>, key: string): Map<number, Known> => {
  let known = memo.get(key)
  if (known === undefined || known.size >= most) {
    known = new Map()
    memo.set(key, known)
  }
  return known
}

/** An instant of a local day by the time on its clocks; where there is no such time, the first after it. */
export const timeOfLocalDay = (
  day: Temporal.PlainDate,
  time: `${number}:${number}`,
  timeZone: string,
): Temporal.Instant => {
  const known = knownIn(timesKnown, `${timeZone} ${time}`)
  const key = (day.year * 12 + day.month) * 31 + day.day
  const found = known.get(key)
  if (found !== undefined) return found
  const instant = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
  known.set(key, instant)
  return instant
}

/** The first instant of a local day. */
export const startOfLocalDay = (day: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  timeOfLocalDay(day, '00:00', timeZone)

/** The date on the calendar of that time zone, that many milliseconds after the epoch. */
export const localDayAt = (ms: number, timeZone: string): Temporal.PlainDate => {
  const known = knownIn(daysKnown, timeZone)
  const key = Math.floor(ms / dayMs)
  const days = known.get(key) ?? []
  const found = days.find(({ fromMs, untilMs }) => fromMs <= ms && ms < untilMs)
  if (found !== undefined) return found.date
  const date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate()
  const fromMs = startOfLocalDay(date, timeZone).epochMilliseconds
  const untilMs = startOfLocalDay(date.add({ days: 1 }), timeZone).epochMilliseconds
  known.set(key, [...days, { date, fromMs, untilMs }])
  return date
}

import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

const isInstant = (given: string): boolean => {
  if (!instantPattern.test(given)) return false
  try {
    return Temporal.Instant.from(given).epochMilliseconds > 0
  } catch {
    return false // the 31st of February
  }
}

const isDay = (given: string): boolean => {
  if (!dayPattern.test(given)) return false
  try {
    // PostgreSQL knows no year 0; the last night of the year 9999 ends in a year of five digits, which it cannot read.
    const { year } = Temporal.PlainDate.from(given, { overflow: 'reject' })
    return year > 0 && year < 9999
  } catch {
    return false // the 31st of February
  }
}

/** An instant: ISO 8601 with its offset outside, `Temporal.Instant` inside. */
export const instant = z.codec(
  z
    .string()
    .refine(isInstant, { error: 'Cette date s’écrit comme 2026-11-24T09:30:00+01:00.', abort: true })
    .meta({ format: 'date-time' }),
  z.instanceof(Temporal.Instant).meta({ type: 'string', format: 'date-time' }),
  { decode: (words) => Temporal.Instant.from(words), encode: (value) => value.toString() },
)

/** An instant in words, where a page of a list goes on: one that PostgreSQL reads, unlike those of the year 0. */
export const cursorInstant = () => z.string().refine(isInstant)

/** Where a page of a list goes on, as an address says it: after this time and this id. What cannot be read is its beginning. */
export const cursorAt = (at: z.ZodType<string, string> = cursorInstant()) =>
  z
    .string()
    .transform((given) => given.split('~'))
    .pipe(z.tuple([at, z.uuid()]))
    .transform(([when, id]) => ({ at: when, id }))
    .optional()
    .catch(undefined)

/** A day on the calendar, without hour or zone: `2026-11-24`. */
export const day = z.string().refine(isDay, 'Ce jour s’écrit comme 2026-11-24.').meta({ format: 'date' })

import { z } from 'zod'
import { fieldFaults, tooLongFault } from './field-faults.ts'

const control = /\p{Cc}/u
const controlButNewLine = /[^\P{Cc}\n]/u
const newLine = /[\n\r\u2028\u2029]/
/** Marks that turn the direction of what follows: they make a name read as another one. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const loneSurrogate = /\p{Surrogate}/u
const letter = /\p{L}/u
/** What mail programs turn into a link, with the other full stops that browsers read as a dot (UTS 46). */
const link = /:\/\/|www\s*[.\u3002\uff0e\uff61]|[@\uff20]|[.\u2024\u3002\uff0e\uff61]\p{Cf}*\p{L}/iu

/** Characters as PostgreSQL and people count them: an emoji outside the basic plane is one, not two. */
export const lengthOf = (words: string): number => {
  let length = 0
  for (const _ of words) length += 1
  return length
}

const withinLength = (words: z.ZodString, min: number, max: number) =>
  words
    .refine((given) => lengthOf(given) >= min, fieldFaults.empty)
    .refine((given) => lengthOf(given) <= max, tooLongFault(max))
    .meta({ minLength: min, maxLength: max })

const oneLine = () =>
  z
    .string()
    .refine((given) => !newLine.test(given), { error: fieldFaults['one-line'], abort: true })
    .refine((given) => !control.test(given) && !loneSurrogate.test(given), {
      error: fieldFaults.invisible,
      abort: true,
    })

/** One line of words, kept as it is but for the spaces around it; from `min` to `max` characters. */
export const line = (max: number, min = 1) => withinLength(oneLine().trim(), min, max)

/**
 * Somebody's name: one line of 1 to 80 characters with a letter in it, spaces around it taken off, nothing that would
 * break a mail's header or turn the reading direction, and nothing that reads as an address: our mails say it to an
 * address that nobody has confirmed, and would carry anybody's advertisement.
 */
export const personName = () =>
  withinLength(
    oneLine()
      .refine((given) => !bidi.test(given), {
        error: fieldFaults['reading-direction'],
        abort: true,
      })
      .refine((given) => !link.test(given), {
        error: fieldFaults.link,
        abort: true,
      })
      .trim(),
    1,
    80,
  ).refine((given) => given === '' || letter.test(given), fieldFaults['no-letter'])

/** A name after which a page of a list goes on: any words but those that no text of PostgreSQL can be. */
export const cursorName = () =>
  z
    .string()
    .max(400)
    .refine((given) => !given.includes('\0'))

/** Words over several lines: kept exactly as they are, or refused; never cut, never changed. 0 to `max` characters. */
export const freeWords = (max: number) =>
  withinLength(
    z.string().refine((given) => !controlButNewLine.test(given) && !loneSurrogate.test(given), {
      error: fieldFaults['invisible-in-text'],
      abort: true,
    }),
    0,
    max,
  )

/** A code of the reference data: theme, need, question, answer. */
export const code = () => z.string().regex(/^[a-z0-9-]{1,60}$/, 'Ce code n’existe pas.')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id that examples show: nobody's. */
export const sampleId = '0b6f2a9e-3c41-4d8f-9f1e-5a7c2d8e4b60'

/** An id given from outside: a UUID in any case, read in lower case, that cannot be taken for another kind of id. */
export const id = <Id extends string>() =>
  z
    .string()
    .toLowerCase()
    .regex(uuid, 'Cet identifiant n’est pas valable.')
    .pipe(z.custom<Id>((given) => typeof given === 'string').meta({ type: 'string', format: 'uuid' }))

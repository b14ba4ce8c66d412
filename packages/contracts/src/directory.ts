import type { PartnerId } from '@boussole/domain'
import { z } from 'zod'
import { communeCode, named } from './communes.ts'
import { code, cursorName, id, line } from './words.ts'

/** Where the next page of the directory starts: after this partner, in the order of folded names. */
export interface DirectoryCursor {
  readonly name: string
  readonly id: PartnerId
}

const place = z.tuple([cursorName(), id<PartnerId>()])

const readPlace = (words: string): z.output<typeof place> | undefined => {
  try {
    return place.safeParse(JSON.parse(Buffer.from(words, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/** The text of a cursor: opaque to whoever carries it. */
export const directoryCursor = z.codec(
  z
    .string()
    .max(1000)
    .refine((words) => readPlace(words) !== undefined, {
      error: 'Ce curseur n’est pas valable : reprenez celui de la page précédente (nextCursor).',
      abort: true,
    }),
  z.custom<DirectoryCursor>((value) => typeof value === 'object').meta({ type: 'string' }),
  {
    decode: (words): DirectoryCursor => {
      const [name, partner] = place.parse(readPlace(words))
      return { name, id: partner }
    },
    encode: ({ name, id: partner }) => Buffer.from(JSON.stringify([name, partner])).toString('base64url'),
  },
)

/** GET /directory: words of a name, of a partner or of an offer; who can act on a theme; who reaches a commune. */
export const directoryQuery = z.strictObject({
  q: line(100).optional(),
  theme: code().optional(),
  commune: communeCode().optional(),
  cursor: directoryCursor.optional(),
})

/** A partner as professionals under agreement see it. */
export const directoryEntry = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    roleInWords: z.string(),
    territory: z.string(),
    commune: named.nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
    /** Those that young people can ask for today. */
    offers: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        theme: named,
        windowDays: z.int(),
        counting: z.enum(['calendar', 'working']),
      }),
    ),
    /** Its referents: name, and what each agreed to show. */
    people: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        phone: z.string().nullable(),
        email: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DirectoryEntry' })

export const directoryPage = z
  .strictObject({ items: z.array(directoryEntry), nextCursor: directoryCursor.nullable() })
  .meta({ id: 'Directory' })

export type DirectoryQuery = z.output<typeof directoryQuery>
export type DirectoryEntry = z.output<typeof directoryEntry>
export type DirectoryPage = z.output<typeof directoryPage>

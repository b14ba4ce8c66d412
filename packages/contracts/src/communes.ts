import { z } from 'zod'
import { language } from './languages.ts'
import { line } from './words.ts'

/** What a list answers: its items, and where the next page starts. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })

/** A code with the name shown for it. */
export const named = z.strictObject({ code: z.string(), name: z.string() }).meta({ id: 'Named' })

/** An INSEE commune code as given from outside; whether it exists is asked of the database. */
export const communeCode = () =>
  z.string().regex(/^([0-9]{5}|2[AB][0-9]{3})$/, 'Choisis ta commune dans la liste : son code INSEE a 5 caractères.')

/** GET /communes?q= */
export const communeQuery = z.strictObject({ q: line(100) })

export const communeFound = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    postalCodes: z.array(z.string()).readonly(),
    department: named,
    territory: z.strictObject({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
    /** The name that was looked for, when it is not the commune's own: a commune it absorbed, an arrondissement. */
    matchedName: z.string().nullable(),
  })
  .meta({ id: 'Commune' })

export const communesFound = listOf(communeFound).meta({ id: 'Communes' })

/** Somebody to turn to, near a commune. */
export const infoJeunes = z
  .strictObject({
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'InfoJeunes' })

/** GET /communes/{code}/themes */
export const themesOpen = listOf(
  z
    .strictObject({
      code: z.string(),
      name: z.string(),
      needs: z.array(named),
      questionnaire: z.strictObject({
        pages: z.array(
          z.strictObject({
            title: z.string(),
            questions: z.array(
              z.strictObject({
                code: z.string(),
                label: z.string(),
                help: z.string().nullable(),
                kind: z.enum(['one', 'several']),
                answers: z.array(z.strictObject({ code: z.string(), label: z.string() })),
              }),
            ),
          }),
        ),
      }),
    })
    .meta({ id: 'Theme' }),
)
  .extend({
    /** The nearest one, where nothing is open yet too; null where there is none. */
    infoJeunes: infoJeunes.nullable(),
  })
  .meta({ id: 'Themes' })

export type InfoJeunes = z.output<typeof infoJeunes>
export type CommuneFound = z.output<typeof communeFound>
export type ThemeOpen = z.output<typeof themesOpen>['items'][number]

/** GET /communes/{code}/themes?language= */
export const themesQuery = z.strictObject({
  language: language()
    .default('fr')
    .meta({ description: 'Langue des mots ; en français là où il n’y en a pas d’autres.' }),
})

export const communeParams = z.strictObject({ code: z.string().max(20) })

import { z } from 'zod'
import { fieldFaults } from './field-faults.ts'
import { instant } from './times.ts'
import { communeCode, infoJeunes, named } from './communes.ts'
import { language } from './languages.ts'
import { code } from './words.ts'

/** SQL keeps 8,000 characters as PostgreSQL prints them, with a space after each comma and colon. */
const answersLength = 5000

const answersGiven = z
  .record(code(), z.array(code()).max(30))
  .refine((answers) => Object.keys(answers).length <= 60, fieldFaults['answers-too-many'])
  .refine((answers) => JSON.stringify(answers).length <= answersLength, fieldFaults['answers-too-many'])
  .meta({ description: 'Code de question → codes de réponse. Une question sans réponse est simplement absente.' })

/** What a young person asks for. An age out of bounds is refused by the rule, which says where to go instead. */
export const asked = {
  commune: communeCode(),
  theme: code(),
  need: code().nullable().default(null),
  age: z.int(fieldFaults['age-number']).min(0, fieldFaults['age-impossible']).max(130, fieldFaults['age-impossible']),
  answers: answersGiven.default({}),
}

/** POST /matches */
export const matchesAsked = z.strictObject({ ...asked, language: language().default('fr') }).meta({
  id: 'MatchesAsked',
  example: {
    commune: '42218',
    theme: 'logement',
    need: 'trouver-un-logement',
    age: 19,
    answers: { situation: ['emploi'] },
  },
})

export const unavailabilities = ['full', 'paused', 'absent'] as const

export const partnerNamed = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'PartnerNamed' })

export const matchesFound = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.string(),
          title: z.string(),
          description: z.string(),
          place: z.string().nullable(),
          partner: partnerNamed,
          need: named,
          windowDays: z.int(),
          counting: z.enum(['calendar', 'working']),
          dueAt: instant,
          /** The local day at whose end the promise ends: "te contacte au plus tard le …". */
          dueDay: z.string(),
          available: z.boolean(),
          unavailable: z.enum(unavailabilities).nullable(),
          needAsked: z.boolean(),
        })
        .meta({ id: 'OfferMatching' }),
    ),
    infoJeunes,
  })
  .meta({ id: 'MatchesFound' })

export type MatchesAsked = z.output<typeof matchesAsked>
export type MatchesFound = z.output<typeof matchesFound>

import type { PartnerId } from '@boussole/domain'
import { z } from 'zod'
import { email } from './emails.ts'
import { day, instant } from './times.ts'
import { cursorName, id, line, personName, sampleId } from './words.ts'

/** Which agreements a list is narrowed to: by what they wait for, or by what they are. */
export const agreementFilters = ['to-countersign', 'to-sign', 'soon', 'without'] as const
export type AgreementFilter = (typeof agreementFilters)[number]

/** A signature: what one types as one's name, and in which function one signs. */
export const signature = z.strictObject({ name: personName().min(2), function: line(120, 2) })
export type Signature = z.output<typeof signature>

/** POST /agreements: a charter is proposed to a partner; its signatory reads and signs it by a link sent to this address. */
export const charterProposed = z
  .strictObject({ partnerId: id<PartnerId>(), name: personName().min(2), function: line(120, 2), email: email() })
  .meta({
    id: 'CharterProposed',
    example: {
      partnerId: sampleId,
      name: 'Agnès Tardieu',
      function: 'Présidente',
      email: 'agnes.tardieu@premier-toit.example',
    },
  })
export type CharterProposed = z.output<typeof charterProposed>

/** Where the next page of agreements starts: after this partner, by name. */
const place = z.tuple([cursorName(), id<PartnerId>()])

const readPlace = (words: string): z.output<typeof place> | undefined => {
  try {
    return place.safeParse(JSON.parse(Buffer.from(words, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

export interface AgreementCursor {
  readonly name: string
  readonly partnerId: PartnerId
}

/** The text of a cursor: opaque to whoever carries it. */
export const agreementCursor = z.codec(
  z
    .string()
    .max(1000)
    .refine((words) => readPlace(words) !== undefined, {
      error: 'Ce curseur n’est pas valable : reprenez celui de la page précédente (nextCursor).',
      abort: true,
    }),
  z.custom<AgreementCursor>((value) => typeof value === 'object').meta({ type: 'string' }),
  {
    decode: (words): AgreementCursor => {
      const [name, partnerId] = place.parse(readPlace(words))
      return { name, partnerId }
    },
    encode: ({ name, partnerId }) => Buffer.from(JSON.stringify([name, partnerId])).toString('base64url'),
  },
)

/** GET /agreements: of the partners one answers for or watches over; those in force, or what they wait for. */
export const agreementsQuery = z.strictObject({
  filter: z.enum(agreementFilters, 'Les valeurs possibles sont : to-countersign, to-sign, soon, without.').optional(),
  cursor: agreementCursor.optional(),
})

const signed = z.strictObject({ name: z.string(), function: z.string(), at: instant })

/** The agreement of one partner: its last year, and the charter that waits for signatures. */
export const agreementSummary = z
  .strictObject({
    partnerId: z.string(),
    partner: z.string(),
    inForce: z.boolean(),
    /** The year that runs, or the last one; both days count. */
    year: z.strictObject({ fromDay: day, toDay: day, version: z.string(), renews: z.boolean() }).nullable(),
    waiting: z
      .strictObject({
        version: z.string(),
        proposedAt: instant,
        signatory: z.strictObject({ name: z.string(), function: z.string() }),
        partnerSigned: signed.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Agreement' })

export const agreementList = z
  .strictObject({ items: z.array(agreementSummary), nextCursor: agreementCursor.nullable() })
  .meta({ id: 'Agreements' })

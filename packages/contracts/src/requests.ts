import { referralStates } from '@boussole/domain'
import type { OfferId } from '@boussole/domain'
import { z } from 'zod'
import { fieldFaults } from './field-faults.ts'
import { language } from './languages.ts'
import { email } from './emails.ts'
import { asked, partnerNamed } from './matches.ts'
import { phoneFaults, phoneWords, readPhone } from './phones.ts'
import { instant } from './times.ts'
import { freeWords, id, line, personName } from './words.ts'

/** What a young person agrees to, in the words shown; a new wording takes a new version. */
export const consentText: {
  readonly version: string
  readonly contact: string
  readonly redirect: string
  readonly english: { readonly contact: string; readonly redirect: string }
} = {
  version: '2026-11',
  contact:
    'J’accepte que ma demande et mes coordonnées soient transmises aux structures que j’ai choisies, pour qu’elles me contactent.',
  redirect:
    'Si une structure ne me répond pas à temps, j’accepte que ma demande soit transmise à une autre qui peut m’aider.',
  english: {
    contact: 'I agree that my request and my details are passed on to the services I chose, so that they contact me.',
    redirect:
      'If a service does not answer me in time, I agree that my request is passed on to another one that can help.',
  },
}

const oneToThree = fieldFaults['offers-number']

const offersChosen = z.union(
  [
    z.literal('best'),
    z
      .array(id<OfferId>())
      .min(1, oneToThree)
      .max(3, oneToThree)
      .refine((offers) => new Set(offers).size === offers.length, fieldFaults['offer-twice']),
  ],
  oneToThree,
)

/** How a young person can be reached, with every field; a request takes one of mail and phone at least. */
const contactFields = {
  firstName: personName(),
  email: email().nullable().default(null),
  phone: phoneWords().nullable().default(null),
  prefers: z.enum(['email', 'phone', 'sms'], fieldFaults['preference-unknown']).nullable().default(null),
  moments: line(300).nullable().default(null),
  message: freeWords(1000).nullable().default(null),
}

/** How somebody says to be reached, right or not. */
interface WaysGiven {
  readonly email: string | null
  readonly phone: string | null
  readonly prefers: string | null
}

/** What does not fit together in the ways of being reached: none at all, or a preference for one that is not given. */
export const contactFault = ({
  email: mail,
  phone,
  prefers,
}: WaysGiven): { readonly field: 'email' | 'prefers'; readonly message: string } | null => {
  if (mail === null && phone === null) return { field: 'email', message: fieldFaults['both-missing'] }
  if (prefers === 'email' && mail === null) return { field: 'prefers', message: fieldFaults['email-missing'] }
  const calls = prefers === 'phone' || prefers === 'sms'
  return calls && phone === null ? { field: 'prefers', message: fieldFaults['phone-missing'] } : null
}

const ways = z.looseObject({
  commune: z.string(),
  contact: z.looseObject({
    email: z.string().nullish().default(null),
    phone: z.string().nullish().default(null),
    prefers: z.string().nullish().default(null),
  }),
})

type ContactField = 'email' | 'phone' | 'prefers'

/** What is wrong with the contact as a whole, told beside one of its fields. */
const faultBeside = (field: ContactField, request: unknown): string | null => {
  const { data } = ways.safeParse(request)
  if (data === undefined) return null
  const { email: mail, phone, prefers } = data.contact
  const fault = contactFault({ email: mail ?? null, phone: phone ?? null, prefers: prefers ?? null })
  if (fault !== null) return fault.field === field ? fault.message : null
  if (field !== 'phone' || phone == null) return null
  const read = readPhone(phone, data.commune)
  return 'fault' in read ? phoneFaults[read.fault] : null
}

/** Looked at together with the fields, so that everything wrong is told at once. */
const fitsBeside = (field: ContactField): Parameters<z.ZodType['refine']> => [
  (request) => faultBeside(field, request) === null,
  { path: ['contact', field], error: ({ input }) => faultBeside(field, input) ?? '', when: () => true },
]

/**
 * POST /requests: what a young person asks, of whom, and how to be reached. The phone number comes out in E.164 form,
 * read as dialled from the commune. `promised` says what windows the form showed, in days by offer: an offer that
 * promises a longer one by now is refused (`offer-changed`).
 */
export const newRequest = z
  .strictObject({
    ...asked,
    offers: offersChosen,
    contact: z.strictObject(contactFields),
    consents: z.strictObject({
      contact: z.literal(true, fieldFaults['consent-missing']),
      redirect: z.boolean(fieldFaults['yes-or-no']),
    }),
    language: language().default('fr'),
    promised: z.record(id<OfferId>(), z.int().min(1).max(7)).default({}),
  })
  .refine(...fitsBeside('email'))
  .refine(...fitsBeside('phone'))
  .refine(...fitsBeside('prefers'))
  .transform((request) => {
    const { phone } = request.contact
    const read = phone === null ? null : readPhone(phone, request.commune)
    return read !== null && 'phone' in read
      ? { ...request, contact: { ...request.contact, phone: read.phone } }
      : request
  })
  .meta({
    id: 'NewRequest',
    // Not `examples`: zod leaves them out of a shape that transforms.
    example: {
      commune: '42218',
      theme: 'logement',
      age: 19,
      answers: { situation: ['emploi'] },
      offers: 'best',
      contact: { firstName: 'Lina', email: 'lina@jeune.example', phone: '06 39 98 00 42', prefers: 'phone' },
      consents: { contact: true, redirect: true },
    },
  })

/** The header that makes a submission safe to repeat: the same key, the same answer. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,200}$/, 'Cette clé fait de 8 à 200 caractères visibles, sans espace ni accent.')
    .optional(),
})

export const requestSubmitted = z
  .strictObject({
    id: z.string(),
    /** The only key to the tracking page: it is not shown again. */
    trackingToken: z.string(),
    referrals: z.array(
      z.strictObject({
        id: z.string(),
        offerId: z.string(),
        offerTitle: z.string(),
        partner: partnerNamed,
        state: z.enum(referralStates),
        windowDays: z.int(),
        dueAt: instant,
      }),
    ),
  })
  .meta({ id: 'RequestSubmitted' })

export type NewRequest = z.output<typeof newRequest>
export type RequestSubmitted = z.output<typeof requestSubmitted>

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

/** Is the preferred way of being reached one that was given? Null when it is, or when none is preferred. */
export const preferenceFault = (contact: {
  readonly email: string | null
  readonly phone: string | null
  readonly prefers: 'email' | 'phone' | 'sms' | null
}): string | null => {
  if (contact.prefers === 'email' && contact.email === null) return fieldFaults['email-missing']
  if ((contact.prefers === 'phone' || contact.prefers === 'sms') && contact.phone === null) {
    return fieldFaults['phone-missing']
  }
  return null
}

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
  .transform((request, context) => {
    const refuse = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: ['contact', field], message, input: request.contact })
      return z.NEVER
    }
    const { contact } = request
    if (contact.email === null && contact.phone === null) {
      return refuse('email', fieldFaults['both-missing'])
    }
    const misfit = preferenceFault(contact)
    if (misfit !== null) return refuse('prefers', misfit)
    if (contact.phone === null) return request
    const read = readPhone(contact.phone, request.commune)
    if ('fault' in read) return refuse('phone', phoneFaults[read.fault])
    return { ...request, contact: { ...contact, phone: read.phone } }
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

import { newRequest, readShape } from '@boussole/contracts'
import type { NewRequest } from '@boussole/contracts'
import { inOrderOf } from '../../site/form.ts'
import type { FormError } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { contactFieldOf, contactFields, contactGiven } from './contact-fields.tsx'
import { askedIn } from './journey.ts'
import type { Journey } from './journey.ts'
import type { Draft } from './draft.ts'
import { wordsIn } from './parts.ts'

/** The fields of the contact page, by their place in a request. */
const fieldOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(contactFieldOf).map(([part, field]) => [`contact.${part}`, field])),
  'consents.contact': 'accord',
}

/** The request that a draft makes, in the shape every request has; or what is to be put right on the contact page. */
export const readNewRequest = (
  visit: Visit,
  journey: Journey,
  {
    contact,
    agreed,
    promised = {},
  }: {
    readonly contact: NonNullable<Draft['contact']>
    readonly agreed: boolean
    /** The windows that the page showed, in days by offer. */
    readonly promised?: Readonly<Record<string, number>>
  },
): { readonly value: NewRequest } | { readonly errors: readonly FormError[] } => {
  const { draft } = journey
  const read = readShape(newRequest, {
    ...askedIn(journey),
    offers: draft.offers ?? [],
    promised,
    contact: contactGiven(contact),
    consents: { contact: agreed, redirect: contact.redirect },
    language: visit.language,
  })
  if ('value' in read) return read
  const words = wordsIn(visit.language).contact
  return {
    errors: inOrderOf(
      contactFields,
      read.errors.map(({ path, message }) => ({
        field: fieldOf[path] ?? '',
        message:
          path === 'contact.firstName' && contact.firstName.trim() === ''
            ? words.firstNameMissing
            : visit.words.faultOf(message),
      })),
    ),
  }
}

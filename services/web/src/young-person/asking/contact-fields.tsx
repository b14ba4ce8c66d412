import { Choices, TextArea, TextField } from '../../components/form.tsx'
import { valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { wordsIn } from './parts.ts'

/** How somebody can be reached, as typed. */
export interface ContactTyped {
  readonly firstName: string
  readonly email: string
  readonly phone: string
  readonly prefers: string
  readonly moments: string
  readonly message: string
}

/** The field of each part of a contact, as they follow each other on the page. */
export const contactFieldOf: Readonly<Record<keyof ContactTyped, string>> = {
  firstName: 'prenom',
  email: 'email',
  phone: 'telephone',
  prefers: 'prefere',
  moments: 'moments',
  message: 'message',
}

/** The fields of the page, whose consents come last. */
export const contactFields: readonly string[] = [...Object.values(contactFieldOf), 'accord', 'relance']

export const contactIn = (values: Values): ContactTyped => ({
  firstName: valueOf(values, 'prenom').trim(),
  email: valueOf(values, 'email').trim(),
  phone: valueOf(values, 'telephone').trim(),
  prefers: valueOf(values, 'prefere'),
  moments: valueOf(values, 'moments').trim(),
  // Browsers send line breaks as CR LF; a request keeps LF.
  message: valueOf(values, 'message').replaceAll('\r\n', '\n'),
})

export const contactValues = (contact: ContactTyped): Values => ({
  prenom: [contact.firstName],
  email: [contact.email],
  telephone: [contact.phone],
  prefere: [contact.prefers],
  moments: [contact.moments],
  message: [contact.message],
})

/** An empty field says nothing. */
const orNull = (words: string): string | null => (words.trim() === '' ? null : words)

/** The contact that somebody typed, in the shape of the API: empty fields are null. */
export const contactGiven = ({ firstName, email, phone, prefers, moments, message }: ContactTyped) => ({
  firstName,
  email: orNull(email),
  phone: orNull(phone),
  prefers: orNull(prefers),
  moments: orNull(moments),
  message: orNull(message),
})

/** The fields by which somebody can be reached: when asking, and when correcting them later. */
export const ContactFields = ({
  visit,
  form,
  emailHint,
}: {
  visit: Visit
  form: FormState
  /** What is sent to the address, and when. */
  emailHint: string
}) => {
  const { contact } = wordsIn(visit.language)
  const { optional } = visit.words
  return (
    <>
      <TextField
        form={form}
        name="prenom"
        label={contact.firstName}
        autocomplete={visit.kiosk ? 'off' : 'given-name'}
      />
      <fieldset class="group">
        <legend>{contact.oneIsEnough}</legend>
        <TextField
          form={form}
          name="email"
          type="email"
          label={contact.email}
          hint={emailHint}
          autocomplete={visit.kiosk ? 'off' : 'email'}
        />
        <TextField
          form={form}
          name="telephone"
          type="tel"
          label={contact.phone}
          hint={contact.phoneHint}
          autocomplete={visit.kiosk ? 'off' : 'tel'}
        />
      </fieldset>
      <Choices
        form={form}
        name="prefere"
        kind="one"
        legend={contact.prefers}
        choices={(['', 'phone', 'sms', 'email'] as const).map((value) => ({
          value,
          label: contact.prefersChoices[value],
        }))}
      />
      <TextField
        form={form}
        name="moments"
        label={contact.moments}
        hint={contact.momentsHint}
        optional={optional}
        autocomplete="off"
      />
      <TextArea form={form} name="message" label={contact.message} hint={contact.messageHint} optional={optional} />
    </>
  )
}

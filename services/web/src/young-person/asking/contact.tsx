import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import {
  Agreement,
  Choices,
  ErrorSummary,
  Form,
  Honeypot,
  honeypotName,
  Submit,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import type { Draft } from './draft.ts'
import { askedIn, loadJourney } from './journey.ts'
import type { Journey } from './journey.ts'
import { readNewRequest } from './new-request.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

const contactIn = (values: Values): NonNullable<Draft['contact']> => ({
  firstName: valueOf(values, 'prenom'),
  email: valueOf(values, 'email'),
  phone: valueOf(values, 'telephone'),
  prefers: valueOf(values, 'prefere'),
  moments: valueOf(values, 'moments'),
  // Browsers send line breaks as CR LF; a request keeps LF.
  message: valueOf(values, 'message').replaceAll('\r\n', '\n'),
  redirect: valueOf(values, 'relance') !== '',
})

const ContactPage = ({ visit, journey, form }: { visit: Visit; journey: Journey; form: FormState }) => {
  const words = wordsIn(visit.language)
  const { contact } = words
  const { optional } = visit.words
  return (
    <>
      <BackLink href={visit.href(`${journey.base}/offres`)} label={words.previous} />
      <ErrorSummary visit={visit} errors={form.errors} />
      <h1>{contact.heading}</h1>
      <p class="lead">{contact.lead(journey.draft.offers?.length ?? 1)}</p>
      <Form visit={visit} form={form}>
        <TextField form={form} name="prenom" label={contact.firstName} autocomplete="given-name" maxLength={80} />
        <fieldset class="group">
          <legend>{contact.oneIsEnough}</legend>
          <TextField
            form={form}
            name="email"
            type="email"
            label={contact.email}
            hint={contact.emailHint}
            autocomplete="email"
            maxLength={254}
          />
          <TextField
            form={form}
            name="telephone"
            type="tel"
            label={contact.phone}
            hint={contact.phoneHint}
            autocomplete="tel"
            maxLength={60}
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
          maxLength={300}
        />
        <TextArea
          form={form}
          name="message"
          label={contact.message}
          hint={contact.messageHint}
          optional={optional}
          maxLength={1000}
        />
        <Honeypot label={contact.trap} />
        <fieldset class="group">
          <legend>{contact.consents}</legend>
          <Agreement form={form} name="accord" label={contact.consentContact} />
          <Agreement form={form} name="relance" label={contact.consentRedirect} hint={contact.consentRedirectHint} />
        </fieldset>
        <Submit label={words.next} />
      </Form>
    </>
  )
}

const initial = ({ draft: { contact } }: Journey): Values =>
  contact === undefined
    ? { prefere: [''] }
    : {
        prenom: [contact.firstName],
        email: [contact.email],
        telephone: [contact.phone],
        prefere: [contact.prefers],
        moments: [contact.moments],
        message: [contact.message],
        accord: ['oui'],
        relance: contact.redirect ? ['oui'] : [],
      }

/** How to be reached, and what is agreed to: each consent for itself. */
export const contactRoute = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void =>
  formPage<Journey>(app, visits, {
    path: '/communes/:commune/:theme/contact',
    load: async (_visit, request) => {
      const journey = await loadJourney(request, deps, drafts)
      askedIn(journey)
      if ((journey.draft.offers ?? []).length === 0) throw new GoTo(`${journey.base}/offres`)
      return journey
    },
    initial,
    page: (visit, journey, form) => ({
      title: wordsIn(visit.language).contact.title,
      body: <ContactPage visit={visit} journey={journey} form={form} />,
    }),
    act: async (visit, journey, values, { reply }) => {
      if (valueOf(values, honeypotName) !== '') {
        return { errors: [{ field: '', message: wordsIn(visit.language).contact.trapFilled }] }
      }
      const contact = contactIn(values)
      const read = readNewRequest(visit, journey, { contact, agreed: valueOf(values, 'accord') !== '' })
      if ('errors' in read) return read
      await drafts.save(reply, visit, { ...journey.draft, contact })
      return { goTo: `${journey.base}/verification` }
    },
  })

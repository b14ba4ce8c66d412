import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Honeypot, honeypotName, Submit } from '../../components/form.tsx'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { ContactFields, contactIn, contactValues } from './contact-fields.tsx'
import { askedIn, loadJourney } from './journey.ts'
import type { Journey } from './journey.ts'
import { readNewRequest } from './new-request.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

const ContactPage = ({ visit, journey, form }: { visit: Visit; journey: Journey; form: FormState }) => {
  const words = wordsIn(visit.language)
  const { contact } = words
  return (
    <>
      <BackLink href={visit.href(`${journey.base}/offres`)} label={words.previous} />
      <ErrorSummary visit={visit} errors={form.errors} />
      <h1>{contact.heading}</h1>
      <p class="lead">{contact.lead(journey.draft.offers?.length ?? 1)}</p>
      <Form visit={visit} form={form}>
        <ContactFields visit={visit} form={form} emailHint={contact.emailHint} />
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
    : { ...contactValues(contact), accord: ['oui'], relance: contact.redirect ? ['oui'] : [] }

/** How to be reached, and what is agreed to: each consent for itself. */
export const contactRoute = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void =>
  formPage<Journey>(app, visits, {
    path: '/communes/:commune/:theme/contact',
    load: async (visit, request) => {
      const journey = await loadJourney(visit, request, { deps, drafts })
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
      const contact = { ...contactIn(values), redirect: valueOf(values, 'relance') !== '' }
      const read = readNewRequest(visit, journey, { contact, agreed: valueOf(values, 'accord') !== '' })
      if ('errors' in read) return read
      await drafts.save(reply, visit, { ...journey.draft, contact })
      return { goTo: `${journey.base}/verification` }
    },
  })

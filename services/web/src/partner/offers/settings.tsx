import { adjustOffer } from '@boussole/commands'
import type { OfferView } from '@boussole/contracts'
import type { OfferingPartner } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage } from '../../site/form.ts'
import type { FormState } from '../../site/form.ts'
import { loadOffer, nameOf } from './offer.tsx'
import { partnerOf } from './preview.tsx'
import { readSettings, valuesOfSettings } from './typed-offer.ts'
import { writingFr } from './writing.fr.ts'

const words = writingFr.settings
const { optional } = writingFr

/** What acts at once: contact address, dates, monthly number, people. */
export const SettingsFields = ({ form, partner }: { form: FormState; partner: OfferingPartner }) => (
  <>
    <TextField
      form={form}
      name="contact"
      type="email"
      label={words.contact}
      hint={words.contactHint}
      autocomplete="off"
    />
    <Choices
      form={form}
      name="referents"
      kind="several"
      legend={words.referents}
      choices={partner.referents.map(({ id, name }) => ({ value: id, label: name }))}
    />
    <div class="fields-row">
      <TextField form={form} name="debut" type="date" label={words.from} hint={words.fromHint} />
      <TextField form={form} name="fin" type="date" label={words.until} hint={words.untilHint} optional={optional} />
    </div>
    <TextField
      form={form}
      name="par-mois"
      label={words.quota}
      hint={words.quotaHint}
      optional={optional}
      inputMode="numeric"
      width="short"
    />
  </>
)

interface Setting {
  readonly offer: OfferView
  readonly partner: OfferingPartner
}

/** The settings of an offer, which need no reading. */
export const offerSettingsRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Setting>(app, parts.visits, {
    path: '/offres/:id/reglages',
    load: async (_visit, request) => {
      const offer = await loadOffer(request, parts)
      return { offer, partner: await partnerOf(offer, parts) }
    },
    initial: ({ offer }) => valuesOfSettings(offer.settings),
    page: (visit, { offer, partner }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(`/offres/${offer.id}`)} label={nameOf(offer)} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            <SettingsFields form={form} partner={partner} />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { offer }, values, { request }) => {
      const read = readSettings(values)
      if ('errors' in read) return read
      await adjustOffer(offer.id, read.value, professionalOf(request), parts.deps)
      return { goTo: `/offres/${offer.id}?fait=reglages` }
    },
  })

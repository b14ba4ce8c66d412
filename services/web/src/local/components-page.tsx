import type { FastifyInstance } from 'fastify'
import { BackLink, ButtonLink, Facts, InfoJeunesCard, Notice, Progress, PromiseDate } from '../components/blocks.tsx'
import { Agreement, Choices, ErrorSummary, Submit, TextArea, TextField } from '../components/form.tsx'
import { Icon, iconNames } from '../components/icon.tsx'
import type { FormState } from '../site/form.ts'
import type { Visit, Visits } from '../site/visit.tsx'
import { localFr } from './messages.fr.ts'

const { sample } = localFr

const near = {
  name: 'Info Jeunes Loire',
  phone: '04 65 71 42 00',
  email: 'bonjour@info-jeunes-loire.example',
  address: '12 rue de la Rose-des-Vents, 42000 Saint-Étienne',
}

const right: FormState = { values: { ligne: ['Lina'], choix: ['1'], accord: ['oui'] }, errors: [], csrf: '' }
const wrong: FormState = {
  values: { 'ligne-faux': ['Lina'] },
  errors: ['ligne-faux', 'texte-faux', 'choix-faux', 'accord-faux'].map((field) => ({ field, message: sample.error })),
  csrf: '',
}

const Fields = ({ form, suffix }: { form: FormState; suffix: string }) => (
  <>
    <TextField form={form} name={`ligne${suffix}`} label={sample.label} hint={sample.hint} />
    <TextArea form={form} name={`texte${suffix}`} label={sample.label} hint={sample.hint} />
    <Choices
      form={form}
      name={`choix${suffix}`}
      kind="one"
      legend={sample.label}
      hint={sample.hint}
      choices={sample.answers.map((label, place) => ({ value: String(place), label }))}
    />
    <Agreement form={form} name={`accord${suffix}`} label={sample.words} hint={sample.hint} />
  </>
)

const ComponentsPage = ({ visit }: { visit: Visit }) => (
  <>
    <BackLink href={visit.href('/local')} label={visit.words.back} />
    <h1>{localFr.components.heading}</h1>
    <p class="lead">{localFr.components.lead}</p>
    <h2>{sample.parts.buttons}</h2>
    <Submit label={sample.title} second={{ name: 'autre', value: 'oui', label: sample.title }} />
    <div class="actions">
      <ButtonLink href={visit.href('/local')} label={sample.title} icon="arrow-right" />
      <ButtonLink href={visit.href('/local')} label={sample.title} quiet />
    </div>
    <h2>{sample.parts.fields}</h2>
    <Fields form={right} suffix="" />
    <h2>{sample.parts.fieldsWrong}</h2>
    <ErrorSummary visit={visit} errors={wrong.errors} />
    <Fields form={wrong} suffix="-faux" />
    <h2>{sample.parts.blocks}</h2>
    <Progress step={3} steps={7} words={sample.step} />
    <PromiseDate words={sample.promise} date={sample.date} />
    {(['info', 'good', 'alert'] as const).map((tone) => (
      <Notice key={tone} tone={tone} title={sample.title}>
        <p>{sample.words}</p>
      </Notice>
    ))}
    <Facts
      facts={[
        { label: sample.label, value: sample.answers[0] },
        {
          label: sample.title,
          value: sample.answers[1],
          action: { href: visit.href('/local'), label: sample.title, about: sample.label },
        },
      ]}
    />
    <InfoJeunesCard visit={visit} near={near} />
    <h2>{sample.parts.icons}</h2>
    <ul class="icons">
      {iconNames.map((name) => (
        <li key={name}>
          <Icon name={name} />
          <small>{name}</small>
        </li>
      ))}
    </ul>
  </>
)

/** Everything that pages are made of, on one page, to be looked at. */
export const componentsRoute = (app: FastifyInstance, visits: Visits): void => {
  app.get('/local/components', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, { title: localFr.components.title, body: <ComponentsPage visit={visit} /> })
  })
}

import { changeTerritory, createTerritory, readRegions } from '@boussole/commands'
import { readShape, territoryCreated, territorySettings } from '@boussole/contracts'
import type { FieldError } from '@boussole/contracts'
import type { TerritoryView } from '@boussole/db'
import { holidayZones, Refusal, territoryTimeZones } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, SelectField, Submit, TextField } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormError, FormState, Values } from '../../site/form.ts'
import { territoriesPath, territoryOf } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.form

/** Fields of the form in its order, each with its place in the shape and its label. */
const fields = [
  { path: 'name', field: 'nom', label: words.name },
  { path: 'regionCode', field: 'region', label: words.region },
  { path: 'timeZone', field: 'fuseau', label: words.timeZone },
  { path: 'holidayZone', field: 'feries', label: words.holidayZone },
  { path: 'counting', field: 'decompte', label: words.counting },
  { path: 'infoJeunes.name', field: 'ij-nom', label: words.infoJeunesName },
  { path: 'infoJeunes.phone', field: 'ij-telephone', label: words.phone },
  { path: 'infoJeunes.email', field: 'ij-email', label: words.email },
  { path: 'infoJeunes.address', field: 'ij-adresse', label: words.address },
] as const

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed)

const typedSettings = (values: Values) => ({
  name: valueOf(values, 'nom'),
  timeZone: orNull(valueOf(values, 'fuseau')),
  holidayZone: orNull(valueOf(values, 'feries')),
  counting: valueOf(values, 'decompte'),
  infoJeunes: {
    name: valueOf(values, 'ij-nom'),
    phone: orNull(valueOf(values, 'ij-telephone')),
    email: orNull(valueOf(values, 'ij-email')),
    address: orNull(valueOf(values, 'ij-adresse')),
  },
})

/** What is wrong, in the order of the form; each says which field it is about, as the summary stands apart from it. */
const inFields = (errors: readonly FieldError[]): FormError[] => {
  const inForm = fields.flatMap(({ path, field, label }) =>
    errors
      .filter((error) => error.path === path)
      .map(({ message }) => ({ field, message: words.about(label, message) })),
  )
  const elsewhere = errors.filter(({ path }) => fields.every((each) => each.path !== path))
  return [...inForm, ...elsewhere.map(({ message }) => ({ field: '', message }))]
}

const Fields = ({ form, isNew }: { form: FormState; isNew: boolean }) => (
  <>
    <SelectField
      form={form}
      name="fuseau"
      label={words.timeZone}
      {...(isNew ? { hint: words.zonesHint } : {})}
      empty={isNew ? words.proposed : words.choose}
      choices={territoryTimeZones.map((zone) => ({ value: zone, label: territoriesFr.timeZones[zone] ?? zone }))}
    />
    <SelectField
      form={form}
      name="feries"
      label={words.holidayZone}
      hint={words.holidayHint}
      empty={isNew ? words.proposed : words.choose}
      choices={holidayZones.map((zone) => ({ value: zone, label: territoriesFr.holidayZones[zone] }))}
    />
    <Choices
      form={form}
      name="decompte"
      kind="one"
      legend={words.counting}
      choices={Object.entries(words.countings).map(([value, label]) => ({ value, label }))}
    />
    <h2>{words.infoJeunes}</h2>
    <p>{words.infoJeunesLead}</p>
    <TextField form={form} name="ij-nom" label={words.infoJeunesName} autocomplete="off" />
    <TextField
      form={form}
      name="ij-telephone"
      type="tel"
      label={words.phone}
      optional={words.optional}
      autocomplete="off"
    />
    <TextField
      form={form}
      name="ij-email"
      type="email"
      label={words.email}
      optional={words.optional}
      autocomplete="off"
    />
    <TextField form={form} name="ij-adresse" label={words.address} optional={words.optional} autocomplete="off" />
  </>
)

const newRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void =>
  formPage(app, visits, {
    path: `${territoriesPath}/nouveau`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const regions = await readRegions(professional, deps)
      if (regions.length === 0) throw new Refusal('not-found')
      return { professional, regions }
    },
    initial: ({ regions }) => ({
      region: regions.length === 1 ? regions.map(({ code }) => code) : [],
      decompte: ['calendar'],
    }),
    page: (visit, { regions }, form) => ({
      title: words.newTitle,
      body: (
        <>
          <BackLink href={visit.href(territoriesPath)} label={territoriesFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.newTitle}</h1>
          <p class="lead">{words.newLead}</p>
          <Form visit={visit} form={form}>
            <TextField form={form} name="nom" label={words.name} hint={words.nameHint} autocomplete="off" />
            <SelectField
              form={form}
              name="region"
              label={words.region}
              empty={words.chooseRegion}
              choices={regions.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Fields form={form} isNew />
            <Submit label={words.create} />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional }, values) => {
      const read = readShape(territoryCreated, { ...typedSettings(values), regionCode: valueOf(values, 'region') })
      if ('errors' in read) return { errors: inFields(read.errors) }
      const id = await createTerritory(read.value, professional, deps)
      return { goTo: `${territoriesPath}/${id}?fait=cree` }
    },
  })

const valuesOf = ({ name, timeZone, holidayZone, counting, infoJeunes }: TerritoryView): Values => ({
  nom: [name],
  fuseau: [timeZone],
  feries: [holidayZone],
  decompte: [counting],
  'ij-nom': [infoJeunes.name],
  'ij-telephone': [infoJeunes.phone ?? ''],
  'ij-email': [infoJeunes.email ?? ''],
  'ij-adresse': [infoJeunes.address ?? ''],
})

const settingsRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage(app, parts.visits, {
    path: `${territoriesPath}/:id/reglages`,
    load: (_visit, request) => territoryOf(request, parts),
    initial: ({ territory }) => valuesOf(territory),
    page: (visit, { territory, base }, form) => ({
      title: words.settingsTitle,
      body: (
        <>
          <BackLink href={visit.href(base)} label={territory.name} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.settingsTitle}</h1>
          <p class="lead">{words.settingsLead}</p>
          <Form visit={visit} form={form}>
            <TextField form={form} name="nom" label={words.name} hint={words.nameHint} autocomplete="off" />
            <Fields form={form} isNew={false} />
            <Submit label={words.save} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, territory, base }, values) => {
      const read = readShape(territorySettings, typedSettings(values))
      if ('errors' in read) return { errors: inFields(read.errors) }
      await changeTerritory(territory.id, read.value, professional, parts.deps)
      return { goTo: `${base}?fait=regle` }
    },
  })

/** A new territory, and what is said of one besides its communes and themes. */
export const territorySettingsRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [newRoute, settingsRoute]) route(app, parts)
}

import { addPartner, correctPartner, readLookAlikes } from '@boussole/commands'
import { partnerWritten } from '@boussole/contracts'
import type { PartnerWritten } from '@boussole/contracts'
import { getCommune, listWatchedTerritories, searchCommunes } from '@boussole/db'
import type { FoundCommune, LookAlike, PartnerCard, Reader, WatchedTerritory } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, Notice } from '../../components/blocks.tsx'
import {
  Agreement,
  Choices,
  ErrorSummary,
  Form,
  SelectField,
  Submit,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { FormError, FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { typeset } from '../imports/imports.fr.ts'
import { partnersPath } from './list.tsx'
import { partnerOf } from './one.tsx'
import { partnersFr } from './partners.fr.ts'

const words = partnersFr.form

/** The names of the fields, by what they fill; the commune is looked up besides. */
const fields = {
  name: 'nom',
  siret: 'siret',
  roleInWords: 'presentation',
  address: 'adresse',
  phone: 'telephone',
  email: 'email',
  website: 'site',
} as const

interface Writing {
  readonly professional: Professional
  readonly territories: readonly WatchedTerritory[]
  /** The partner that is corrected; null: one is added. */
  readonly partner: PartnerCard | null
  /** Communes that may be meant by what was typed; none when one is. */
  readonly communes: readonly FoundCommune[]
  readonly alike: readonly LookAlike[]
}

/** Accents, case and hyphens do not count. */
const isSame = (one: string, other: string): boolean =>
  one.localeCompare(other, 'fr', { sensitivity: 'base', ignorePunctuation: true }) === 0

/** The communes that the form may mean; one: it is that one. */
const communesIn = async (reader: Reader, values: Values): Promise<readonly FoundCommune[]> => {
  const typed = valueOf(values, 'commune').trim()
  const picked = await getCommune(reader, valueOf(values, 'lieu'))
  if (typed === '') return []
  if (picked !== undefined && isSame(picked.name, typed)) return [picked]
  const found = await searchCommunes(reader, { words: typed, limit: 12 })
  const chosen = found.find(({ code }) => code === picked?.code)
  if (chosen !== undefined) return [chosen]
  const exact = found.filter(({ code, name }) => code === typed.toUpperCase() || isSame(name, typed))
  return exact.length > 0 ? exact : found
}

/** Where the partner lies that is written; undefined while nobody has said. */
const territoryIn = ({ territories, partner }: Writing, values: Values): string | undefined => {
  if (partner !== null) return partner.place.territoryId
  const [only, other] = territories
  if (only !== undefined && other === undefined) return only.territoryId
  return territories.find(({ territoryId }) => territoryId === valueOf(values, 'territoire'))?.territoryId
}

const faults: Readonly<Record<string, string>> = {
  name: words.nameWrong,
  roleInWords: words.roleWrong,
  address: words.addressWrong,
}

type Read =
  | { readonly territoryId: string; readonly written: PartnerWritten }
  | { readonly errors: readonly FormError[] }

const readForm = (data: Writing, values: Values, communes: readonly FoundCommune[]): Read => {
  const territoryId = territoryIn(data, values)
  const [commune, other] = communes
  const typed = Object.entries(fields).map(([key, field]) => [
    key,
    valueOf(values, field).replaceAll('\r\n', '\n').trim(),
  ])
  const read = partnerWritten.safeParse({ ...Object.fromEntries(typed), commune: commune?.code ?? '00000' })
  const place =
    valueOf(values, 'commune').trim() === ''
      ? words.communeMissing
      : commune === undefined
        ? words.communeUnknown
        : words.communeWhich
  const wrong = new Map(read.success ? [] : read.error.issues.map(({ path: [key], message }) => [String(key), message]))
  const errors = [
    ...(territoryId === undefined ? [{ field: 'territoire', message: words.territoryMissing }] : []),
    ...Object.entries(fields).flatMap(([key, field]) => {
      const message = wrong.get(key)
      return message === undefined ? [] : [{ field, message: faults[key] ?? typeset(message) }]
    }),
    ...(commune !== undefined && other === undefined
      ? []
      : [{ field: communes.length > 1 ? 'lieu' : 'commune', message: place }]),
  ]
  return errors.length > 0 || !read.success || territoryId === undefined
    ? { errors }
    : { territoryId, written: read.data }
}

/** Partners that are like the one being written, to be looked at first. */
const Alike = ({ visit, alike, form }: { visit: Visit; alike: readonly LookAlike[]; form: FormState }) => (
  <>
    <Notice tone="alert" title={words.alikeTitle}>
      <ul>
        {alike.map(({ partnerId, name, by, isClosed }) => (
          <li key={partnerId ?? by}>
            {partnerId === null ? words.elsewhere : <a href={visit.href(`${partnersPath}/${partnerId}`)}>{name}</a>} (
            {words.line(words.by[by], isClosed)})
          </li>
        ))}
      </ul>
    </Notice>
    {alike.every(({ by }) => by !== 'siret') && <Agreement form={form} name="autre" label={words.evenIfAlike} />}
  </>
)

const Fields = ({ visit, data, form }: { visit: Visit; data: Writing; form: FormState }) => {
  const { territories, partner, communes, alike } = data
  return (
    <>
      {partner === null && territories.length > 1 && (
        <SelectField
          form={form}
          name="territoire"
          label={words.territory}
          empty={words.chooseTerritory}
          choices={territories.map(({ territoryId, name }) => ({ value: territoryId, label: name }))}
        />
      )}
      {partner !== null && <input type="hidden" name="vu" value={valueOf(form.values, 'vu')} />}
      <TextField form={form} name="nom" label={words.name} autocomplete="off" />
      <TextField
        form={form}
        name="siret"
        label={words.siret}
        hint={words.siretHint}
        inputMode="numeric"
        optional={visit.words.optional}
        autocomplete="off"
      />
      <TextArea
        form={form}
        name="presentation"
        label={words.role}
        hint={words.roleHint}
        optional={visit.words.optional}
      />
      <TextField form={form} name="commune" label={words.commune} hint={words.communeHint} autocomplete="off" />
      {communes.length > 1 ? (
        <Choices
          form={form}
          name="lieu"
          kind="one"
          legend={words.communeWhich}
          choices={communes.map(({ code, name, postalCodes, department }) => ({
            value: code,
            label: words.communeChoice(name, postalCodes[0] ?? code, department.name),
          }))}
        />
      ) : (
        <input type="hidden" name="lieu" value={valueOf(form.values, 'lieu')} />
      )}
      <TextField
        form={form}
        name="adresse"
        label={words.address}
        hint={words.addressHint}
        optional={visit.words.optional}
        autocomplete="off"
      />
      <TextField
        form={form}
        name="telephone"
        type="tel"
        label={words.phone}
        optional={visit.words.optional}
        autocomplete="off"
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={words.email}
        optional={visit.words.optional}
        autocomplete="off"
      />
      <TextField form={form} name="site" label={words.website} optional={visit.words.optional} autocomplete="off" />
      {alike.length > 0 && <Alike visit={visit} alike={alike} form={form} />}
    </>
  )
}

const initialOf = ({ partner }: Writing): Values => {
  if (partner === null) return {}
  const shown = {
    vu: partner.seen,
    commune: partner.commune,
    lieu: partner.communeCode,
    [fields.name]: partner.name,
    [fields.siret]: partner.siret,
    [fields.roleInWords]: partner.roleInWords,
    [fields.address]: partner.address,
    [fields.phone]: partner.phone,
    [fields.email]: partner.email,
    [fields.website]: partner.website,
  }
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, [value ?? '']]))
}

/** The pages on which the animation adds a partner, and corrects one. */
export const partnerWritingRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  for (const isNew of [true, false]) {
    formPage<Writing>(app, visits, {
      path: isNew ? `${partnersPath}/nouvelle` : `${partnersPath}/:id/correction`,
      load: async (_visit, request) => {
        const professional = professionalOf(request)
        const partner = isNew ? null : await partnerOf(request, parts)
        if (partner !== null && partner.closedAt !== null) throw new GoTo(`${partnersPath}/${partner.place.partnerId}`)
        const territories = isNew ? await listWatchedTerritories(deps.db, professional) : []
        return { professional, territories, partner, communes: [], alike: [] }
      },
      initial: initialOf,
      lookUp: async (data, values) => {
        const communes = await communesIn(deps.db, values)
        const read = readForm(data, values, communes)
        if ('errors' in read) return { ...data, communes }
        const { territoryId, written } = read
        const asked = { partner: written, territoryId, corrected: data.partner }
        return { ...data, communes, alike: await readLookAlikes(asked, deps.db) }
      },
      page: (visit, data, form) => {
        const { partner } = data
        const back =
          partner === null
            ? { href: visit.href(partnersPath), label: partnersFr.title }
            : { href: visit.href(`${partnersPath}/${partner.place.partnerId}`), label: partner.name }
        return {
          title: partner === null ? words.addTitle : words.correctTitle,
          body: (
            <>
              <BackLink {...back} />
              <ErrorSummary visit={visit} errors={form.errors} />
              <h1>{partner === null ? words.addTitle : words.correctHeading(partner.name)}</h1>
              <Form visit={visit} form={form}>
                <Fields visit={visit} data={data} form={form} />
                <Submit label={partner === null ? words.add : words.correct} icon="check" />
              </Form>
            </>
          ),
        }
      },
      act: async (_visit, data, values) => {
        const { professional, partner } = data
        const read = readForm(data, values, await communesIn(deps.db, values))
        if ('errors' in read) return read
        const { territoryId, written } = read
        const alike = await readLookAlikes({ partner: written, territoryId, corrected: partner }, deps.db)
        if (alike.some(({ by }) => by === 'siret')) return { errors: [{ field: 'siret', message: words.siretTaken }] }
        const evenIfAlike = valueOf(values, 'autre') !== ''
        if (alike.length > 0 && !evenIfAlike) return { errors: [{ field: 'autre', message: words.alike }] }
        if (partner === null) {
          const id = await addPartner({ territoryId, partner: written, evenIfAlike }, professional, deps)
          return { goTo: `${partnersPath}/${id}?fait=ajoutee` }
        }
        const { partnerId } = partner.place
        const seen = valueOf(values, 'vu')
        await correctPartner({ partnerId, seen, partner: written, evenIfAlike }, professional, deps)
        return { goTo: `${partnersPath}/${partnerId}?fait=corrigee` }
      },
    })
  }
}

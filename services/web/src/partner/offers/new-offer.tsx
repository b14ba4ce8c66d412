import { createOffer } from '@boussole/commands'
import type { ThemeOpen } from '@boussole/contracts'
import { findOfferingPartners, findTerritoryThemes, listInvitingPartners } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { ErrorSummary, SelectField, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { offersFr } from './offers.fr.ts'
import { faultsOf, isDeclared, readContent, readDraft, readDraftSettings, readSettings } from './typed-offer.ts'
import { writingFr as words } from './writing.fr.ts'
import { doneOf, goneOn, noZones, themeOf, WritingForm } from './writing.tsx'
import type { Writing } from './writing.tsx'
import { lookUpZones } from './zone-picker.tsx'

const startQuery = z.object({ structure: z.string().catch(''), theme: z.string().catch('') })

interface Starting {
  readonly partners: readonly { readonly id: string; readonly name: string }[]
  /** Null until a partner and a theme are chosen. */
  readonly writing: Writing | null
  readonly themes: readonly ThemeOpen[]
  readonly chosen: { readonly structure: string; readonly theme: string }
}

/** The partners for which somebody may write: their own, and those of what they watch. */
const partnersOf = async (professional: Professional, { deps }: ProfessionalParts): Promise<Starting['partners']> => {
  const [own, watched] = await Promise.all([
    findOfferingPartners(deps.db, professional.partnerIds),
    listInvitingPartners(deps.db, professional),
  ])
  const all = [
    ...own.map(({ id, name }) => ({ id, name })),
    ...watched.map((each) => ({ id: each.partnerId, name: each.name })),
  ]
  return [...new Map(all.map((each) => [each.id, each])).values()].map(({ id, name }) => ({ id, name }))
}

const loadStart = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Starting> => {
  const { db } = parts.deps
  const chosen = startQuery.parse(request.query)
  const partners = await partnersOf(professionalOf(request), parts)
  const id = partners.length === 1 ? partners[0]?.id : partners.find((each) => each.id === chosen.structure)?.id
  const [partner] = id === undefined ? [] : await findOfferingPartners(db, [id])
  const themes = partner === undefined ? [] : await findTerritoryThemes(db, partner.territoryId)
  const isChosen = themes.some(({ code }) => code === chosen.theme)
  const writing =
    partner === undefined || !isChosen || partner.referents.length === 0
      ? null
      : { partner, themes, zones: noZones, offer: null, names: null }
  return { partners, writing, themes, chosen: { ...chosen, structure: id ?? '' } }
}

/** Which partner, and which theme: needs and questions depend on it. */
const Start = ({ visit, form, data }: { visit: Visit; form: FormState; data: Starting }) => {
  const { partners, themes, chosen } = data
  const values: Values = { structure: [chosen.structure], theme: [chosen.theme] }
  const state = { ...form, values }
  if (partners.length === 0) return <p class="lead">{words.start.nobody}</p>
  if (themes.some(({ code }) => code === chosen.theme)) return <p>{words.start.withoutReferent}</p>
  return (
    <>
      <p class="lead">{words.start.lead}</p>
      <form method="get" action={visit.href('/offres/nouvelle')}>
        {partners.length > 1 && (
          <SelectField
            form={state}
            name="structure"
            label={words.start.partner}
            empty={words.start.partnerEmpty}
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {themes.length > 0 && (
          <SelectField
            form={state}
            name="theme"
            label={words.start.theme}
            empty={words.start.themeEmpty}
            choices={themes.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <Submit label={words.start.send} />
      </form>
    </>
  )
}

/** The page on which a new offer is written. */
export const newOfferRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Starting>(app, parts.visits, {
    path: '/offres/nouvelle',
    load: (_visit, request) => loadStart(request, parts),
    initial: ({ writing, chosen }) => {
      if (writing === null) return {}
      const { partner } = writing
      return {
        theme: [chosen.theme],
        compte: [partner.counting],
        'age-min': ['15'],
        'age-max': ['30'],
        contact: partner.email === null ? [] : [partner.email],
        debut: [partner.today],
        referents: partner.referents.map(({ id }) => id),
      }
    },
    lookUp: async (data, values) => {
      if (data.writing === null) return data
      const { territoryId } = data.writing.partner
      return { ...data, writing: { ...data.writing, zones: await lookUpZones(parts.deps.db, { values, territoryId }) } }
    },
    page: (visit, data, form) => ({
      title: words.start.title,
      body: (
        <>
          <BackLink href={visit.href('/offres')} label={offersFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.start.heading}</h1>
          {data.writing === null ? (
            <Start visit={visit} form={form} data={data} />
          ) : (
            <WritingForm visit={visit} form={form} data={data.writing} />
          )}
        </>
      ),
    }),
    act: async (_visit, { writing }, values, { request }) => {
      const goesOn = goneOn(values)
      if (goesOn !== undefined || writing === null) return { values: goesOn ?? values }
      const propose = valueOf(values, 'faire') !== 'brouillon'
      const theme = themeOf(writing, values)
      const content = propose ? readContent(values, theme) : readDraft(values, theme)
      const settings = propose ? readSettings(values) : readDraftSettings(values)
      const free = propose && !isDeclared(values) ? [{ field: 'gratuit', message: words.free.missing }] : []
      if ('errors' in content || 'errors' in settings || free.length > 0) {
        return { errors: [...faultsOf(content), ...faultsOf(settings), ...free] }
      }
      const created = await createOffer(
        {
          partnerId: writing.partner.id,
          content: content.value,
          settings: settings.value,
          ...(isDeclared(values) ? { freeOfCharge: true as const } : {}),
          propose,
        },
        professionalOf(request),
        parts.deps,
      )
      return { goTo: doneOf(created.id, propose) }
    },
  })

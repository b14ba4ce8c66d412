import { changeOffer } from '@boussole/commands'
import type { OfferChanged, OfferView } from '@boussole/contracts'
import { findTerritoryThemes } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink, Notice } from '../../components/blocks.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import { loadOffer, nameOf, namesOf } from './offer.tsx'
import { partnerOf } from './preview.tsx'
import {
  faultsOf,
  isDeclared,
  readContent,
  readDraft,
  readDraftSettings,
  readSettings,
  valuesOfOffer,
} from './typed-offer.ts'
import { writingFr as words } from './writing.fr.ts'
import { doneOf, EditedMeanwhile, goneOn, noZones, themeOf, WritingForm } from './writing.tsx'
import type { Writing } from './writing.tsx'
import { lookUpZones } from './zone-picker.tsx'

/** The page on which an offer is changed: what it holds becomes a draft, or is proposed to the animation. */
export const changeOfferRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Writing & { readonly offer: OfferView }>(app, parts.visits, {
    path: '/offres/:id/modifier',
    load: async (_visit, request) => {
      const offer = await loadOffer(request, parts)
      const [partner, themes] = await Promise.all([
        partnerOf(offer, parts),
        findTerritoryThemes(parts.deps.db, offer.territory.id),
      ])
      return { offer, partner, themes, zones: noZones, names: null }
    },
    initial: ({ offer }) => ({ ...valuesOfOffer(offer), vu: [offer.seen] }),
    lookUp: async (data, values) => ({
      ...data,
      zones: await lookUpZones(parts.deps.db, { values, territoryId: data.partner.territoryId }),
      names: valueOf(values, 'vu') === data.offer.seen ? null : await namesOf(data.offer, parts, values['zone'] ?? []),
    }),
    page: (visit, data, form) => {
      const { offer } = data
      const [newest] = offer.versions
      return {
        title: words.change.title(nameOf(offer)),
        body: (
          <>
            <BackLink href={visit.href(`/offres/${offer.id}`)} label={nameOf(offer)} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.change.heading}</h1>
            <EditedMeanwhile form={form} data={data} />
            {newest?.state === 'refused' && (
              <Notice tone="alert" title={words.change.correcting}>
                <p class="typed">{newest.reviewWords}</p>
              </Notice>
            )}
            {offer.standing !== 'draft' && <p class="lead">{words.change.lead}</p>}
            {newest?.state === 'proposed' && <p>{words.change.proposed}</p>}
            <WritingForm visit={visit} form={form} data={data} />
          </>
        ),
      }
    },
    act: async (_visit, data, values, { request }) => {
      const goesOn = goneOn(values)
      if (goesOn !== undefined) return { values: goesOn }
      const { offer } = data
      const propose = valueOf(values, 'faire') !== 'brouillon'
      const theme = themeOf(data, values)
      const content = propose ? readContent(values, theme) : readDraft(values, theme)
      // Its form holds the settings as long as it was never accepted.
      const isDraft = offer.standing === 'draft'
      const settings = isDraft ? (propose ? readSettings(values) : readDraftSettings(values)) : { value: undefined }
      const declares = offer.freeDeclared === null && isDeclared(values)
      const free =
        propose && offer.freeDeclared === null && !declares ? [{ field: 'gratuit', message: words.free.missing }] : []
      if ('errors' in content || 'errors' in settings || free.length > 0) {
        return { errors: [...faultsOf(content), ...faultsOf(settings), ...free] }
      }
      const change: OfferChanged = {
        content: content.value,
        seen: valueOf(values, 'vu'),
        propose,
        ...(settings.value === undefined ? {} : { settings: settings.value }),
        ...(declares ? { freeOfCharge: true as const } : {}),
      }
      await changeOffer(offer.id, change, professionalOf(request), parts.deps)
      return { goTo: doneOf(offer.id, propose) }
    },
  })

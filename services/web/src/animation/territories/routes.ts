import type { FastifyInstance } from 'fastify'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { communeSearchRoute } from './commune-search.tsx'
import { communeGroupRoute, communesRoute } from './communes.tsx'
import { territoryListRoute } from './list.tsx'
import { territoryRoute } from './one.tsx'
import { pastedListRoute } from './pasted-list.tsx'
import { nationalModelsRoute } from './questionnaire/models.tsx'
import { questionnaireRoute } from './questionnaire/overview.tsx'
import { questionnairePreviewRoute } from './questionnaire/preview.tsx'
import { questionnairePublicationRoutes } from './questionnaire/publication.tsx'
import { questionnaireWritingRoutes } from './questionnaire/writing.tsx'
import { bulkInvitationRoute } from './invite.tsx'
import { openingRoute } from './opening.tsx'
import { readinessRoutes } from './readiness.tsx'
import { communeRemovalRoute } from './removal.tsx'
import { territorySettingsRoutes } from './settings.tsx'
import { territoryThemeRoutes } from './themes.tsx'

/** Setting up a territory: its communes, themes and questionnaires, until it opens. */
export const territoryRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const routes of [
    territoryListRoute,
    territorySettingsRoutes,
    territoryRoute,
    communesRoute,
    communeSearchRoute,
    communeGroupRoute,
    communeRemovalRoute,
    pastedListRoute,
    territoryThemeRoutes,
    readinessRoutes,
    openingRoute,
    bulkInvitationRoute,
    nationalModelsRoute,
    questionnaireRoute,
    questionnaireWritingRoutes,
    questionnairePreviewRoute,
    questionnairePublicationRoutes,
  ])
    routes(app, parts)
}

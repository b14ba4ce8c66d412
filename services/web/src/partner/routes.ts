import type { FastifyPluginAsync } from 'fastify'
import { forSignedIn } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { actRoutes } from './acts.tsx'
import { figuresRoutes } from './figures.tsx'
import { handOverRoute } from './hand-over.tsx'
import { inboxRoute } from './inbox.tsx'
import { liveRoute } from './live.ts'
import { changeOfferRoute } from './offers/change-offer.tsx'
import { newOfferRoute } from './offers/new-offer.tsx'
import { offerRoutes } from './offers/offer.tsx'
import { problemRoutes } from './problems/problems.tsx'
import { offerSettingsRoute } from './offers/settings.tsx'
import { redirectRoute } from './redirect.tsx'
import { referralRoute } from './referral.tsx'
import { supervisionRoutes } from './supervision.tsx'
import { teamRoutes } from './team/routes.ts'
import { togetherRoutes } from './together.tsx'

/** The pages of partners: what young people asked of them, and every answer to it. */
export const partnerRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts)
    for (const routes of [
      inboxRoute,
      referralRoute,
      actRoutes,
      supervisionRoutes,
      handOverRoute,
      liveRoute,
      figuresRoutes,
      offerRoutes,
      problemRoutes,
      newOfferRoute,
      changeOfferRoute,
      offerSettingsRoute,
      redirectRoute,
      togetherRoutes,
      teamRoutes,
    ])
      routes(pages, parts)
  }

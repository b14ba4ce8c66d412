import type { FastifyInstance } from 'fastify'
import { kioskSeconds } from '../site/visit.tsx'
import { ageRoutes } from './asking/age.tsx'
import { checkRoute } from './asking/check.tsx'
import { communesRoute } from './asking/communes.tsx'
import { contactRoute } from './asking/contact.tsx'
import { dataRoute } from './asking/data.tsx'
import { homeRoute } from './asking/home.tsx'
import { needRoute } from './asking/need.tsx'
import { offersRoute } from './asking/offers.tsx'
import type { AskingParts } from './asking/parts.ts'
import { questionRoute } from './asking/question.tsx'
import { receiptRoute } from './asking/receipt.tsx'
import { relayRoutes } from './asking/relay.tsx'
import { themesRoute } from './asking/themes.tsx'
import { actsOnReferral } from './tracking/acts-on-referral.tsx'
import { actsOnRequest } from './tracking/acts-on-request.tsx'
import { followRoutes } from './tracking/follow.tsx'
import { lostLinkRoutes } from './tracking/lost-link.tsx'

/** The pages of young people, in one language. */
export const youngPersonRoutes = (app: FastifyInstance, parts: AskingParts): void => {
  const { visits, drafts, tracked } = parts
  // On a shared device, each page begins the request's twenty minutes anew.
  app.addHook('preHandler', async (request, reply) => {
    if (!(await visits.of(request)).kiosk) return
    await drafts.renew(request, reply, kioskSeconds)
    await tracked.renew(request, reply, kioskSeconds)
  })
  for (const routes of [
    homeRoute,
    communesRoute,
    themesRoute,
    needRoute,
    ageRoutes,
    questionRoute,
    offersRoute,
    contactRoute,
    checkRoute,
    receiptRoute,
    relayRoutes,
    dataRoute,
    followRoutes,
    actsOnReferral,
    actsOnRequest,
    lostLinkRoutes,
  ]) {
    routes(app, parts)
  }
}

import { observesSomething, Refusal, watchesSomething } from '@boussole/domain'
import type { FastifyPluginAsync } from 'fastify'
import { forSignedIn, professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { actsRoute } from './acts.tsx'
import { paperCharterRoutes } from '../agreements/paper.tsx'
import { watchedAgreementRoutes } from '../agreements/watched.tsx'
import { networkLetterRoutes } from '../meetings/network-letters.tsx'
import { watchedMeetingRoutes } from '../meetings/watched.tsx'
import { demandRoutes } from './figures/demand.tsx'
import { promiseRoutes } from './figures/promise.tsx'
import { reportRoutes } from './figures/report.tsx'
import { exportRoutes } from './exports.tsx'
import { importRoutes } from './imports/routes.ts'
import { invitationRoutes } from './invitations.tsx'
import { offerReviewRoutes } from './offers.tsx'
import { partnerClosingRoute } from './partners/closing.tsx'
import { partnerListRoute } from './partners/list.tsx'
import { partnerRoute } from './partners/one.tsx'
import { partnerWritingRoutes } from './partners/writing.tsx'
import { personRoutes } from './personal-data/person.tsx'
import { retentionRoutes } from './personal-data/retention.tsx'
import { watchedProblemRoutes } from './problems.tsx'
import { territoryRoutes } from './territories/routes.ts'
import { awayRoute, desertedRoute, todayRoute } from './today.tsx'
import { watchEndRoute, watchInvitationActRoutes } from './watchers/acts.tsx'
import { roleChoiceRoute, watcherInvitationRoute } from './watchers/invite.tsx'
import { watcherListRoute } from './watchers/list.tsx'
import { upkeepActRoutes } from './upkeep/acts.tsx'
import { upkeepListRoute } from './upkeep/list.tsx'
import { upkeepRunRoutes } from './upkeep/runs.tsx'

/**
 * The pages of those who watch over a territory, a region or the nation, and of those who read its figures; for others
 * they do not exist.
 */
export const animationRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts)
    await pages.register(async (figures) => {
      figures.addHook('preHandler', async (request) => {
        if (!observesSomething(professionalOf(request))) throw new Refusal('not-found')
      })
      for (const routes of [todayRoute, promiseRoutes, demandRoutes, reportRoutes]) routes(figures, parts)
    })
    await pages.register(async (acts) => {
      acts.addHook('preHandler', async (request) => {
        if (!watchesSomething(professionalOf(request))) throw new Refusal('not-found')
      })
      for (const routes of [
        actsRoute,
        awayRoute,
        desertedRoute,
        personRoutes,
        retentionRoutes,
        invitationRoutes,
        offerReviewRoutes,
        watchedProblemRoutes,
        exportRoutes,
        watchedAgreementRoutes,
        watchedMeetingRoutes,
        networkLetterRoutes,
        territoryRoutes,
        upkeepListRoute,
        upkeepRunRoutes,
        upkeepActRoutes,
        partnerListRoute,
        partnerWritingRoutes,
        partnerRoute,
        partnerClosingRoute,
        watcherListRoute,
        roleChoiceRoute,
        watcherInvitationRoute,
        watchEndRoute,
        watchInvitationActRoutes,
      ])
        routes(acts, parts)
      await acts.register(importRoutes(parts))
      await acts.register(paperCharterRoutes(parts))
    })
  }

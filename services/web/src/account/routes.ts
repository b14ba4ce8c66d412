import type { FastifyPluginAsync } from 'fastify'
import { forSignedIn } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { accountRoute } from './account.tsx'
import { confirmationRoute } from './confirmation.tsx'
import { passwordRoute } from './password.tsx'
import { proConnectRoutes } from './proconnect.tsx'
import { secondFactorRoutes } from './second-factor.tsx'
import { sessionRoutes } from './sessions.tsx'
import { welcomeRoute } from './welcome.tsx'

/** The pages of one's own account. */
export const accountRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts, { holdSecrets: true })
    for (const routes of [
      welcomeRoute,
      accountRoute,
      confirmationRoute,
      sessionRoutes,
      passwordRoute,
      secondFactorRoutes,
      proConnectRoutes,
    ]) {
      routes(pages, parts)
    }
  }

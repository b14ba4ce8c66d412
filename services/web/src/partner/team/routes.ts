import type { FastifyInstance } from 'fastify'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { absenceRoutes } from './absences.tsx'
import { leavingRoute } from './leaving.tsx'
import { referentRoute } from './referent.tsx'
import { teamRoute } from './team.tsx'

/** Who answers for a partner, and who acts while they are away. */
export const teamRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const routes of [teamRoute, absenceRoutes, referentRoute, leavingRoute]) routes(app, parts)
}

import { directoryPage, directoryQuery } from '@boussole/contracts'
import { listDirectory } from '@boussole/db'
import type { Database } from '@boussole/db'
import { maySee, Refusal, standingsAmongColleagues } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

/** The shared directory, for professionals under agreement (charter, "annuaire commun"). */
export const directoryRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', authenticate(db))
    app.get(
      '/directory',
      {
        schema: {
          tags: ['Annuaire'],
          ...forProfessionals,
          summary: 'L’annuaire des structures sous charte',
          description: 'Chaque personne n’y montre que ce qu’elle a choisi de partager.',
          querystring: directoryQuery,
          response: { 200: directoryPage, ...problems },
        },
      },
      (request) => {
        if (!maySee('directory', standingsAmongColleagues(professionalOf(request)))) {
          throw new Refusal('directory-needs-agreement')
        }
        return listDirectory(db, request.query)
      },
    )
  }

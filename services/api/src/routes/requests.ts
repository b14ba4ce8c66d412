import { findMatches, submitRequest } from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import { idempotencyHeaders, matchesAsked, matchesFound, newRequest, requestSubmitted } from '@boussole/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { problems } from '../plugins/documentation.ts'

/** Requests one client address may submit in a minute: a class of 30 behind one address, twice. */
const submissionsPerMinute = 60

/** What is offered to a young person, and asking for it. */
export const requestRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/matches',
      {
        schema: {
          tags: ['Public'],
          summary: 'Les offres qui correspondent, dans l’ordre, avec la date promise',
          body: matchesAsked,
          response: { 200: matchesFound, ...problems },
        },
      },
      ({ body }) => findMatches(body, deps),
    )

    app.post(
      '/requests',
      {
        config: { rateLimit: { max: submissionsPerMinute, timeWindow: '1 minute' } },
        schema: {
          tags: ['Public'],
          summary: 'Déposer une demande',
          description:
            'Une demande répétée avec la même clé (Idempotency-Key) reçoit la même réponse et n’est enregistrée qu’une fois.',
          headers: idempotencyHeaders,
          body: newRequest,
          response: { 201: requestSubmitted, ...problems },
        },
      },
      async ({ body, headers }, reply) => {
        const { request } = await submitRequest(body, { idempotencyKey: headers['idempotency-key'] }, deps)
        return reply.code(201).send(request)
      },
    )
  }

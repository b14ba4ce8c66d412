import { problemShape } from '@boussole/contracts'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemShape } },
})

/** What any route may answer besides its own answer. */
export const problems = {
  '4xx': problem('Ce qui est à corriger, ou refusé : `code` dit quoi, `detail` dit quoi faire.'),
  '5xx': problem('La plateforme ne peut pas répondre ; `reference` permet d’en parler.'),
} as const

/** For routes of professionals. */
export const forProfessionals = { security: [{ professional: [] }] }

/** For the acts of the tracking page. */
export const forTracking = { security: [{ tracking: [] }] }

/** Describes the API in OpenAPI 3.1 at /api/v1/openapi.json, and lets it be tried at /api/docs. Before any route. */
export const documentApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Boussole',
        version: '1.0.0',
        description:
          'Un jeune demande, une structure le contacte dans le délai qu’elle a promis. Dates en ISO 8601, erreurs en problem+json (RFC 9457).',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          professional: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Jeton d’accès d’une session, 15 minutes.',
          },
          tracking: { type: 'http', scheme: 'bearer', description: 'Jeton de suivi reçu à la création de la demande.' },
        },
      },
      tags: [
        { name: 'Public', description: 'Sans compte.' },
        { name: 'Suivi', description: 'La page de suivi d’une demande.' },
        { name: 'Session', description: 'Connexion des professionnels.' },
        { name: 'Mises en relation', description: 'Les actes des professionnels, selon leur périmètre.' },
      ],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list' },
    staticCSP: true,
    // Nothing from elsewhere, and no upgrade to https: on one's own machine there is none.
    transformStaticCSP: (policy) =>
      policy.replaceAll(/ https:| validator\.swagger\.io|; upgrade-insecure-requests/g, ''),
  })
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  )
}

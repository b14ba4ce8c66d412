import { communeParams, communeQuery, communesFound, themesOpen, themesQuery } from '@boussole/contracts'
import { findInfoJeunes, findThemes, searchCommunes } from '@boussole/db'
import type { Database } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { problems } from '../plugins/documentation.ts'

/** Searches of one client address in a minute: the site asks at each letter, for a class of 30 behind one address. */
const searchesPerMinute = 1200

/** Where a young person lives, and what can be asked for there. */
export const communeRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    // Communes and themes are public: pages and widgets of other sites may ask for them from the browser.
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
      done()
    })

    app.get(
      '/communes',
      {
        config: { rateLimit: { max: searchesPerMinute, timeWindow: '1 minute' } },
        schema: {
          tags: ['Public'],
          summary: 'Chercher une commune par son nom ou son code postal',
          querystring: communeQuery,
          response: { 200: communesFound, ...problems },
        },
      },
      async ({ query }) => {
        const items = await searchCommunes(db, { words: query.q, limit: 20 })
        return { items, nextCursor: null }
      },
    )

    app.get(
      '/communes/:code/themes',
      {
        schema: {
          tags: ['Public'],
          summary: 'Les thèmes ouverts dans une commune, avec leur questionnaire',
          params: communeParams,
          querystring: themesQuery,
          response: { 200: themesOpen, ...problems },
        },
      },
      async ({ params, query }) => {
        const [items, infoJeunes] = await Promise.all([
          findThemes(db, params.code, query.language),
          findInfoJeunes(db, params.code),
        ])
        if (items === undefined) throw new Refusal('not-found')
        return { items, nextCursor: null, infoJeunes: infoJeunes ?? null }
      },
    )
  }

import { changeOffer, confirmOffer, createOffer, pauseOffer, reviewOffer } from '@boussole/commands'
import {
  nothing,
  offerChanged,
  offerCreated,
  offerList,
  offerParams,
  offerReviewed,
  offersQuery,
  offerView,
  pauseAsked,
} from '@boussole/contracts'
import { getOfferView, listOffers } from '@boussole/db'
import type { Database } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Offres'], ...forProfessionals }

/** Offers on one page of the list. */
const perPage = 50

const act = <Body extends z.ZodType>(summary: string, body: Body) => ({
  schema: { ...described, summary, params: offerParams, body, response: { 200: offerView, ...problems } },
})

/** A partner's offers, and what the animation says of their changes (domain.md §7). Somebody else's offer does not exist. */
export const offerRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    const deps = { db }
    app.addHook('onRequest', authenticate(db))

    app.get(
      '/offers',
      {
        schema: {
          ...described,
          summary: 'Les offres de son périmètre, par titre',
          querystring: offersQuery,
          response: { 200: offerList, ...problems },
        },
      },
      (request) => listOffers(db, professionalOf(request), { ...request.query, limit: perPage }),
    )

    app.post(
      '/offers',
      {
        schema: {
          ...described,
          summary: 'Écrire une offre',
          description: 'Elle n’est montrée aux jeunes qu’une fois relue par l’animation.',
          body: offerCreated,
          response: { 201: offerView, ...problems },
        },
      },
      async (request, reply) => reply.code(201).send(await createOffer(request.body, professionalOf(request), deps)),
    )

    app.get(
      '/offers/:id',
      {
        schema: { ...described, summary: 'Une offre', params: offerParams, response: { 200: offerView, ...problems } },
      },
      async (request) => {
        const view = await getOfferView(db, professionalOf(request), request.params.id)
        if (view === undefined) throw new Refusal('not-found')
        return view
      },
    )

    app.patch('/offers/:id', act('Changer une offre', offerChanged), (request) =>
      changeOffer(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/offers/:id/confirmation', act('Tout est encore juste', nothing), (request) =>
      confirmOffer(request.params.id, professionalOf(request), deps),
    )
    app.post('/offers/:id/pause', act('Mettre en pause, ou reprendre', pauseAsked), (request) =>
      pauseOffer(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/offers/:id/review', act('Relire une proposition (animation)', offerReviewed), (request) =>
      reviewOffer(request.params.id, request.body, professionalOf(request), deps),
    )
  }

import {
  answerAccompaniment,
  askTrackingLink,
  chooseOffer,
  claimNoContact,
  correctContact,
  eraseRequest,
  exportRequest,
  giveFeedback,
  readTracking,
  withdrawRequest,
} from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import {
  accompanimentAnswered,
  contactCorrected,
  feedbackGiven,
  noContactClaimed,
  nothing,
  offerChosen,
  trackingExport,
  trackingLinkAsked,
  trackingView,
} from '@boussole/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forTracking, problems } from '../plugins/documentation.ts'
import { trackingTokenIn } from '../plugins/identity.ts'

const described = { tags: ['Suivi'], ...forTracking }

/** What every act has in common: its answer is the request as it then is. */
const act = <Body extends z.ZodType>(summary: string, body: Body) => ({
  schema: { ...described, summary, body, response: { 200: trackingView, ...problems } },
})

/** Links asked again from one address in five minutes: each may send a mail. */
const linkLimit = { max: 20, timeWindow: '5 minutes' }

/** What a young person does with the tracking link: no account, the token is the only key. */
export const trackingRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const viewAfter = async (token: string, done: Promise<void>) => {
      await done
      return readTracking(token, deps)
    }

    app.get(
      '/tracking',
      { schema: { ...described, summary: 'Où en est ma demande', response: { 200: trackingView, ...problems } } },
      (request) => readTracking(trackingTokenIn(request), deps),
    )

    app.post('/tracking/withdrawal', act('Je retire ma demande', nothing), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, withdrawRequest(token, deps))
    })
    app.post('/tracking/claims', act('Personne ne m’a contacté·e', noContactClaimed), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, claimNoContact(token, request.body, deps))
    })
    app.post('/tracking/choice', act('Choisir une autre offre', offerChosen), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, chooseOffer(token, request.body, deps))
    })
    app.post('/tracking/feedback', act('Donner mon avis', feedbackGiven), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, giveFeedback(token, request.body, deps))
    })
    app.post('/tracking/accompaniment', act('Être accompagné·e à deux, ou non', accompanimentAnswered), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, answerAccompaniment(token, request.body, deps))
    })
    app.patch('/tracking/contact', act('Corriger mes coordonnées', contactCorrected), (request) => {
      const token = trackingTokenIn(request)
      return viewAfter(token, correctContact(token, request.body, deps))
    })

    app.get(
      '/tracking/export',
      { schema: { ...described, summary: 'Toutes mes données', response: { 200: trackingExport, ...problems } } },
      (request) => exportRequest(trackingTokenIn(request), deps),
    )

    app.delete(
      '/tracking',
      { schema: { ...described, summary: 'Effacer mes données', response: { 204: z.undefined(), ...problems } } },
      async (request, reply) => {
        await eraseRequest(trackingTokenIn(request), deps)
        return reply.code(204).send()
      },
    )

    app.post(
      '/tracking/links',
      {
        config: { rateLimit: linkLimit },
        schema: {
          tags: ['Suivi'],
          summary: 'Recevoir de nouveau mon lien de suivi',
          description: 'La réponse est la même que la demande existe ou non ; le lien part à l’adresse enregistrée.',
          body: trackingLinkAsked,
          response: { 202: z.undefined(), ...problems },
        },
      },
      async ({ body }, reply) => {
        await askTrackingLink(body, deps)
        return reply.code(202).send()
      },
    )
  }

import {
  acceptReferral,
  addNote,
  endAccompaniment,
  namePathwayReferent,
  proposeAccompaniment,
  closeReferral,
  declineReferral,
  extendReferral,
  handOverReferral,
  recordContact,
  redirectReferral,
  withdrawReferral,
} from '@boussole/commands'
import {
  accompanimentProposed,
  contactMade,
  extensionGiven,
  handoverAsked,
  inbox,
  inboxQuery,
  nothing,
  noteWritten,
  outcomeGiven,
  pathwayReferentNamed,
  redirectionAsked,
  referralParams,
  referralView,
  refusalGiven,
  withdrawalGiven,
} from '@boussole/contracts'
import type { ReferralView } from '@boussole/contracts'
import { getReferralView, listReferrals } from '@boussole/db'
import type { Database } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Mises en relation'], ...forProfessionals }

/** What every act has in common: the referral it is done on, and the referral as it then is. */
const act = <Body extends z.ZodType>(summary: string, body: Body) => ({
  schema: { ...described, summary, params: referralParams, body, response: { 200: referralView, ...problems } },
})

const orNotFound = (view: ReferralView | undefined): ReferralView => {
  if (view === undefined) throw new Refusal('not-found')
  return view
}

/** The inbox of a professional, and every act on a referral (domain.md §2). Somebody else's referral does not exist. */
export const referralRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    const deps = { db }
    app.addHook('onRequest', authenticate(db))

    app.get(
      '/referrals',
      {
        schema: {
          ...described,
          summary: 'Les mises en relation de son périmètre, par échéance',
          querystring: inboxQuery,
          response: { 200: inbox, ...problems },
        },
      },
      (request) => listReferrals(db, professionalOf(request), request.query),
    )

    app.get(
      '/referrals/:id',
      {
        schema: {
          ...described,
          summary: 'Une mise en relation',
          params: referralParams,
          response: { 200: referralView, ...problems },
        },
      },
      (request) => getReferralView(db, professionalOf(request), request.params.id).then(orNotFound),
    )

    app.post('/referrals/:id/acceptance', act('Je m’en occupe', nothing), (request) =>
      acceptReferral(request.params.id, professionalOf(request), deps),
    )
    app.post('/referrals/:id/contacts', act('Noter un contact ou une tentative', contactMade), (request) =>
      recordContact(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/refusal', act('Refuser, avec un motif', refusalGiven), (request) =>
      declineReferral(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/closure', act('Terminer, avec une issue', outcomeGiven), (request) =>
      closeReferral(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/redirection', act('Réorienter vers une autre offre', redirectionAsked), (request) =>
      redirectReferral(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/handover', act('Confier à un·e collègue', handoverAsked), (request) =>
      handOverReferral(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/notes', act('Écrire une note', noteWritten), (request) =>
      addNote(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post('/referrals/:id/accompaniment', act('Proposer d’accompagner à deux', accompanimentProposed), (request) =>
      proposeAccompaniment(request.params.id, request.body, professionalOf(request), deps),
    )
    app.patch(
      '/referrals/:id/accompaniment',
      act('Changer de référent·e de parcours', pathwayReferentNamed),
      (request) => namePathwayReferent(request.params.id, request.body, professionalOf(request), deps),
    )
    app.delete(
      '/referrals/:id/accompaniment',
      {
        schema: {
          ...described,
          summary: 'Mettre fin à l’accompagnement à deux',
          params: referralParams,
          response: { 204: z.undefined(), ...problems },
        },
      },
      async (request, reply) => {
        await endAccompaniment(request.params.id, professionalOf(request), deps)
        return reply.code(204).send()
      },
    )
    app.post('/referrals/:id/extension', act('Donner plus de temps (animation)', extensionGiven), (request) =>
      extendReferral(request.params.id, request.body, professionalOf(request), deps),
    )
    app.post(
      '/referrals/:id/withdrawal',
      act('Retirer à la demande du jeune (animation)', withdrawalGiven),
      (request) => withdrawReferral(request.params.id, request.body.note, professionalOf(request), deps),
    )
  }

import { cancelAbsence, planAbsence } from '@boussole/commands'
import { absenceKept, absenceParams, absencePlanned, teamList } from '@boussole/contracts'
import { findGaps, findTeams } from '@boussole/db'
import type { Database } from '@boussole/db'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Équipe'], ...forProfessionals }

/** The people of a partner, and their planned absences (charter, "changement d'équipe ou de congés"). */
export const teamRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    const deps = { db }
    app.addHook('onRequest', authenticate(db))

    app.get(
      '/referents',
      {
        schema: {
          ...described,
          summary: 'Les équipes des structures dont on est référent·e',
          response: { 200: teamList, ...problems },
        },
      },
      async (request) => {
        const teams = await findTeams(db, professionalOf(request).partnerIds)
        return {
          items: teams.map(({ partnerId, name, today, members, themes, zones }) => ({
            partnerId,
            name,
            today,
            members: members.map((member) => ({
              referentId: member.referentId,
              name: member.name,
              deputyId: member.deputyId,
              themes: [...member.themes],
              zones: [...member.zones],
              absences: [...member.absences],
              offers: [...member.offers],
            })),
            themes: [...themes],
            zones: [...zones],
          })),
        }
      },
    )

    app.post(
      '/absences',
      {
        schema: {
          ...described,
          summary: 'Prévoir une absence',
          description: 'Les offres pour lesquelles plus personne ne répond se mettent en pause d’elles-mêmes.',
          body: absencePlanned,
          response: { 201: absenceKept, ...problems },
        },
      },
      async (request, reply) => {
        const { id } = await planAbsence(request.body, professionalOf(request), deps)
        return reply.code(201).send({ id, pausedOffers: [...(await findGaps(db, request.body))] })
      },
    )

    app.delete(
      '/referents/:referent/absences/:id',
      {
        schema: {
          ...described,
          summary: 'Annuler une absence',
          params: absenceParams,
          response: { 204: z.undefined(), ...problems },
        },
      },
      async (request, reply) => {
        const { referent, id } = request.params
        await cancelAbsence({ referentId: referent, absenceId: id }, professionalOf(request), deps)
        return reply.code(204).send()
      },
    )
  }

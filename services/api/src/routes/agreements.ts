import { proposeCharter } from '@boussole/commands'
import { agreementList, agreementsQuery, agreementSummary, charterProposed } from '@boussole/contracts'
import { findAgreement, listAgreements } from '@boussole/db'
import type { PartnerAgreement } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from '@boussole/commands'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Conventions'], ...forProfessionals }

const summaryOf = ({ place, partnerName, isInForce, year, waiting }: PartnerAgreement) =>
  ({
    partnerId: place.partnerId,
    partner: partnerName,
    inForce: isInForce,
    year: year && {
      fromDay: year.fromDay,
      toDay: year.toDay,
      version: year.version,
      renews: year.followedBy !== 'nothing',
    },
    waiting: waiting && {
      version: waiting.version,
      proposedAt: waiting.proposedAt,
      signatory: { name: waiting.signatory.name, function: waiting.signatory.function },
      partnerSigned: waiting.partnerSigned,
    },
  }) satisfies z.output<typeof agreementSummary>

/** Who signed the charter until when, and proposing it. What is signed is signed on the pages: not by a program. */
export const agreementRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', authenticate(deps.db))

    app.get(
      '/agreements',
      {
        schema: {
          ...described,
          summary: 'Les conventions de son périmètre, par structure',
          description: 'Celles des structures dont on est référent·e, ou que l’on suit.',
          querystring: agreementsQuery,
          response: { 200: agreementList, ...problems },
        },
      },
      async (request) => {
        const { filter, cursor } = request.query
        const { items, next } = await listAgreements(deps.db, professionalOf(request), { filter, cursor, own: true })
        return { items: items.map(summaryOf), nextCursor: next }
      },
    )

    app.post(
      '/agreements',
      {
        schema: {
          ...described,
          summary: 'Proposer la charte à une structure (animation)',
          description: 'La personne qui signe pour elle reçoit un lien par mail, valable 30 jours.',
          body: charterProposed,
          response: { 201: agreementSummary, ...problems },
        },
      },
      async (request, reply) => {
        await proposeCharter(request.body, professionalOf(request), deps)
        const agreement = await findAgreement(deps.db, request.body.partnerId)
        if (agreement === undefined) throw new Refusal('not-found')
        return reply.code(201).send(summaryOf(agreement))
      },
    )
  }

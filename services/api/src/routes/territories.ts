import { createTerritory, readTerritory } from '@boussole/commands'
import {
  cursorName,
  questionnaireList,
  questionnairesQuery,
  territoriesQuery,
  territoryCreated,
  territoryList,
  territoryMade,
  themeList,
} from '@boussole/contracts'
import { findTerritory, listAsked, listTerritories, listThemes } from '@boussole/db'
import type { Database } from '@boussole/db'
import { maySee, Refusal, standingsInNation, watchesSomething } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Territoires'], ...forProfessionals }

/** Where a list of territories goes on: after this name and id. */
const cursorOf = ({ name, id }: { readonly name: string; readonly id: string }): string => `${id}~${name}`

const place = z.object({ id: z.uuid(), name: cursorName() })

const afterOf = (cursor: string | undefined): z.output<typeof place> | undefined => {
  const [, territory, name] = /^([0-9a-f-]{36})~(.*)$/s.exec(cursor ?? '') ?? []
  return place.safeParse({ id: territory, name }).data
}

/** Territories, themes and questionnaires, by perimeter. */
export const territoryRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', authenticate(db))

    app.get(
      '/territories',
      {
        schema: {
          ...described,
          summary: 'Les territoires sur lesquels on veille',
          querystring: territoriesQuery,
          response: { 200: territoryList, ...problems },
        },
      },
      async (request) => {
        const { items, next } = await listTerritories(db, professionalOf(request), afterOf(request.query.cursor))
        return { items: [...items], nextCursor: next && cursorOf(next) }
      },
    )

    app.post(
      '/territories',
      {
        schema: {
          ...described,
          summary: 'Créer un territoire, dans une région sur laquelle on veille',
          description: 'Il n’a ni commune, ni thème, ni jour d’ouverture : rien n’en est montré aux jeunes.',
          body: territoryCreated,
          response: { 201: territoryMade, ...problems },
        },
      },
      async (request, reply) => {
        const id = await createTerritory(request.body, professionalOf(request), { db })
        const territory = await findTerritory(db, id)
        if (territory === undefined) throw new Error(`the territory ${id} has gone`)
        return reply.code(201).send({ id, slug: territory.slug })
      },
    )

    app.get(
      '/themes',
      {
        schema: {
          ...described,
          summary: 'La liste nationale des thèmes et des besoins',
          response: { 200: themeList, ...problems },
        },
      },
      async () => ({ items: [...(await listThemes(db))] }),
    )

    app.get(
      '/questionnaires',
      {
        schema: {
          ...described,
          summary: 'Ce qui est demandé, par thème',
          description: 'Dans un territoire sur lequel on veille ; sans territoire, les modèles nationaux.',
          querystring: questionnairesQuery,
          response: { 200: questionnaireList, ...problems },
        },
      },
      async (request) => {
        const professional = professionalOf(request)
        const { territory } = request.query
        if (territory !== undefined) await readTerritory(territory, professional, db)
        else if (!maySee('national-model', standingsInNation(professional)) && !watchesSomething(professional)) {
          throw new Refusal('not-found')
        }
        return { items: [...(await listAsked(db, territory ?? null))] }
      },
    )
  }

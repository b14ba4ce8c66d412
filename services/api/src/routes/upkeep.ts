import { readUpkeepRun, undoUpkeepRun } from '@boussole/commands'
import { cursorAt, nothing, upkeepRunList, upkeepRunParams, upkeepRunsQuery, upkeepRunView } from '@boussole/contracts'
import { listUpkeepChanges, listUpkeepRuns } from '@boussole/db'
import type { Database, UpkeepRun } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Entretien'], ...forProfessionals }

/** Changes told of one run. */
const changesTold = 1_000

const cursorShape = cursorAt()

const summaryOf = ({ id, place, territoryName, day, at, online, allowed, undoneAt }: UpkeepRun) => ({
  id,
  territory: { id: place.territoryId, name: territoryName },
  day,
  at,
  online,
  allowed,
  undoneAt,
})

const viewOf = async (runId: string, professional: Professional, db: Database) => {
  const run = await readUpkeepRun(runId, professional, { db })
  const changes = await listUpkeepChanges(db, run.id, { limit: changesTold })
  return {
    ...summaryOf(run),
    changes: changes.map(({ offerId, title, kind, cause, dueOn, undoing }) => ({
      offerId,
      title,
      kind,
      cause,
      dueOn,
      undoing,
    })),
  }
}

/** What the upkeep of the directory did, and taking a run back: for who watches (domain.md §7). */
export const upkeepRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', authenticate(db))

    app.get(
      '/upkeep/runs',
      {
        schema: {
          ...described,
          summary: 'Les passages de l’entretien qui ont fait quelque chose',
          querystring: upkeepRunsQuery,
          response: { 200: upkeepRunList, ...problems },
        },
      },
      async (request) => {
        const { items, next } = await listUpkeepRuns(
          db,
          professionalOf(request),
          cursorShape.parse(request.query.cursor),
        )
        return { items: items.map(summaryOf), nextCursor: next === null ? null : `${next.at}~${next.id}` }
      },
    )

    app.get(
      '/upkeep/runs/:id',
      {
        schema: {
          ...described,
          summary: 'Un passage, et ce qu’il a fait',
          params: upkeepRunParams,
          response: { 200: upkeepRunView, ...problems },
        },
      },
      (request) => viewOf(request.params.id, professionalOf(request), db),
    )

    app.post(
      '/upkeep/runs/:id/undoing',
      {
        schema: {
          ...described,
          summary: 'Annuler un passage',
          description: 'Ce qui n’a pas changé depuis redevient comme avant, et est laissé tranquille trente jours.',
          params: upkeepRunParams,
          body: nothing,
          response: { 200: upkeepRunView, ...problems },
        },
      },
      async (request) => {
        const professional = professionalOf(request)
        await undoUpkeepRun(request.params.id, professional, { db })
        return viewOf(request.params.id, professional, db)
      },
    )
  }

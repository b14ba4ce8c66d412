import { exportNames, exportTerritory, readImport, receiveAndTry } from '@boussole/commands'
import { exportParams, exportQuery, importFailures, importParams, importQuery, importView } from '@boussole/contracts'
import { countLines } from '@boussole/db'
import type { Database, Import } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { authenticate, professionalOf } from '../plugins/identity.ts'

const described = { tags: ['Imports et exports'], ...forProfessionals }

const viewOf = async (db: Database, found: Import): Promise<z.output<typeof importView>> => {
  const { mended: _mended, mailTwins: _mailTwins, ...counts } = await countLines(db, found.id)
  const { failure } = found
  return {
    id: found.id,
    kind: found.kind,
    state: found.state,
    createdAt: found.createdAt,
    lines: found.lineCount,
    progress: { done: found.done, whole: found.whole },
    counts,
    failure:
      failure === null ? null : { code: failure, detail: importFailures[failure], lines: [...found.failureLines] },
  }
}

async function* bytesOf(body: unknown): AsyncGenerator<Buffer> {
  if (!(body instanceof Readable)) return
  for await (const chunk of body) if (chunk instanceof Buffer) yield chunk
}

/** Files in and out, for whoever watches a territory. Somebody else's import does not exist. */
export const importRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    const deps = { db }
    app.addHook('onRequest', authenticate(db))
    // The file goes to the database as it comes: nothing here reads it as JSON.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(['text/csv', 'application/json', 'application/octet-stream'], (_request, payload, done) =>
      done(null, payload),
    )

    app.post(
      '/imports',
      {
        schema: {
          ...described,
          summary: 'Envoyer un fichier de structures, d’offres ou de référent·es',
          description:
            'Corps : le fichier, en CSV (text/csv) ou en JSON data.inclusion v1 (application/json), 25 Mo au plus. Il est essayé ligne par ligne ; avec apply=true, il est importé ensuite si aucune ligne n’est refusée.',
          querystring: importQuery,
          response: { 202: importView, ...problems },
        },
      },
      async (request, reply) => {
        const { territory, kind, name, apply } = request.query
        const professional = professionalOf(request)
        const sent = { territoryId: territory, kind, fileName: name, content: bytesOf(request.body) }
        const id = await receiveAndTry(sent, { thenApply: apply === 'true' }, professional, deps)
        return reply.code(202).send(await viewOf(db, await readImport(id, professional, db)))
      },
    )

    app.get(
      '/imports/:id',
      {
        schema: {
          ...described,
          summary: 'Où en est un import',
          params: importParams,
          response: { 200: importView, ...problems },
        },
      },
      async (request) => viewOf(db, await readImport(request.params.id, professionalOf(request), db)),
    )

    app.get(
      '/exports/:name',
      {
        schema: {
          ...described,
          summary: 'Emporter les structures ou les offres d’un territoire',
          description: `Fichiers : ${exportNames.join(', ')}.`,
          params: exportParams,
          querystring: exportQuery,
          response: { 200: z.unknown().meta({ description: 'Le fichier.' }), ...problems },
        },
      },
      async (request, reply) => {
        const name = exportNames.find((each) => each === request.params.name)
        if (name === undefined) throw new Refusal('not-found')
        const file = await exportTerritory(
          { territoryId: request.query.territory, name },
          professionalOf(request),
          deps,
        )
        reply.type(name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        return reply.send(file)
      },
    )
  }

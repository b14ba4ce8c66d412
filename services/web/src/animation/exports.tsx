import { exportNames, exportTerritory } from '@boussole/commands'
import { listWatchedTerritories } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, LinkCards } from '../components/blocks.tsx'
import { SelectField, Submit } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { importsFr } from './imports/imports.fr.ts'
import { importsPath } from './imports/list.tsx'

const words = importsFr.exports
const exportsPath = '/animation/exports'

const query = z.object({ territoire: z.uuid().optional().catch(undefined) })
const fileParams = z.object({ name: z.enum(exportNames) })

/** What can be taken away of a territory, as files. */
export const exportRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(exportsPath, async (request, reply) => {
    const visit = await visits.of(request)
    const territories = await listWatchedTerritories(deps.db, professionalOf(request))
    const { territoire } = query.parse(request.query)
    const chosen =
      territories.length === 1 ? territories[0] : territories.find(({ territoryId }) => territoryId === territoire)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(importsPath)} label={importsFr.upload.back} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          {territories.length > 1 && (
            <form method="get" action={visit.href(exportsPath)}>
              <SelectField
                form={{ values: { territoire: [chosen?.territoryId ?? ''] }, errors: [] }}
                name="territoire"
                label={words.territory}
                empty={importsFr.upload.territoryEmpty}
                choices={territories.map(({ territoryId, name }) => ({ value: territoryId, label: name }))}
              />
              <Submit label={words.choose} />
            </form>
          )}
          {chosen !== undefined && (
            <>
              {territories.length > 1 && <h2>{chosen.name}</h2>}
              <LinkCards
                links={exportNames.map((name) => ({
                  href: visit.href(`${exportsPath}/${name}?territoire=${chosen.territoryId}`),
                  label: words.files[name],
                  icon: 'download',
                }))}
              />
              <p class="hint">{words.hint}</p>
            </>
          )}
        </>
      ),
    })
  })

  app.get(`${exportsPath}/:name`, async (request, reply) => {
    const params = fileParams.safeParse(request.params)
    const { territoire } = query.parse(request.query)
    if (!params.success || territoire === undefined) throw new Refusal('not-found')
    const { name } = params.data
    const file = await exportTerritory({ territoryId: territoire, name }, professionalOf(request), deps)
    reply.header('content-disposition', `attachment; filename="boussole-${name}"`)
    return reply.type(name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8').send(file)
  })
}

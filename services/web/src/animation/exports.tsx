import { exportNames, exportTerritory, openNightlyExport } from '@boussole/commands'
import { listNightlyExports, listWatchedTerritories } from '@boussole/db'
import type { NightlyExport } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, LinkCards } from '../components/blocks.tsx'
import { SelectField, Submit } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { importsFr } from './imports/imports.fr.ts'
import { importsPath } from './imports/list.tsx'

const words = importsFr.exports
const exportsPath = '/animation/exports'

const query = z.object({
  territoire: z.uuid().optional().catch(undefined),
  nuit: z.iso.date().optional().catch(undefined),
})
const nightParams = z.object({ id: z.string().max(60) })
const fileParams = z.object({ name: z.enum(exportNames) })

const typeOf = (name: string): string =>
  name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8'

const isExport = (name: string): name is keyof typeof words.files => name in words.files

/** The files of one night, the latest unless another is asked for, and which nights there are. */
const Nights = ({
  visit,
  territoryId,
  nights,
  asked,
}: {
  visit: Visit
  territoryId: string
  nights: readonly NightlyExport[]
  asked: string | undefined
}) => {
  const said = words.nights
  const days = [...new Set(nights.map(({ day }) => day))]
  const shown = days.find((day) => day === asked) ?? days[0]
  return (
    <section aria-labelledby="nuits">
      <h2 id="nuits">{said.heading}</h2>
      <p>{shown === undefined ? said.none : said.lead}</p>
      {shown !== undefined && <h3>{said.night(shown)}</h3>}
      <ul class="sessions-open">
        {nights
          .filter(({ day }) => day === shown)
          .map(({ id, name, byteCount, sha256 }) => (
            <li class="session" key={id}>
              <p>
                <a href={visit.href(`${exportsPath}/nuits/${id}`)}>{isExport(name) ? words.files[name] : name}</a>
              </p>
              <p class="hint">{said.size(byteCount)}</p>
              <p class="hint hash">
                {said.hash}
                {'\u00a0: '}
                <code>{sha256}</code>
              </p>
            </li>
          ))}
      </ul>
      {days.length > 1 && (
        <details class="more">
          <summary>{said.older}</summary>
          <ul>
            {days
              .filter((day) => day !== shown)
              .map((day) => (
                <li key={day}>
                  <a href={visit.href(`${exportsPath}?territoire=${territoryId}&nuit=${day}#nuits`)}>
                    {said.night(day)}
                  </a>
                </li>
              ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** What can be taken away of a territory, as files: as it is now, and as it was each night. */
export const exportRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(exportsPath, async (request, reply) => {
    const visit = await visits.of(request)
    const territories = await listWatchedTerritories(deps.db, professionalOf(request))
    const { territoire, nuit } = query.parse(request.query)
    const chosen =
      territories.length === 1 ? territories[0] : territories.find(({ territoryId }) => territoryId === territoire)
    const nights = chosen === undefined ? [] : await listNightlyExports(deps.db, chosen.territoryId)
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
              <Nights visit={visit} territoryId={chosen.territoryId} nights={nights} asked={nuit} />
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
    return reply.type(typeOf(name)).send(file)
  })

  app.get(`${exportsPath}/nuits/:id`, async (request, reply) => {
    const { id } = nightParams.parse(request.params)
    const { name, day, byteCount, content } = await openNightlyExport(id, professionalOf(request), deps)
    reply.header('content-disposition', `attachment; filename="boussole-${day}-${name}"`)
    reply.header('content-length', byteCount)
    return reply.type(typeOf(name)).send(content)
  })
}

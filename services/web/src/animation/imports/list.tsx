import { receiveImport } from '@boussole/commands'
import { cursorAt, importKinds } from '@boussole/contracts'
import { listImports, listWatchedTerritories } from '@boussole/db'
import type { Import, WatchedTerritory } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, StayLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, FileField, Form, SelectField, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormError } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { importsFr } from './imports.fr.ts'
import { chunksOf, fileOf, readFields } from '../../site/upload.ts'

const words = importsFr.list

export const importsPath = '/animation/imports'

const query = z.object({
  fait: z.enum(['abandonne']).optional().catch(undefined),
  suite: cursorAt(),
})

const Item = ({ visit, item }: { visit: Visit; item: Import }) => {
  const { id, fileName, kind, state, territory, createdBy, createdAt, timeZone, lineCount } = item
  const said = (moment: { toString: () => string }) => importsFr.moment(moment.toString(), timeZone)
  return (
    <li class="session">
      <p>
        <a href={visit.href(`${importsPath}/${id}`)}>
          <strong>{fileName}</strong>
        </a>{' '}
        <span class="state">{importsFr.states[state]}</span>
      </p>
      <p>
        {importsFr.kinds[kind]} · {territory.name}
        {lineCount > 0 && ` · ${importsFr.lines(lineCount)}`}
      </p>
      <p class="hint">{words.by(createdBy.name, said(createdAt))}</p>
      {item.appliedBy !== null && item.appliedAt !== null && (
        <p class="hint">{words.appliedBy(item.appliedBy, said(item.appliedAt))}</p>
      )}
      {item.undoneBy !== null && item.undoneAt !== null && (
        <p class="hint">{words.undoneBy(item.undoneBy, said(item.undoneAt))}</p>
      )}
    </li>
  )
}

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(importsPath, async (request, reply) => {
    const visit = await visits.of(request)
    const { fait, suite } = query.parse(request.query)
    const { items, next } = await listImports(deps.db, professionalOf(request), suite)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          {fait !== undefined && <Done words={importsFr.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${importsPath}/nouveau`)} label={words.new} icon="arrow-right" />
            <ButtonLink href={visit.href('/animation/exports')} label={words.exports} icon="download" quiet />
          </div>
          {items.length === 0 && <p>{words.none}</p>}
          <ul class="sessions-open">
            {items.map((item) => (
              <Item key={item.id} visit={visit} item={item} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(importsPath)} label={words.latest} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${importsPath}?suite=${encodeURIComponent(`${next.at}~${next.id}`)}`)}
              label={words.more}
            />
          )}
        </>
      ),
    })
  })
}

/** A new file: for which territory, of what, and the file itself, which goes to the database as it comes. */
const uploadRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void =>
  formPage<readonly WatchedTerritory[]>(app, visits, {
    path: `${importsPath}/nouveau`,
    limits: { preHandler: readFields },
    load: (_visit, request) => listWatchedTerritories(deps.db, professionalOf(request)),
    initial: (territories) => ({
      territoire: territories.length === 1 ? territories.map((each) => each.territoryId) : [],
    }),
    page: (visit, territories, form) => {
      const said = importsFr.upload
      return {
        title: said.title,
        body: (
          <>
            <BackLink href={visit.href(importsPath)} label={said.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{said.heading}</h1>
            <Form visit={visit} form={form} carriesFile>
              {territories.length === 1 ? (
                <input type="hidden" name="territoire" value={territories[0]?.territoryId} />
              ) : (
                <SelectField
                  form={form}
                  name="territoire"
                  label={said.territory}
                  empty={said.territoryEmpty}
                  choices={territories.map(({ territoryId, name }) => ({ value: territoryId, label: name }))}
                />
              )}
              <Choices
                form={form}
                name="contenu"
                kind="one"
                legend={said.kind}
                choices={importKinds.map((kind) => ({
                  value: kind,
                  label: importsFr.kinds[kind],
                  hint: said.hints[kind],
                }))}
              />
              <FileField
                form={form}
                name="fichier"
                label={said.file}
                hint={said.fileHint}
                accept=".csv,.txt,.tsv,.json,text/csv,application/json"
              />
              <Submit label={said.send} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, territories, values, { request }) => {
      const said = importsFr.upload
      const territory = territories.find(({ territoryId }) => territoryId === valueOf(values, 'territoire'))
      const kind = importKinds.find((each) => each === valueOf(values, 'contenu'))
      const file = fileOf(request)
      const errors: FormError[] = [
        ...(territory === undefined ? [{ field: 'territoire', message: said.territoryEmpty }] : []),
        ...(kind === undefined ? [{ field: 'contenu', message: said.kindMissing }] : []),
        ...(file === undefined ? [{ field: 'fichier', message: said.fileMissing }] : []),
      ]
      if (territory === undefined || kind === undefined || file === undefined) return { errors }
      const sent = { territoryId: territory.territoryId, kind, fileName: file.filename, content: chunksOf(file) }
      const id = await receiveImport(sent, professionalOf(request), deps)
      return { goTo: `${importsPath}/${id}/colonnes` }
    },
  })

/** The list of imports, and the page on which a file is sent. */
export const importListRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, uploadRoute]) route(app, parts)
}

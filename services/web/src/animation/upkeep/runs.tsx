import { readUpkeepRun, undoUpkeepRun } from '@boussole/commands'
import { listUpkeepChanges, listUpkeepRuns } from '@boussole/db'
import type { UpkeepChange, UpkeepRun } from '@boussole/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { cursorOf, cursorShape, upkeepPath } from './list.tsx'
import { upkeepFr } from './upkeep.fr.ts'

const runsPath = `${upkeepPath}/passages`
const words = upkeepFr.run
const changesShown = 100

const listQuery = z.object({ suite: cursorShape })
const runQuery = z.object({
  fait: z.enum(['annule']).optional().catch(undefined),
  apres: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0),
})
const params = z.object({ id: z.string().max(60) })

const runOf = (request: FastifyRequest, { deps }: ProfessionalParts): Promise<UpkeepRun> =>
  readUpkeepRun(params.parse(request.params).id, professionalOf(request), deps)

const undoneIn = ({ undoneAt, undoneBy, timeZone }: UpkeepRun): string | null =>
  undoneAt === null ? null : upkeepFr.runs.undone(undoneBy ?? '', upkeepFr.moment(undoneAt.toString(), timeZone))

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const said = upkeepFr.runs
  app.get(runsPath, async (request, reply) => {
    const visit = await visits.of(request)
    const { suite } = listQuery.parse(request.query)
    const { items, next } = await listUpkeepRuns(deps.db, professionalOf(request), suite)
    return visits.send(reply, visit, {
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(upkeepPath)} label={said.back} />
          <h1>{said.heading}</h1>
          <p class="lead">{items.length === 0 ? said.none : said.lead}</p>
          <ul class="sessions-open">
            {items.map((run) => (
              <li class="session" key={run.id}>
                <p>
                  <a href={visit.href(`${runsPath}/${run.id}`)}>
                    <strong>{said.day(run.day)}</strong>
                  </a>
                </p>
                <p>
                  {run.territoryName} · {said.summary(run)}
                </p>
                {run.undoneAt !== null && <p class="hint">{undoneIn(run)}</p>}
              </li>
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(runsPath)} label={said.latest} />}
          {next !== null && <StayLink href={visit.href(`${runsPath}?suite=${cursorOf(next)}`)} label={said.more} />}
        </>
      ),
    })
  })
}

const Change = ({ visit, change }: { visit: Visit; change: UpkeepChange }) => (
  <li class="session">
    <p>
      <a href={visit.href(`/offres/${change.offerId}`)}>
        <strong>{change.title}</strong>
      </a>{' '}
      <span class="state">{words.kinds[change.kind]}</span>
    </p>
    <p>
      {change.partnerName} · {upkeepFr.causes[change.cause]}
    </p>
    {change.undoing !== null && <p class="hint">{words.undoings[change.undoing]}</p>}
  </li>
)

const runRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${runsPath}/:id`, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const run = await runOf(request, parts)
    const { fait, apres } = runQuery.parse(request.query)
    const found = await listUpkeepChanges(parts.deps.db, run.id, { after: apres, limit: changesShown + 1 })
    const changes = found.slice(0, changesShown)
    const here = `${runsPath}/${run.id}`
    return parts.visits.send(reply, visit, {
      title: upkeepFr.runs.day(run.day),
      body: (
        <>
          <BackLink href={visit.href(runsPath)} label={upkeepFr.runs.title} />
          {fait !== undefined && <Done words={upkeepFr.done[fait]} />}
          <h1>{upkeepFr.runs.day(run.day)}</h1>
          <Facts
            facts={[
              { label: words.facts.territory, value: run.territoryName },
              { label: words.facts.when, value: upkeepFr.moment(run.at.toString(), run.timeZone) },
              { label: words.facts.online, value: run.online },
              { label: words.facts.allowed, value: words.allowed(run.allowed) },
              ...(run.undoneAt === null ? [] : [{ label: words.facts.undone, value: undoneIn(run) }]),
            ]}
          />
          <h2>{words.changes}</h2>
          <ul class="sessions-open">
            {changes.map((change) => (
              <Change key={change.id} visit={visit} change={change} />
            ))}
          </ul>
          {apres > 0 && <StayLink href={visit.href(here)} label={words.first} />}
          {found.length > changesShown && (
            <StayLink href={visit.href(`${here}?apres=${changes.at(-1)?.id ?? ''}`)} label={words.more} />
          )}
          {run.undoneAt === null && (
            <div class="actions">
              <ButtonLink href={visit.href(`${here}/annulation`)} label={words.undo} quiet />
            </div>
          )}
        </>
      ),
    })
  })
}

interface Undoing {
  readonly run: UpkeepRun
  readonly back: number
  readonly kept: number
}

/** Offers looked at to tell how many an undoing restores. */
const mostTold = 5_000

const undoRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = upkeepFr.undoing
  formPage<Undoing>(app, parts.visits, {
    path: `${runsPath}/:id/annulation`,
    load: async (_visit, request) => {
      const run = await runOf(request, parts)
      if (run.undoneAt !== null && request.method === 'GET') throw new GoTo(`${runsPath}/${run.id}`)
      const changes = await listUpkeepChanges(parts.deps.db, run.id, { limit: mostTold })
      const done = changes.filter(({ kind }) => kind !== 'notice-30' && kind !== 'notice-7' && kind !== 'waiting')
      const back = done.filter(({ mayBeUndone }) => mayBeUndone).length
      return { run, back, kept: done.length - back }
    },
    initial: () => ({}),
    page: (visit, { run, back, kept }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(`${runsPath}/${run.id}`)} label={upkeepFr.runs.day(run.day)} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(run.day)}</h1>
          <p class="lead">{said.words}</p>
          <p>{said.some(back, kept)}</p>
          <p>{said.told}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(`${runsPath}/${run.id}`)} label={said.stay} />
        </>
      ),
    }),
    act: async (_visit, { run }, _values, { request }) => {
      await undoUpkeepRun(run.id, professionalOf(request), parts.deps)
      return { goTo: `${runsPath}/${run.id}?fait=annule` }
    },
  })
}

/** The runs of the upkeep, what each did, and taking one back. */
export const upkeepRunRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, runRoute, undoRoute]) route(app, parts)
}

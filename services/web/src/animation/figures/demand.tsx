import { readDemand } from '@boussole/db'
import type { Demand } from '@boussole/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import { printCsv } from '../../figures/columns.ts'
import { figuresFr } from '../../figures/figures.fr.ts'
import { Counted, Periods } from '../../figures/parts.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { watchedFiguresFr } from './figures.fr.ts'
import { askedOf, placeOf, readScope, scopePath, Scopes } from './scope.tsx'
import type { Scope } from './scope.tsx'

const words = watchedFiguresFr.demand

const columns: readonly { readonly label: string; readonly value: (demand: Demand) => number }[] = [
  { label: words.requests, value: ({ requests }) => requests },
  { label: words.misses, value: ({ misses }) => misses },
  { label: words.unanswered, value: ({ unanswered }) => unanswered },
  { label: words.offers, value: ({ offers }) => offers },
]

const placeIn = ({ commune: { name, department } }: Demand): string => words.place(name, department)

/** What nobody answered, by theme, the most first. */
export const gapsByTheme = (demand: readonly Demand[]): { readonly label: string; readonly value: number }[] => {
  const gaps = new Map<string, number>()
  for (const { theme, misses, unanswered } of demand) {
    gaps.set(theme.name, (gaps.get(theme.name) ?? 0) + misses + unanswered)
  }
  return [...gaps].map(([label, value]) => ({ label, value })).toSorted((a, b) => b.value - a.value)
}

/** Rows shown at once; the others are unfolded. */
const shownAtOnce = 25

const DemandRows = ({ demand }: { demand: readonly Demand[] }) => (
  <div class="table-room">
    <table class="figures" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {words.row(words.theme, words.commune.toLowerCase())}
          </th>
          {columns.map(({ label }) => (
            <th scope="col" role="columnheader" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {demand.map((row) => (
          <tr key={`${row.theme.code} ${row.commune.code}`} role="row">
            <th scope="row" role="rowheader">
              {words.row(row.theme.name, placeIn(row))}
            </th>
            {columns.map(({ label, value }) => (
              <td key={label} role="cell" data-label={label}>
                {watchedFiguresFr.number(value(row))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const DemandTable = ({ demand }: { demand: readonly Demand[] }) => (
  <section>
    <h2>{words.all}</h2>
    <DemandRows demand={demand.slice(0, shownAtOnce)} />
    {demand.length > shownAtOnce && (
      <details>
        <summary>{words.others(demand.length - shownAtOnce)}</summary>
        <DemandRows demand={demand.slice(shownAtOnce)} />
      </details>
    )}
    {demand.length === 500 && <p class="hint">{watchedFiguresFr.promise.bounded}</p>}
  </section>
)

const DemandPage = ({ visit, scope, demand }: { visit: Visit; scope: Scope; demand: readonly Demand[] }) => {
  const gaps = gapsByTheme(demand)
  return (
    <>
      <BackLink href={visit.href('/animation')} label={watchedFiguresFr.back} />
      <h1>{`${words.title}, ${figuresFr.period(scope.period)}`}</h1>
      <p class="lead">{words.lead}</p>
      <Periods
        visit={visit}
        period={scope.period}
        today={scope.today}
        pathOf={(period) => scopePath('besoins', scope, period)}
      />
      <Scopes visit={visit} page="besoins" scope={scope} />
      {demand.length === 0 ? (
        <p class="lead">{words.empty}</p>
      ) : (
        <>
          <p>{placeOf(scope)}</p>
          <p class="standing-links">
            <a href={visit.href(scopePath('besoins.csv', scope, scope.period))}>
              <Icon name="download" />
              <span>{figuresFr.download}</span>
            </a>
          </p>
          {gaps.every(({ value }) => value === 0) ? (
            <p>{words.noGap}</p>
          ) : (
            <>
              <p class="hint">{words.gapsLead}</p>
              <Counted id="manques" title={words.gaps} label={words.theme} rows={gaps} />
            </>
          )}
          <DemandTable demand={demand} />
          <section class="checked">
            <h2>{words.definitions.title}</h2>
            <ul>
              {words.definitions.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  )
}

/** Who asked for what and where, and what nobody answers. */
export const demandRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const read = async (request: FastifyRequest) => {
    const professional = professionalOf(request)
    const scope = await readScope(deps.db, professional, request.query)
    return { scope, demand: await readDemand(deps.db, professional, askedOf(scope)) }
  }
  app.get('/animation/besoins', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.title,
      body: <DemandPage visit={visit} {...await read(request)} />,
    })
  })
  app.get('/animation/besoins.csv', async (request, reply) => {
    const { scope, demand } = await read(request)
    reply.header('content-disposition', `attachment; filename="boussole-besoins-${scope.period.code}.csv"`)
    return reply
      .type('text/csv; charset=utf-8')
      .send(
        printCsv([
          [words.theme, words.commune, ...columns.map(({ label }) => label)],
          ...demand.map((row) => [
            row.theme.name,
            placeIn(row),
            ...columns.map(({ value }) => watchedFiguresFr.number(value(row))),
          ]),
        ]),
      )
  })
}

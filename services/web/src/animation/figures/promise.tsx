import { readFigures } from '@boussole/db'
import type { NamedFigures } from '@boussole/db'
import { hourSteps, sumOfFigures } from '@boussole/domain'
import type { ReferralFigures } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BackLink, Facts } from '../../components/blocks.tsx'
import { ColumnChart } from '../../components/chart.tsx'
import { Icon } from '../../components/icon.tsx'
import { allColumns, csvOf } from '../../figures/columns.ts'
import { figuresFr } from '../../figures/figures.fr.ts'
import { Counted, Definitions, FiguresTable, Periods } from '../../figures/parts.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { watchedFiguresFr } from './figures.fr.ts'
import { askedOf, placeOf, readScope, scopePath, Scopes } from './scope.tsx'
import type { Scope } from './scope.tsx'

const words = watchedFiguresFr.promise

/** Times that are told apart in the picture, in hours; between them are the steps that are counted. */
const timesShown = [4, 24, 48, 72, 120, 336] as const

/** How many first contacts took at most each of the times shown, and more than the one before. */
export const timesOf = ({ hours }: Pick<ReferralFigures, 'hours'>) =>
  timesShown.map((most, place) => ({
    label: words.within(most),
    value: hourSteps.reduce(
      (sum, step, at) => (step <= most && step > (timesShown[place - 1] ?? 0) ? sum + (hours[at] ?? 0) : sum),
      0,
    ),
  }))

/** What became of the referrals that went to another offer. */
export const redirectionsOf = ({ passedOn, passedOnKept, passedOnLapsed }: ReferralFigures) => [
  { label: words.passedOn, value: passedOn },
  { label: words.passedOnKept, value: passedOnKept },
  { label: words.passedOnLapsed, value: passedOnLapsed },
]

/** Everything that the page, its CSV and the yearly report show of the promise. */
export interface PromiseFigures {
  readonly whole: ReferralFigures
  readonly byMonth: readonly NamedFigures[]
  readonly byPartner: readonly NamedFigures[]
  readonly byTheme: readonly NamedFigures[]
  readonly byTerritory: readonly NamedFigures[]
}

/** The figures of a scope. */
export const readPromise = async (
  { deps: { db } }: ProfessionalParts,
  request: FastifyRequest,
  scope: Scope,
): Promise<PromiseFigures> => {
  const by = await readFigures(db, professionalOf(request), {
    ...askedOf(scope),
    as: 'watcher',
    by: ['month', 'partner', 'theme', 'territory'],
  })
  const byMonth = by('month').map((month) => ({ ...month, name: watchedFiguresFr.monthName(month.key) }))
  return {
    whole: sumOfFigures(byMonth),
    byMonth,
    byPartner: by('partner'),
    byTheme: by('theme'),
    byTerritory: by('territory'),
  }
}

const Months = ({ byMonth }: Pick<PromiseFigures, 'byMonth'>) => (
  <section>
    <h2>{words.months}</h2>
    <ColumnChart
      id="mois"
      title={words.months}
      description={words.monthly(byMonth.map(({ name, kept, lapsed }) => words.ofMonth(name, kept, lapsed)))}
      columns={byMonth.map(({ key, kept, lapsed }) => ({
        label: watchedFiguresFr.monthShort(key),
        full: kept,
        hatched: lapsed,
      }))}
    />
    <p class="hint">{words.legend}</p>
  </section>
)

const PromisePage = ({ visit, scope, figures }: { visit: Visit; scope: Scope; figures: PromiseFigures }) => {
  const { whole, byMonth, byPartner, byTheme, byTerritory } = figures
  const total = { ...whole, name: figuresFr.whole }
  return (
    <>
      <BackLink href={visit.href('/animation')} label={watchedFiguresFr.back} />
      <h1>{`${words.title}, ${figuresFr.period(scope.period)}`}</h1>
      <p class="lead">{words.lead}</p>
      <Periods
        visit={visit}
        period={scope.period}
        today={scope.today}
        pathOf={(period) => scopePath('promesse', scope, period)}
      />
      <Scopes visit={visit} page="promesse" scope={scope} />
      {whole.received === 0 ? (
        <p class="lead">{figuresFr.empty}</p>
      ) : (
        <>
          <p>{placeOf(scope)}</p>
          <div class="figures-facts">
            <Facts facts={allColumns.map(({ label, value }) => ({ label, value: value(whole) }))} />
          </div>
          <p class="standing-links">
            <a href={visit.href(scopePath('promesse.csv', scope, scope.period))}>
              <Icon name="download" />
              <span>{figuresFr.download}</span>
            </a>
          </p>
          {byMonth.length > 1 && <Months byMonth={byMonth} />}
          {byMonth.length > 1 && <FiguresTable {...words.byMonth} rows={[...byMonth, total]} />}
          <Counted id="temps" title={words.times} label={words.time} rows={timesOf(whole)} />
          <Counted
            id="reorientations"
            title={words.redirections}
            label={words.redirected}
            rows={redirectionsOf(whole)}
          />
          {byTerritory.length > 1 && <FiguresTable {...words.byTerritory} rows={[...byTerritory, total]} />}
          <FiguresTable {...words.byPartner} rows={[...byPartner, total]} />
          {byPartner.length === 500 && <p class="hint">{words.bounded}</p>}
          <FiguresTable {...figuresFr.byTheme} rows={[...byTheme, total]} />
          <Definitions />
        </>
      )}
    </>
  )
}

/** The promise in figures: what was kept, when, by whom, and what became of the rest. */
export const promiseRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  const read = async (request: FastifyRequest) => {
    const scope = await readScope(deps.db, professionalOf(request), request.query)
    return { scope, figures: await readPromise(parts, request, scope) }
  }
  app.get('/animation/promesse', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.title,
      body: <PromisePage visit={visit} {...await read(request)} />,
    })
  })
  app.get('/animation/promesse.csv', async (request, reply) => {
    const { scope, figures } = await read(request)
    const group = (name: string, rows: readonly NamedFigures[]) => rows.map((row) => ({ group: name, figures: row }))
    reply.header('content-disposition', `attachment; filename="boussole-promesse-${scope.period.code}.csv"`)
    return reply
      .type('text/csv; charset=utf-8')
      .send(
        csvOf([
          { group: figuresFr.whole, figures: { ...figures.whole, name: placeOf(scope) } },
          ...group(words.byMonth.label, figures.byMonth),
          ...group(words.byTerritory.label, figures.byTerritory),
          ...group(words.byPartner.label, figures.byPartner),
          ...group(figuresFr.byTheme.label, figures.byTheme),
        ]),
      )
  })
}

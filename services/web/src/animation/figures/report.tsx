import { readDemand } from '@boussole/db'
import { dayInWords } from '@boussole/mail'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { watchedFiguresFr } from './figures.fr.ts'
import { readPromise } from './promise.tsx'
import { printReport } from './report-pdf.ts'
import { askedOf, Choose, placeOf, readScope } from './scope.tsx'
import type { Scope } from './scope.tsx'

const words = watchedFiguresFr.report

/** More years than somebody looks back on. */
const mostYears = 20

/** The years of which there can be figures, this one first: from the first opening on, or this one alone. */
const yearsOf = ({ today, scopes: { openedOn } }: Scope): readonly number[] => {
  const first = openedOn === null ? today.year : Temporal.PlainDate.from(openedOn).year
  const count = Math.min(mostYears, Math.max(1, today.year - first + 1))
  return Array.from({ length: count }, (_, back) => today.year - back)
}

const dayOf = (day: Temporal.PlainDate): string => `${dayInWords(day.toString())} ${day.year}`

/** An incomplete year says so: it is not over, or began with the opening. */
const incompleteOf = ({ today, period: { from, to }, territory, scopes }: Scope): string | undefined => {
  const opened = scopes.territories.length > 1 && territory !== undefined ? territory.openedOn : scopes.openedOn
  const begins = opened === null ? from : Temporal.PlainDate.from(opened)
  const isLate = Temporal.PlainDate.compare(begins, from) > 0
  const isUnderWay = Temporal.PlainDate.compare(today, to) < 0
  if (isLate && isUnderWay) return words.incomplete.between(dayOf(begins), dayOf(today))
  if (isLate) return words.incomplete.since(dayOf(begins))
  return isUnderWay ? words.incomplete.until(dayOf(today)) : undefined
}

const query = z.object({
  annee: z
    .string()
    .regex(/^20\d\d$/)
    .optional()
    .catch(undefined),
  territoire: z.string().max(40).optional().catch(undefined),
})

/** The yearly report: chosen on a page, made when it is asked for. */
export const reportRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get('/animation/bilan', async (request, reply) => {
    const visit = await visits.of(request)
    const scope = await readScope(deps.db, professionalOf(request), {})
    const { scopes } = scope
    const years = yearsOf(scope).map(String)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={watchedFiguresFr.back} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          <form class="figures-scope" method="get" action={visit.href('/animation/bilan.pdf')}>
            <Choose
              name="annee"
              label={words.year}
              choices={years.map((year, back) => ({ value: year, label: back === 0 ? words.underWay(year) : year }))}
              chosen={years[0]}
            />
            {scopes.territories.length > 1 && (
              <Choose
                name="territoire"
                label={watchedFiguresFr.scope.territory}
                all={watchedFiguresFr.scope.allTerritories}
                choices={scopes.territories.map(({ id, name }) => ({ value: id, label: name }))}
                chosen={undefined}
              />
            )}
            <button class="button" type="submit">
              {words.download}
            </button>
          </form>
        </>
      ),
    })
  })
  app.get('/animation/bilan.pdf', async (request, reply) => {
    const professional = professionalOf(request)
    const { annee, territoire } = query.parse(request.query)
    const scope = await readScope(deps.db, professional, { periode: annee, territoire })
    const [figures, demand] = await Promise.all([
      readPromise(parts, request, scope),
      readDemand(deps.db, professional, askedOf(scope)),
    ])
    const { year } = scope.period.from
    const pdf = await printReport({
      year,
      place: placeOf(scope),
      madeOn: dayOf(scope.today),
      incomplete: incompleteOf(scope),
      figures,
      demand,
    })
    reply.header('content-disposition', `attachment; filename="boussole-bilan-${year}.pdf"`)
    return reply.type('application/pdf').send(pdf)
  })
}

import { readDemand } from '@boussole/db'
import { dayInWords } from '@boussole/mail'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { watchedFiguresFr } from './figures.fr.ts'
import { readPromise } from './promise.tsx'
import { printReport } from './report-pdf.ts'
import { askedOf, Choose, placeOf, readScope } from './scope.tsx'

const words = watchedFiguresFr.report

/** Years that can be asked for: this one and those before it. */
const yearsBack = 5

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
    const { today, scopes } = await readScope(deps.db, professionalOf(request), {})
    const years = Array.from({ length: yearsBack + 1 }, (_, back) => String(today.year - back))
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
              choices={years.map((year) => ({ value: year, label: year }))}
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
      madeOn: `${dayInWords(scope.today.toString())} ${scope.today.year}`,
      figures,
      demand,
    })
    reply.header('content-disposition', `attachment; filename="boussole-bilan-${year}.pdf"`)
    return reply.type('application/pdf').send(pdf)
  })
}

import type { FastifyInstance } from 'fastify'
import { countOpenProblems, listOffersAwaiting, listPartnersWithoutAnybody } from '@boussole/db'
import { watchesSomething } from '@boussole/domain'
import { LinkCards } from '../components/blocks.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { watchedFiguresFr } from './figures/figures.fr.ts'
import { animationFr } from './messages.fr.ts'

const words = animationFr.today

/** What awaits an act of the animation. */
export const todayRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation', async (request, reply) => {
    const professional = professionalOf(request)
    const [awaiting, problems, deserted] = await Promise.all([
      listOffersAwaiting(deps.db, professional),
      countOpenProblems(deps.db, professional),
      listPartnersWithoutAnybody(deps.db, professional),
    ])
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <LinkCards
            links={[
              ...(watchesSomething(professional)
                ? ([
                    { href: visit.href('/animation/offres'), label: words.offers(awaiting.length), icon: 'book' },
                    { href: visit.href('/animation/signalements'), label: words.problems(problems), icon: 'flag' },
                    {
                      href: visit.href('/animation/invitations'),
                      label: animationFr.invitations.heading,
                      icon: 'people',
                    },
                    { href: visit.href('/animation/imports'), label: words.imports, icon: 'download' },
                  ] as const)
                : []),
              { href: visit.href('/animation/promesse'), label: watchedFiguresFr.promise.title, icon: 'chart' },
              { href: visit.href('/animation/besoins'), label: watchedFiguresFr.demand.title, icon: 'chart' },
              { href: visit.href('/animation/bilan'), label: watchedFiguresFr.report.title, icon: 'download' },
            ]}
          />
          {deserted.length > 0 && (
            <section aria-labelledby="sans-referent">
              <h2 id="sans-referent">{words.deserted(deserted.length)}</h2>
              <LinkCards
                links={deserted.map(({ partnerId, name }) => ({
                  href: visit.href(`/equipe?structure=${partnerId}`),
                  label: name,
                  icon: 'warning',
                }))}
              />
            </section>
          )}
        </>
      ),
    })
  })
}

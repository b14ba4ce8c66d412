import { countOpenProblems, listWatchedProblems } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { problemsFr } from '../partner/problems/problems.fr.ts'
import { ProblemList, threadRoute } from '../partner/problems/thread.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'

const base = '/animation/signalements'
const words = problemsFr.watched

const query = z.object({
  etat: z.enum(['regles']).optional().catch(undefined),
  suite: z.uuid().nullable().catch(null),
})

/** What partners report to the animation: the open ones, the oldest first; the closed ones; each with its answers. */
export const watchedProblemRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { etat, suite } = query.parse(request.query)
    const state = etat === undefined ? 'open' : 'closed'
    const [{ items, next }, count] = await Promise.all([
      listWatchedProblems(deps.db, professional, { state, after: suite }),
      countOpenProblems(deps.db, professional),
    ])
    const here = state === 'open' ? base : `${base}?etat=regles`
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={words.back} />
          <h1>{words.heading}</h1>
          <nav class="tabs" aria-label={words.lists}>
            <a href={visit.href(base)} {...(state === 'open' ? { 'aria-current': 'page' as const } : {})}>
              {words.open} <span class="count">{count}</span>
            </a>
            <a
              href={visit.href(`${base}?etat=regles`)}
              {...(state === 'closed' ? { 'aria-current': 'page' as const } : {})}
            >
              {words.closed}
            </a>
          </nav>
          {items.length === 0 && <p class="lead">{state === 'open' ? words.noneOpen : words.noneClosed}</p>}
          <ProblemList visit={visit} items={items} base={base} />
          {suite !== null && <StayLink href={visit.href(here)} label={problemsFr.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${here}${state === 'open' ? '?' : '&'}suite=${next}`)}
              label={problemsFr.more}
            />
          )}
        </>
      ),
    })
  })
  threadRoute(app, parts, { side: 'animation', base })
}

import { listActs } from '@boussole/db'
import type { Act } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { figuresFr } from '../figures/figures.fr.ts'
import { Periods } from '../figures/parts.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { actsFr as words } from './acts.fr.ts'
import { readScope, scopePath, Scopes } from './figures/scope.tsx'

const query = z.object({
  qui: z.uuid().optional().catch(undefined),
  suite: z.string().max(80).optional().catch(undefined),
})

const perPage = 50

/** Where what was done can be looked at; undefined where it has no page. */
const pathTo = ({ source, aboutId }: Act): string | undefined => {
  if (aboutId === null) return undefined
  if (source === 'referral') return `/mises-en-relation/${aboutId}`
  if (source === 'team') return `/equipe?structure=${aboutId}`
  return source === 'act' ? undefined : `/offres/${aboutId}`
}

const About = ({ visit, act }: { visit: Visit; act: Act }) => {
  const path = pathTo(act)
  const name = act.source === 'referral' && act.about !== null ? words.reference(act.about) : act.about
  if (name === null) return null
  return path === undefined ? <span class="hint">{words.said(act, name)}</span> : <a href={visit.href(path)}>{name}</a>
}

/** What was there before, and what is now. */
const Values = ({ act }: { act: Act }) => {
  const [before, now] = [act.oldValue, act.newValue].map((value) => (value === null ? null : words.said(act, value)))
  if (before !== null && before !== undefined)
    return <p>{now !== null && now !== undefined ? words.became(before, now) : words.before(before)}</p>
  return now === null || now === undefined ? null : <p>{now}</p>
}

const Line = ({ visit, act, pathOf }: { visit: Visit; act: Act; pathOf: (userId: string) => string }) => (
  <li class="act">
    <p>
      {act.by === null ? <strong>{words.platform}</strong> : <a href={visit.href(pathOf(act.by.id))}>{act.by.name}</a>}{' '}
      {words.kinds[act.source][act.kind] ?? words.other}{' '}
      <span class="hint">{words.moment(act.at.toString(), act.timeZone)}</span>
    </p>
    <p>
      <About visit={visit} act={act} />{' '}
      {act.partner !== null && act.partner !== act.about && <span class="hint">{act.partner}</span>}
    </p>
    <Values act={act} />
  </li>
)

/** Who did what in what one watches, the newest first, a period at a time. */
export const actsRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation/journal', async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { qui, suite } = query.parse(request.query)
    const scope = await readScope(deps.db, professional, request.query, 'month')
    const { period, territory } = scope
    const { items, next } = await listActs(deps.db, professional, {
      from: period.from,
      to: period.to,
      territoryId: territory?.id,
      userId: qui,
      after: suite,
      limit: perPage,
    })
    const here = scopePath('journal', { ...scope, theme: undefined }, period)
    const narrowedBy = (more: Readonly<Record<string, string | undefined>>): string => {
      const [path = '', given] = here.split('?')
      const asked = new URLSearchParams(given)
      for (const [name, value] of Object.entries(more)) if (value !== undefined) asked.set(name, value)
      return `${path}?${asked.toString()}`
    }
    const name = items.find(({ by }) => by?.id === qui)?.by?.name
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={words.back} />
          <h1>{words.heading(figuresFr.period(period))}</h1>
          <p class="lead">{words.lead}</p>
          <Periods
            visit={visit}
            period={period}
            today={scope.today}
            pathOf={(other) => scopePath('journal', { ...scope, theme: undefined }, other)}
          />
          <Scopes visit={visit} page="journal" scope={{ ...scope, scopes: { ...scope.scopes, themes: [] } }} />
          {qui !== undefined && (
            <p>
              {name !== undefined && `${words.onlyOf(name)}. `}
              <a href={visit.href(here)}>{words.whole}</a>
            </p>
          )}
          {items.length === 0 && <p class="lead">{words.empty}</p>}
          <ul class="acts">
            {items.map((act) => (
              <Line key={act.cursor} visit={visit} act={act} pathOf={(userId) => narrowedBy({ qui: userId })} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(narrowedBy({ qui }))} label={words.latest} />}
          {next !== null && <StayLink href={visit.href(narrowedBy({ qui, suite: next }))} label={words.more} />}
        </>
      ),
    })
  })
}

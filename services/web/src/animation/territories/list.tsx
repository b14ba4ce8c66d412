import { readRegions } from '@boussole/commands'
import { listTerritories } from '@boussole/db'
import { maySee, standingsInNation } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, StayLink } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { animationFr } from '../messages.fr.ts'
import { OpeningState, territoriesPath } from './parts.tsx'
import { modelsPath } from './questionnaire/place.ts'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.list

const query = z.object({
  nom: z.string().max(200).optional().catch(undefined),
  suite: z.uuid().optional().catch(undefined),
})

/** The territories that somebody watches. */
export const territoryListRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(territoriesPath, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { nom, suite } = query.parse(request.query)
    const after = nom === undefined || suite === undefined ? undefined : { name: nom, id: suite }
    const [{ items, next }, regions] = await Promise.all([
      listTerritories(deps.db, professional, after),
      readRegions(professional, deps),
    ])
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{items.length === 0 ? words.none : words.lead}</p>
          <ul class="referrals">
            {items.map((territory) => (
              <li key={territory.id}>
                <a class="referral" href={visit.href(`${territoriesPath}/${territory.id}`)}>
                  <span class="referral-who">
                    <strong>{territory.name}</strong>
                    <span class="hint">{territory.region.name}</span>
                  </span>
                  <span class="referral-what">
                    <span>
                      <OpeningState territory={territory} />
                    </span>
                    <span class="hint">{words.covers(territory.communes, territory.population, territory.themes)}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {after !== undefined && <StayLink href={visit.href(territoriesPath)} label={words.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${territoriesPath}?nom=${encodeURIComponent(next.name)}&suite=${next.id}`)}
              label={words.more}
            />
          )}
          {regions.length > 0 && (
            <div class="actions">
              <ButtonLink href={visit.href(`${territoriesPath}/nouveau`)} label={words.new} icon="arrow-right" />
              {maySee('national-model', standingsInNation(professional)) && (
                <ButtonLink href={visit.href(modelsPath)} label={words.models} icon="book" quiet />
              )}
            </div>
          )}
        </>
      ),
    })
  })
}

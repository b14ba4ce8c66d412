import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, Facts, LinkCards } from '../../components/blocks.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { OpeningState, territoriesPath, territoryOf } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.one

const query = z.object({ fait: z.enum(['cree', 'regle']).optional().catch(undefined) })

/** One territory: where it stands, and where each part of it is set up. */
export const territoryRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${territoriesPath}/:id`, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const { territory, base } = await territoryOf(request, parts)
    const { fait } = query.parse(request.query)
    const { name, region, timeZone, holidayZone, counting, infoJeunes, animators } = territory
    return parts.visits.send(reply, visit, {
      title: name,
      body: (
        <>
          <BackLink href={visit.href(territoriesPath)} label={territoriesFr.back} />
          {fait !== undefined && <Done words={fait === 'cree' ? words.created : words.saved} />}
          <h1>{name}</h1>
          <Facts
            facts={[
              { label: words.facts.state, value: <OpeningState territory={territory} /> },
              { label: words.facts.region, value: region.name },
              {
                label: words.facts.zones,
                value: `${territoriesFr.timeZones[timeZone] ?? timeZone}, ${territoriesFr.holidayZones[holidayZone]}`,
              },
              { label: words.facts.counting, value: territoriesFr.form.countings[counting] },
              {
                label: words.facts.infoJeunes,
                value: [infoJeunes.name, infoJeunes.phone, infoJeunes.email].filter((each) => each !== null).join(', '),
              },
              {
                label: words.facts.animators,
                value: animators.length === 0 ? words.noAnimator : animators.map((each) => each.name).join(', '),
              },
            ]}
          />
          <LinkCards
            links={[
              {
                href: visit.href(`${base}/avant-d-ouvrir`),
                label: territory.isOpen ? words.whereItStands : words.readiness,
                icon: 'check',
              },
              { href: visit.href(`${base}/communes`), label: words.communes(territory.communes), icon: 'pin' },
              { href: visit.href(`${base}/themes`), label: words.themes(territory.themes), icon: 'compass' },
              { href: visit.href(`${base}/reglages`), label: words.settings, icon: 'pencil' },
            ]}
          />
        </>
      ),
    })
  })
}

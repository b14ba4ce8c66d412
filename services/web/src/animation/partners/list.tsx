import { agreementCursor } from '@boussole/contracts'
import { listPartners } from '@boussole/db'
import type { PartnerListed } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, StayLink } from '../../components/blocks.tsx'
import { SearchBox } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { animationFr } from '../messages.fr.ts'
import { partnersFr as words } from './partners.fr.ts'

export const partnersPath = '/animation/structures'

const query = z.object({
  q: z.string().trim().max(100).catch(''),
  suite: agreementCursor.optional().catch(undefined),
  fait: z.enum(['fermee']).optional().catch(undefined),
})

/** Where a partner stands: closed, under agreement, or neither. */
export const PartnerState = ({ closedAt, isUnderAgreement }: Pick<PartnerListed, 'closedAt' | 'isUnderAgreement'>) => {
  if (closedAt !== null) return <span class="state state-over">{words.states.closed}</span>
  return isUnderAgreement ? (
    <span class="state state-good">{words.states.agreed}</span>
  ) : (
    <span class="state state-waiting">{words.states.without}</span>
  )
}

const Row = ({ visit, partner }: { visit: Visit; partner: PartnerListed }) => {
  const { place, name, siret, commune, territoryName, referents, closedAt } = partner
  return (
    <li>
      <a class="referral" href={visit.href(`${partnersPath}/${place.partnerId}`)}>
        <span class="referral-who">
          <strong>{name}</strong>
          <span class="hint">{commune === null ? territoryName : `${commune} · ${territoryName}`}</span>
        </span>
        <span class="referral-what">
          {closedAt === null && words.referents(referents)}
          {siret !== null && <span class="hint">{words.siret(siret)}</span>}
        </span>
        <span class="referral-when">
          <PartnerState {...partner} />
        </span>
      </a>
    </li>
  )
}

/** The partners of what somebody watches, by name, searched by name, commune or SIRET. */
export const partnerListRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(partnersPath, async (request, reply) => {
    const visit = await visits.of(request)
    const { q, suite, fait } = query.parse(request.query)
    const { items, next } = await listPartners(deps.db, professionalOf(request), { words: q, cursor: suite })
    const here = q === '' ? partnersPath : `${partnersPath}?q=${encodeURIComponent(q)}`
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${partnersPath}/nouvelle`)} label={words.add} icon="pencil" />
          </div>
          <SearchBox action={visit.href(partnersPath)} asked={q} words={words} />
          {items.length === 0 && <p>{q === '' ? words.none : words.noneFound(q)}</p>}
          <ul class="referrals">
            {items.map((partner) => (
              <Row key={partner.place.partnerId} visit={visit} partner={partner} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(here)} label={words.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${here}${q === '' ? '?' : '&'}suite=${agreementCursor.encode(next)}`)}
              label={words.more}
            />
          )}
          {q !== '' && <StayLink href={visit.href(partnersPath)} label={words.all} />}
        </>
      ),
    })
  })
}

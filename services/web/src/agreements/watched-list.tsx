import { agreementCursor, agreementFilters } from '@boussole/contracts'
import type { AgreementFilter } from '@boussole/contracts'
import { countAgreements, listAgreements } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { animationFr } from '../animation/messages.fr.ts'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'
import { pathOf, watchedBase as base } from './loading.ts'
import { AgreementStates } from './parts.tsx'

const words = agreementsFr.watched

const listQuery = z.object({
  liste: z.enum(agreementFilters).optional().catch(undefined),
  suite: agreementCursor.optional().catch(undefined),
})

const Tabs = ({
  visit,
  filter,
  counts,
}: {
  visit: Visit
  filter: AgreementFilter | undefined
  counts: Readonly<Record<AgreementFilter, number>>
}) => (
  <nav class="tabs" aria-label={words.lists}>
    <a href={visit.href(base)} {...(filter === undefined ? { 'aria-current': 'page' as const } : {})}>
      {words.all}
    </a>
    {agreementFilters.map((each) => (
      <a
        key={each}
        href={visit.href(`${base}?liste=${each}`)}
        {...(filter === each ? { 'aria-current': 'page' as const } : {})}
      >
        {words.filters[each]} <span class="count">{counts[each]}</span>
      </a>
    ))}
  </nav>
)

/** The agreements of what somebody watches, narrowed to what they wait for. */
export const agreementListRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { liste: filter, suite: cursor } = listQuery.parse(request.query)
    const [{ items, next }, counts] = await Promise.all([
      listAgreements(deps.db, professional, { filter, cursor }),
      countAgreements(deps.db, professional),
    ])
    const here = filter === undefined ? base : `${base}?liste=${filter}`
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Tabs visit={visit} filter={filter} counts={counts} />
          {items.length === 0 && <p>{filter === undefined ? words.noPartner : words.empty[filter]}</p>}
          <ul class="referrals">
            {items.map((agreement) => (
              <li key={agreement.place.partnerId}>
                <a class="referral" href={visit.href(pathOf(agreement.place.partnerId))}>
                  <span class="referral-who">
                    <strong>{agreement.partnerName}</strong>
                    <span class="hint">{agreement.territoryName}</span>
                  </span>
                  <span class="referral-when">
                    <AgreementStates agreement={agreement} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {cursor !== undefined && <StayLink href={visit.href(here)} label={words.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${here}${filter === undefined ? '?' : '&'}suite=${agreementCursor.encode(next)}`)}
              label={words.more}
            />
          )}
        </>
      ),
    })
  })
}

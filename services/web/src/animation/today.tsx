import { listPartnersWithoutAnybody, listWatchedWithoutReferent } from '@boussole/db'
import { watchesSomething } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, LinkCards } from '../components/blocks.tsx'
import { Icon } from '../components/icon.tsx'
import { teamFr } from '../partner/team/messages.fr.ts'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { actsFr } from './acts.fr.ts'
import { countBaskets } from './baskets.ts'
import type { CountedBasket } from './baskets.ts'
import { watchedFiguresFr } from './figures/figures.fr.ts'
import { animationFr } from './messages.fr.ts'
import { partnersPath } from './partners/list.tsx'
import { partnersFr } from './partners/partners.fr.ts'
import { watchersPath } from './watchers/list.tsx'
import { watchersFr } from './watchers/watchers.fr.ts'
import { personalDataFr } from './personal-data/personal-data.fr.ts'

const words = animationFr.today

const Baskets = ({ visit, counted }: { visit: Visit; counted: readonly CountedBasket[] }) => {
  const waiting = counted.filter(({ waiting: count }) => count > 0)
  const calm = counted.filter(({ waiting: count }) => count === 0).map(({ label }) => label)
  return (
    <>
      <p class="lead">{waiting.length === 0 ? words.nothing : words.lead}</p>
      <ul class="baskets">
        {waiting.map(({ label, act, path, waiting: count }) => (
          <li key={path}>
            <a class="basket" href={visit.href(path)}>
              <strong class="basket-count">{count}</strong>
              <span>
                <strong>{label}</strong>
                <span class="hint">{act}</span>
              </span>
              <Icon name="arrow-right" />
            </a>
          </li>
        ))}
      </ul>
      {waiting.length > 0 && calm.length > 0 && <p class="hint">{words.calm(calm)}</p>}
    </>
  )
}

const figurePages = (visit: Visit) =>
  [
    { href: visit.href('/animation/promesse'), label: watchedFiguresFr.promise.title, icon: 'chart' },
    { href: visit.href('/animation/besoins'), label: watchedFiguresFr.demand.title, icon: 'chart' },
    { href: visit.href('/animation/bilan'), label: watchedFiguresFr.report.title, icon: 'download' },
  ] as const

const watchersPages = (visit: Visit) =>
  [
    { href: visit.href(partnersPath), label: partnersFr.title, icon: 'home' },
    { href: visit.href('/animation/invitations'), label: animationFr.invitations.heading, icon: 'people' },
    { href: visit.href('/animation/conventions'), label: words.agreements, icon: 'pencil' },
    { href: visit.href('/animation/rencontres'), label: words.meetings, icon: 'calendar' },
    { href: visit.href('/animation/courrier'), label: words.network, icon: 'mail' },
    { href: visit.href(watchersPath), label: watchersFr.title, icon: 'people' },
    { href: visit.href('/animation/territoires'), label: words.territories, icon: 'pin' },
    { href: visit.href('/animation/entretien'), label: words.upkeep, icon: 'check' },
    { href: visit.href('/animation/imports'), label: words.imports, icon: 'download' },
    { href: visit.href('/animation/droits'), label: personalDataFr.person.title, icon: 'shield' },
    { href: visit.href('/animation/journal'), label: actsFr.title, icon: 'book' },
  ] as const

/** What awaits an act of the animation, and where its other pages are. Who only observes finds the figures. */
export const todayRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation', async (request, reply) => {
    const professional = professionalOf(request)
    const visit = await visits.of(request)
    const watches = watchesSomething(professional)
    const counted = watches ? await countBaskets(deps.db, professional) : []
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <h1>{watches ? words.heading : words.observed}</h1>
          {watches && <Baskets visit={visit} counted={counted} />}
          {!watches && <p class="lead">{words.observedLead}</p>}
          {watches && <h2>{words.pages}</h2>}
          <LinkCards links={[...figurePages(visit), ...(watches ? watchersPages(visit) : [])]} />
        </>
      ),
    })
  })
}

/** The partners under agreement for which nobody answers any more; each leads to its team. */
export const desertedRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation/sans-referent', async (request, reply) => {
    const visit = await visits.of(request)
    const deserted = await listPartnersWithoutAnybody(deps.db, professionalOf(request))
    return visits.send(reply, visit, {
      title: words.baskets.deserted.label,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={words.title} />
          <h1>{words.baskets.deserted.label}</h1>
          <p class="lead">{deserted.length === 0 ? words.noneDeserted : words.baskets.deserted.act}</p>
          <LinkCards
            links={deserted.map(({ partnerId, name }) => ({
              href: visit.href(`/equipe?structure=${partnerId}`),
              label: name,
              icon: 'warning',
            }))}
          />
        </>
      ),
    })
  })
}

/** Offers that paused because everybody is away without a deputy; each leads to the team where one is named. */
export const awayRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation/absences', async (request, reply) => {
    const visit = await visits.of(request)
    const away = await listWatchedWithoutReferent(deps.db, professionalOf(request))
    return visits.send(reply, visit, {
      title: words.baskets.away.label,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={words.title} />
          <h1>{words.baskets.away.label}</h1>
          <p class="lead">{away.length === 0 ? words.noneAway : words.baskets.away.act}</p>
          <ul class="referrals">
            {away.map(({ offerId, partnerId, partnerName, title, backOn }) => (
              <li key={offerId}>
                <a class="referral" href={visit.href(`/equipe?structure=${partnerId}`)}>
                  <span class="referral-who">
                    <strong>{partnerName}</strong>
                  </span>
                  <span class="referral-what">{teamFr.paused.offer(title, backOn)}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })
}

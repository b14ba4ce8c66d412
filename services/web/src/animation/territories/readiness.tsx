import { readBeforeOpening } from '@boussole/commands'
import type { BeforeOpening } from '@boussole/commands'
import { listCommuneGaps, listWatchedGaps } from '@boussole/db'
import type { ThemeGap } from '@boussole/db'
import { questionnaireFaults } from '@boussole/domain'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { animationFr } from '../messages.fr.ts'
import { watchersPath } from '../watchers/list.tsx'
import { territoriesPath, territoryOf } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.readiness

/** One thing to look at: how it stands, what is said of it, where it is settled. */
interface Item {
  readonly label: string
  readonly standing: 'ready' | 'toDo' | 'toLookAt'
  readonly said: readonly string[]
  readonly path: string
}

const tones = { ready: 'good', toDo: 'alert', toLookAt: 'waiting' } as const

const namesOf = (named: readonly { readonly name: string }[]): string[] => named.map(({ name }) => name)

const standingOf = (isReady: boolean, otherwise: 'toDo' | 'toLookAt'): Item['standing'] =>
  isReady ? 'ready' : otherwise

/** What is settled in the territory's own pages. */
const ownItems = ({ territory, readiness }: BeforeOpening, base: string): Item[] => {
  const { communes, population, infoJeunes, animators } = territory
  const { questionnaires } = readiness
  const faulty = questionnaires.filter(({ content }) => questionnaireFaults(content).length > 0)
  const drafts = questionnaires.filter(({ hasDraft }) => hasDraft)
  const themes = questionnaires.map(({ theme }) => theme)
  const ways = [infoJeunes.phone, infoJeunes.email, infoJeunes.address].filter((way) => way !== null)
  const said = words.items
  return [
    {
      label: said.communes,
      standing: standingOf(communes > 0, 'toDo'),
      said: [communes === 0 ? said.noCommune : territoriesFr.communes.total(communes, population)],
      path: `${base}/communes`,
    },
    {
      label: said.themes,
      standing: standingOf(themes.length > 0, 'toDo'),
      said: [themes.length === 0 ? said.noTheme : said.themesOpen(namesOf(themes))],
      path: `${base}/themes`,
    },
    {
      label: said.questionnaires,
      standing: faulty.length > 0 || themes.length === 0 ? 'toDo' : standingOf(drafts.length === 0, 'toLookAt'),
      said: [
        faulty.length > 0
          ? said.questionnairesFaulty(namesOf(faulty.map(({ theme }) => theme)))
          : themes.length === 0
            ? said.notYet
            : said.questionnairesWhole,
        ...(drafts.length > 0 ? [said.drafts(namesOf(drafts.map(({ theme }) => theme)))] : []),
      ],
      path: `${base}/themes`,
    },
    {
      label: said.infoJeunes,
      standing: standingOf(ways.length > 0, 'toDo'),
      said: [ways.length === 0 ? said.noWay : [infoJeunes.name, ...ways].join(', ')],
      path: `${base}/reglages`,
    },
    {
      label: said.animators,
      standing: standingOf(animators.length > 0, 'toLookAt'),
      said: [animators.length === 0 ? said.noAnimator : namesOf(animators).join(', ')],
      path: watchersPath,
    },
  ]
}

/** What partners settle, with the animation. */
const partnerItems = ({ territory, readiness, gaps }: BeforeOpening, base: string): Item[] => {
  const { partners, notReady, offersOnline, offersToReview } = readiness
  const nobody = notReady.filter(({ people }) => people === 'nobody')
  const invited = notReady.filter(({ people }) => people === 'invited')
  // Nothing is asked for anywhere yet: nothing can lack.
  const isEmpty = territory.communes === 0 || readiness.questionnaires.length === 0
  const unsigned = notReady.filter(({ underAgreement }) => !underAgreement)
  const said = words.items
  return [
    {
      label: said.referents,
      standing: standingOf(partners > 0 && nobody.length + invited.length === 0, 'toLookAt'),
      said: [
        ...(partners === 0 ? [said.noPartner] : []),
        ...(partners > 0 && nobody.length + invited.length === 0 ? [said.everybodyThere(partners)] : []),
        ...(nobody.length > 0 ? [said.nobodyIn(namesOf(nobody))] : []),
        ...(invited.length > 0 ? [said.invitedIn(namesOf(invited))] : []),
      ],
      path: partners === 0 ? '/animation/imports' : `${base}/invitations`,
    },
    {
      label: said.charters,
      standing: standingOf(partners > 0 && unsigned.length === 0, 'toLookAt'),
      said: [
        partners === 0
          ? said.noPartner
          : unsigned.length === 0
            ? said.chartersSigned
            : said.chartersMissing(namesOf(unsigned)),
      ],
      path: '/animation/conventions',
    },
    {
      label: said.offers,
      standing: standingOf(offersOnline > 0 && offersToReview === 0, 'toLookAt'),
      said: [said.offersOnline(offersOnline), ...(offersToReview > 0 ? [said.offersToReview(offersToReview)] : [])],
      path: offersToReview > 0 ? '/animation/offres' : '/offres',
    },
    {
      label: said.gaps,
      standing: isEmpty ? 'toDo' : standingOf(gaps.length === 0, 'toLookAt'),
      said: [isEmpty ? said.notYet : gaps.length === 0 ? said.noGap : said.gapsFound(gaps.length)],
      path: isEmpty ? `${base}/communes` : gaps.length === 0 ? '/animation/besoins' : `${base}/avant-d-ouvrir#manques`,
    },
  ]
}

const openingItem = ({ territory: { opensOn, isOpen } }: BeforeOpening, base: string): Item => ({
  label: words.items.opening,
  standing: standingOf(opensOn !== null, 'toDo'),
  said: [
    opensOn === null ? words.items.noOpening : isOpen ? words.items.isOpen(opensOn) : words.items.opensOn(opensOn),
  ],
  path: isOpen ? base : `${base}/ouverture`,
})

const CheckList = ({ visit, items }: { visit: Visit; items: readonly Item[] }) => (
  <ul class="referrals">
    {items.map(({ label, standing, said, path }) => (
      <li key={label}>
        <a class="referral" href={visit.href(path)}>
          <span class="referral-who">
            <strong>{label}</strong>
            <span>
              <span class={`state state-${tones[standing]}`}>{words[standing]}</span>
            </span>
          </span>
          <span class="referral-what">
            {said.map((sentence) => (
              <span key={sentence}>{sentence}</span>
            ))}
          </span>
        </a>
      </li>
    ))}
  </ul>
)

/** Themes without an offer in some communes, in words. */
export const Gaps = ({ gaps }: { gaps: readonly ThemeGap[] }) => (
  <ul>
    {gaps.map(({ theme, communes, of, names }) => (
      <li key={theme.code}>
        <strong>{words.gap(theme.name, communes, of)}</strong>
        {communes < of && (
          <>
            <br />
            {words.gapNames(names, communes - names.length)}
          </>
        )}
      </li>
    ))}
  </ul>
)

const query = z.object({ fait: z.enum(['date', 'retire']).optional().catch(undefined) })

const readinessRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${territoriesPath}/:id/avant-d-ouvrir`, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const { territory, professional, base } = await territoryOf(request, parts)
    const { fait } = query.parse(request.query)
    const before = await readBeforeOpening(territory.id, professional, parts.deps)
    const { gaps } = before
    const { isOpen, opensOn, name } = territory
    return parts.visits.send(reply, visit, {
      title: isOpen ? words.openTitle : words.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={name} />
          {fait === 'retire' && <Done words={words.done.retire} />}
          {fait === 'date' && opensOn !== null && <Done words={words.done.date(opensOn)} />}
          <h1>{isOpen ? words.openHeading(name) : words.heading(name)}</h1>
          <p class="lead">{words.lead}</p>
          <CheckList
            visit={visit}
            items={[...ownItems(before, base), ...partnerItems(before, base), openingItem(before, base)]}
          />
          {gaps.length > 0 && (
            <section id="manques" tabIndex={-1} aria-labelledby="manques-titre">
              <h2 id="manques-titre">{words.gapsHeading}</h2>
              <Gaps gaps={gaps} />
              <p>
                <a href={visit.href(`${base}/manques.csv`)}>{words.csv}</a>
              </p>
            </section>
          )}
          <div class="actions">
            {!isOpen && (
              <ButtonLink
                href={visit.href(`${base}/ouverture`)}
                label={opensOn === null ? words.open : words.change}
                icon="calendar"
              />
            )}
            <ButtonLink href={visit.href(`${base}/invitations`)} label={words.invite} icon="mail" quiet />
          </div>
        </>
      ),
    })
  })
}

const csvRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${territoriesPath}/:id/manques.csv`, async (request, reply) => {
    const { territory } = await territoryOf(request, parts)
    const gaps = await listCommuneGaps(parts.deps.db, territory.id)
    const rows = gaps.map(({ theme, code, commune, population }) => [theme, code, commune, String(population)])
    const csv = stringify([[...words.csvHead], ...rows], { bom: true, delimiter: ';', escape_formulas: true })
    reply.header('content-disposition', `attachment; filename="boussole-manques-${territory.slug}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(csv)
  })
}

/** What is lacking wherever somebody watches, each leading to its territory. */
const watchedGapsRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const said = territoriesFr.gaps
  app.get(`${territoriesPath}/manques`, async (request, reply) => {
    const visit = await visits.of(request)
    const gaps = await listWatchedGaps(deps.db, professionalOf(request))
    return visits.send(reply, visit, {
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{said.title}</h1>
          <p class="lead">{gaps.length === 0 ? said.none : said.lead}</p>
          <ul class="referrals">
            {gaps.map(({ territory, theme, communes, of, names }) => (
              <li key={`${territory.id}/${theme.code}`}>
                <a class="referral" href={visit.href(`${territoriesPath}/${territory.id}/avant-d-ouvrir#manques`)}>
                  <span class="referral-who">
                    <strong>{territory.name}</strong>
                  </span>
                  <span class="referral-what">
                    {words.gap(theme.name, communes, of)}
                    {communes < of && <span class="hint">{words.gapNames(names, communes - names.length)}</span>}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })
}

/** What is ready in a territory, and what it lacks. */
export const readinessRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [readinessRoute, csvRoute, watchedGapsRoute]) route(app, parts)
}

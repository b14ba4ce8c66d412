import type { CommuneFound, InfoJeunes, ThemeOpen } from '@boussole/contracts'
import { findInfoJeunes, findThemes, getCommune } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, InfoJeunesCard } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import type { Visit } from '../../site/visit.tsx'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'
import { themeIcon } from './theme-icon.ts'

const params = z.object({ commune: z.string() })

/** The first few of a list: enough to recognise oneself. */
const shortList = (names: readonly string[]): string => names.slice(0, 3).join(' · ') + (names.length > 3 ? ' …' : '')

const ThemesPage = ({
  visit,
  commune,
  themes,
  near,
}: {
  visit: Visit
  commune: CommuneFound
  themes: readonly ThemeOpen[]
  near: InfoJeunes | null
}) => {
  const words = wordsIn(visit.language)
  return (
    <>
      <BackLink href={visit.href('/')} label={words.previous} />
      <h1>{words.themes.heading}</h1>
      <p class="chip">
        <Icon name="pin" />
        <span>{commune.name}</span>
        <a href={visit.href('/')}>
          {words.change} <span class="unseen">{words.themes.commune}</span>
        </a>
      </p>
      <ul class="themes">
        {themes.map(({ code, name, needs }) => (
          <li key={code}>
            <a class="theme" href={visit.href(`/communes/${commune.code}/${code}`)}>
              <span class="theme-icon">
                <Icon name={themeIcon(code)} />
              </span>
              <span class="theme-words">
                <strong>{name}</strong>
                <small>{shortList(needs.map((need) => need.name))}</small>
              </span>
              <Icon name="arrow-right" />
            </a>
          </li>
        ))}
      </ul>
      <InfoJeunesCard visit={visit} near={near} />
    </>
  )
}

const ClosedPage = ({ visit, commune, near }: { visit: Visit; commune: CommuneFound; near: InfoJeunes | null }) => {
  const words = wordsIn(visit.language)
  return (
    <>
      <BackLink href={visit.href('/')} label={words.previous} />
      <h1>{words.themes.closedHeading(commune.name)}</h1>
      <p class="lead">{words.themes.closedWords}</p>
      <InfoJeunesCard visit={visit} near={near} />
    </>
  )
}

/** What can be asked for here; where the Boussole is not open yet, whom to turn to. */
export const themesRoute = (app: FastifyInstance, { visits, deps }: AskingParts): void => {
  app.get('/communes/:commune', async (request, reply) => {
    const visit = await visits.of(request)
    const { commune: code } = params.parse(request.params)
    const [commune, themes, near] = await Promise.all([
      getCommune(deps.db, code),
      findThemes(deps.db, code, visit.language),
      findInfoJeunes(deps.db, code),
    ])
    if (commune === undefined || themes === undefined) throw new Refusal('not-found')
    const { themes: words } = wordsIn(visit.language)
    const isOpen = themes.length > 0
    return visits.send(reply, visit, {
      title: isOpen ? words.title(commune.name) : words.closedTitle(commune.name),
      body: isOpen ? (
        <ThemesPage visit={visit} commune={commune} themes={themes} near={near ?? null} />
      ) : (
        <ClosedPage visit={visit} commune={commune} near={near ?? null} />
      ),
      isPublic: true,
    })
  })
}

import { switchTheme } from '@boussole/commands'
import { countRequestsUnderWay, listTerritoryThemes } from '@boussole/db'
import type { TerritoryTheme } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.themes

const query = z.object({ fait: z.enum(['ouvert', 'ferme']).optional().catch(undefined) })
const params = z.object({ theme: z.string().max(60) })

interface Themes extends OnTerritory {
  readonly themes: readonly TerritoryTheme[]
  readonly fait: 'ouvert' | 'ferme' | undefined
}

const Theme = ({ visit, base, theme }: { visit: Visit; base: string; theme: TerritoryTheme }) => {
  const { code, name, isOn, questionnaire, hasDraft, questions, offers } = theme
  return (
    <li class="session">
      <p>
        <strong>{name}</strong>{' '}
        <span class={isOn ? 'state state-good' : 'state state-over'}>{isOn ? words.on : words.off}</span>
      </p>
      {questionnaire === null ? (
        <p class="hint">{words.noQuestionnaire}</p>
      ) : (
        <p>
          {words[questionnaire]}, {words.questions(questions)}
        </p>
      )}
      {hasDraft && <p class="hint">{words.draft}</p>}
      <p class="hint">{offers === 0 ? words.noOffer : territoriesFr.offersCounted(offers)}</p>
      <p class="row-acts">
        <a href={visit.href(`${base}/questionnaires/${code}`)}>
          {words.questionnaire} <span class="unseen">{name}</span>
        </a>
        {isOn && (
          <a href={visit.href(`${base}/themes/${code}/fermeture`)}>
            {words.switchOff} <span class="unseen">{name}</span>
          </a>
        )}
        {!isOn && questionnaire !== null && (
          <button class="button button-quiet button-small" type="submit" name="theme" value={code}>
            <span>
              {words.switchOn} <span class="unseen">{name}</span>
            </span>
          </button>
        )}
      </p>
    </li>
  )
}

/** The themes that a territory proposes, each with its questionnaire. */
const themesRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Themes>(app, parts.visits, {
    path: `${territoriesPath}/:id/themes`,
    load: async (_visit, request) => {
      const about = await territoryOf(request, parts)
      const themes = await listTerritoryThemes(parts.deps.db, about.territory.id)
      return { ...about, themes, fait: query.parse(request.query).fait }
    },
    initial: () => ({}),
    page: (visit, { territory, base, themes, fait }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={territory.name} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(territory.name)}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form} action={`${base}/themes`}>
            <ul class="sessions-open">
              {themes.map((theme) => (
                <Theme key={theme.code} visit={visit} base={base} theme={theme} />
              ))}
            </ul>
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, territory, base }, values) => {
      const theme = valueOf(values, 'theme')
      await switchTheme({ territoryId: territory.id, theme, on: true }, professional, parts.deps)
      return { goTo: `${base}/themes?fait=ouvert` }
    },
  })

interface SwitchingOff extends OnTerritory {
  readonly theme: TerritoryTheme
  readonly underWay: number
}

const loadTheme = async (request: FastifyRequest, parts: ProfessionalParts): Promise<SwitchingOff> => {
  const about = await territoryOf(request, parts)
  const { db } = parts.deps
  const code = params.safeParse(request.params).data?.theme
  const themes = await listTerritoryThemes(db, about.territory.id)
  const theme = themes.find((each) => each.code === code)
  if (theme === undefined) throw new Refusal('not-found')
  return { ...about, theme, underWay: await countRequestsUnderWay(db, about.territory.id, { theme: theme.code }) }
}

/** Closing a theme says first what happens, and what does not. */
const switchOffRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<SwitchingOff>(app, parts.visits, {
    path: `${territoriesPath}/:id/themes/:theme/fermeture`,
    load: (_visit, request) => loadTheme(request, parts),
    initial: () => ({}),
    page: (visit, { base, theme, underWay }, form) => {
      const said = territoriesFr.switchOff
      return {
        title: said.title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/themes`)} label={words.title} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{said.heading(theme.name)}</h1>
            <p class="lead">{said.effect(theme.offers)}</p>
            <p>{said.underWay(underWay)}</p>
            <Form visit={visit} form={form}>
              <Submit label={said.send} icon={null} />
            </Form>
            <StayLink href={visit.href(`${base}/themes`)} label={said.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { professional, territory, base, theme }) => {
      await switchTheme({ territoryId: territory.id, theme: theme.code, on: false }, professional, parts.deps)
      return { goTo: `${base}/themes?fait=ferme` }
    },
  })

/** Themes are opened and closed. */
export const territoryThemeRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [themesRoute, switchOffRoute]) route(app, parts)
}

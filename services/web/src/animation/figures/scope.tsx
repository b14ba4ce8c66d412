import { findOwnAccount, listFigureScopes, platformNow } from '@boussole/db'
import type { Database, FigureScopes } from '@boussole/db'
import { localDay } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { periodAround, readPeriod } from '../../figures/period.ts'
import type { Period } from '../../figures/period.ts'
import type { Visit } from '../../site/visit.tsx'
import { watchedFiguresFr } from './figures.fr.ts'

const words = watchedFiguresFr.scope

/** What an address of figures says: the period and what they are narrowed to. */
const scopeQuery = z.object({
  periode: z.string().max(10).optional().catch(undefined),
  territoire: z.uuid().optional().catch(undefined),
  theme: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
})

/** Which figures of what somebody watches an address asks for, and among which it could. */
export interface Scope {
  readonly today: Temporal.PlainDate
  readonly period: Period
  readonly territory: FigureScopes['territories'][number] | undefined
  readonly theme: FigureScopes['themes'][number] | undefined
  readonly scopes: FigureScopes
}

/** Reads the address; what names nothing that this person watches narrows nothing. Without a period, the current one. */
export const readScope = async (
  db: Database,
  professional: Professional,
  query: unknown,
  current: Period['kind'] = 'year',
): Promise<Scope> => {
  const { periode, territoire, theme } = scopeQuery.parse(query)
  const [now, account, scopes] = await Promise.all([
    platformNow(db),
    findOwnAccount(db, professional.userId),
    listFigureScopes(db, professional),
  ])
  const today = localDay(now, account?.timeZone ?? 'Europe/Paris')
  return {
    today,
    period: (periode === undefined ? undefined : readPeriod(periode)) ?? periodAround(current, today),
    territory: scopes.territories.find(({ id }) => id === territoire),
    theme: scopes.themes.find(({ code }) => code === theme),
    scopes,
  }
}

/** What the database is asked for it. */
export const askedOf = ({ period: { from, to }, territory, theme }: Scope) => ({
  from,
  to,
  territoryId: territory?.id,
  theme: theme?.code,
})

/** The address of a page of figures of this scope. */
export const scopePath = (page: string, { territory, theme }: Scope, { code }: Period): string => {
  const query = new URLSearchParams({ periode: code })
  if (territory !== undefined) query.set('territoire', territory.id)
  if (theme !== undefined) query.set('theme', theme.code)
  return `/animation/${page}?${query.toString()}`
}

/** For whom the figures are, in words. */
export const placeOf = ({ territory, scopes }: Scope): string =>
  territory?.name ?? (scopes.territories.length === 1 ? (scopes.territories[0]?.name ?? '') : words.allTerritories)

interface Choice {
  readonly value: string
  readonly label: string
}

export const Choose = ({
  name,
  label,
  all,
  choices,
  chosen,
}: {
  name: string
  label: string
  /** What the first entry says, which narrows nothing; none where one must be chosen. */
  all?: string
  choices: readonly Choice[]
  chosen: string | undefined
}) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select class="input" id={name} name={name}>
      {all !== undefined && <option value="">{all}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === chosen}>
          {choice.label}
        </option>
      ))}
    </select>
  </div>
)

/** A form that narrows a page of figures to a territory and a theme; nothing to choose, no form. */
export const Scopes = ({ visit, page, scope }: { visit: Visit; page: string; scope: Scope }) => {
  const { territories, themes } = scope.scopes
  if (territories.length < 2 && themes.length < 2) return null
  return (
    <form class="figures-scope" method="get" action={visit.href(`/animation/${page}`)} aria-label={words.heading}>
      <input type="hidden" name="periode" value={scope.period.code} />
      {territories.length > 1 && (
        <Choose
          name="territoire"
          label={words.territory}
          all={words.allTerritories}
          choices={territories.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={scope.territory?.id}
        />
      )}
      {themes.length > 1 && (
        <Choose
          name="theme"
          label={words.theme}
          all={words.allThemes}
          choices={themes.map(({ code, name }) => ({ value: code, label: name }))}
          chosen={scope.theme?.code}
        />
      )}
      <button class="button button-quiet" type="submit">
        {words.send}
      </button>
    </form>
  )
}

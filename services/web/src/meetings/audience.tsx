import type { NetworkAudience } from '@boussole/contracts'
import { findNetworkChoices, listWatchedTerritories } from '@boussole/db'
import type { NetworkChoices, WatchedTerritory } from '@boussole/db'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Choices, SelectField, Submit } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { valueOf } from '../site/form.ts'
import type { FormError, FormState, Values } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { audienceFr as words } from './meetings.fr.ts'

/** In which territory something is called or written, and for whom it may be. */
export interface Addressed {
  readonly territories: readonly WatchedTerritory[]
  /** Undefined while somebody who watches several has not chosen. */
  readonly territory: WatchedTerritory | undefined
  readonly choices: NetworkChoices
}

const query = z.object({ territoire: z.uuid().optional().catch(undefined) })

/** The territory that the address names, or the only one that this person watches. */
export const loadAddressed = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<Addressed> => {
  const territories = await listWatchedTerritories(deps.db, professionalOf(request))
  const { territoire } = query.parse(request.query)
  const territory =
    territories.length === 1 ? territories[0] : territories.find(({ territoryId }) => territoryId === territoire)
  const choices =
    territory === undefined ? { themes: [], partners: [] } : await findNetworkChoices(deps.db, territory.territoryId)
  return { territories, territory, choices }
}

/** A territory is chosen first, by who watches several. */
export const ChooseTerritory = ({ visit, addressed, path }: { visit: Visit; addressed: Addressed; path: string }) => (
  <form method="get" action={visit.href(path)}>
    <SelectField
      form={{ values: { territoire: [addressed.territory?.territoryId ?? ''] }, errors: [] }}
      name="territoire"
      label={words.territory}
      empty={words.chooseTerritory}
      choices={addressed.territories.map(({ territoryId, name }) => ({ value: territoryId, label: name }))}
    />
    <Submit label={words.choose} />
  </form>
)

/** For whom: everybody, a theme, or some partners. */
export const AudienceFields = ({ form, choices }: { form: FormState; choices: NetworkChoices }) => (
  <>
    <Choices
      form={form}
      name="pour"
      kind="one"
      legend={words.legend}
      choices={[
        { value: 'all', label: words.kinds.all },
        { value: 'theme', label: words.kinds.theme },
        { value: 'partners', label: words.kinds.partners },
      ]}
    />
    <SelectField
      form={form}
      name="theme"
      label={words.theme}
      empty={words.chooseTheme}
      choices={choices.themes.map(({ code, name }) => ({ value: code, label: name }))}
    />
    {choices.partners.length > 0 && (
      <Choices
        form={form}
        name="structures"
        kind="several"
        legend={words.partners}
        hint={words.partnersHint}
        choices={choices.partners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    )}
  </>
)

/** For whom, as chosen; what is chosen of another kind counts for nothing. */
export const readAudience = (
  values: Values,
  { themes, partners }: NetworkChoices,
): { readonly value: NetworkAudience } | { readonly errors: readonly FormError[] } => {
  switch (valueOf(values, 'pour')) {
    case 'all':
      return { value: { kind: 'all' } }
    case 'theme': {
      const theme = themes.find(({ code }) => code === valueOf(values, 'theme'))?.code
      return theme === undefined
        ? { errors: [{ field: 'theme', message: words.themeMissing }] }
        : { value: { kind: 'theme', theme } }
    }
    case 'partners': {
      const partnerIds = partners.map(({ id }) => id).filter((id) => values['structures']?.includes(id))
      return partnerIds.length === 0
        ? { errors: [{ field: 'structures', message: words.partnersMissing }] }
        : { value: { kind: 'partners', partnerIds } }
    }
  }
  return { errors: [{ field: 'pour', message: words.missing }] }
}

import {
  deleteTerritoryTheme,
  findQuestionnaire,
  insertTerritoryTheme,
  keepFormerWords,
  lockQuestionnaire,
} from '@boussole/db'
import { Refusal, wordsLost } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

/**
 * A territory begins or stops to propose a theme. It is asked with the territory's own questionnaire, else with the
 * national model. Switched off, young people no longer find it; requests under way go on, and their answers stay
 * readable. Refuses: `not-found`, `not-allowed`, `theme-without-questionnaire`.
 */
export const switchTheme = (
  { territoryId, theme, on }: { readonly territoryId: string; readonly theme: string; readonly on: boolean },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTerritory({ territoryId, professional }, deps, async ({ tx, keep }) => {
    const view = await findQuestionnaire(tx, { theme, territoryId })
    if (view === undefined) throw new Refusal('not-found')
    if (on) {
      if (view.asked !== null) return
      // What is asked from now on may not change before the act has ended.
      await lockQuestionnaire(tx, { theme, territoryId: null })
      if (!(await insertTerritoryTheme(tx, territoryId, theme))) throw new Refusal('theme-without-questionnaire')
      await keep({ kind: 'theme-opened', about: view.theme.name })
      return
    }
    if (view.asked === null) return
    await keepFormerWords(tx, { territoryIds: [territoryId], theme, words: wordsLost(view.asked, { pages: [] }) })
    await deleteTerritoryTheme(tx, territoryId, theme)
    await keep({ kind: 'theme-closed', about: view.theme.name })
  })

import { updateTerritory } from '@boussole/db'
import type { TerritorySettings } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { actOnTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

const inWords = ({ name, timeZone, holidayZone, counting, infoJeunes }: TerritorySettings): string => {
  const { name: structure, phone, email, address } = infoJeunes
  return [name, timeZone, holidayZone, counting, structure, phone, email, address]
    .filter((each) => each !== null)
    .join(', ')
}

/**
 * Who watches a territory changes its name, hours, holidays, counting or Info Jeunes structure. Promises under way keep
 * the date that was told (domain.md §3). Refuses: `not-found`, `not-allowed`.
 */
export const changeTerritory = (
  territoryId: string,
  settings: TerritorySettings,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTerritory({ territoryId, professional }, deps, async ({ tx, territory, keep }) => {
    await updateTerritory(tx, territoryId, settings)
    await keep({
      kind: 'territory-changed',
      about: settings.name,
      oldValue: inWords(territory),
      newValue: inWords(settings),
    })
  })

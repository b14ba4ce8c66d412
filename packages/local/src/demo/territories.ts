import { laReunionTerritory } from './la-reunion/territory.ts'
import { loireTerritory } from './loire/territory.ts'
import type { DemoTerritory, DemoTheme } from './shapes.ts'
import { emploi } from './themes/emploi.ts'
import { formation } from './themes/formation.ts'
import { logement } from './themes/logement.ts'
import { mobilite } from './themes/mobilite.ts'
import { sante } from './themes/sante.ts'
import { velayTerritory } from './velay/territory.ts'

export const demoThemes: readonly DemoTheme[] = [logement, emploi, formation, sante, mobilite]

export const demoTerritories: readonly DemoTerritory[] = [loireTerritory, laReunionTerritory, velayTerritory]

import { findGapsOfTerritory, gapsFingerprint, readReadiness, writeOpening } from '@boussole/db'
import type { Readiness, Reader, TerritoryView, ThemeGap } from '@boussole/db'
import { questionnaireFaults, Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { actOnTerritory, readTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

/** What somebody reads before a territory opens. */
export interface BeforeOpening {
  readonly territory: TerritoryView
  readonly readiness: Readiness
  readonly gaps: readonly ThemeGap[]
  /** Tells these gaps from others; empty: there are none. */
  readonly fingerprint: string
  /** It has what it cannot open without. */
  readonly isReady: boolean
}

const isReady = ({ communes, infoJeunes }: TerritoryView, { questionnaires }: Readiness): boolean =>
  communes > 0 &&
  questionnaires.length > 0 &&
  questionnaires.every(({ content }) => questionnaireFaults(content).length === 0) &&
  (infoJeunes.phone !== null || infoJeunes.email !== null || infoJeunes.address !== null)

const readAround = async (reader: Reader, territory: TerritoryView): Promise<BeforeOpening> => {
  const readiness = await readReadiness(reader, territory.id)
  const gaps = await findGapsOfTerritory(reader, territory.id)
  const fingerprint = await gapsFingerprint(reader, territory.id)
  return { territory, readiness, gaps, fingerprint, isReady: isReady(territory, readiness) }
}

/** Where a territory stands before its opening, and what it lacks afterwards. Refuses: `not-found`. */
export const readBeforeOpening = async (
  territoryId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<BeforeOpening> => readAround(db, await readTerritory(territoryId, professional, db))

/** The latest day of opening, in days from today. */
const daysAhead = 366

const isLater = (opensOn: string, today: string): boolean => {
  const { days } = Temporal.PlainDate.from(today).until(opensOn, { largestUnit: 'days' })
  return days >= 1 && days <= daysAhead
}

const gapsInWords = (gaps: readonly ThemeGap[]): string =>
  gaps.map(({ theme, communes }) => `${theme.name} : ${communes}`).join(', ')

/**
 * Chooses the day from which young people are shown a territory, at the earliest tomorrow; null: no day any more. Themes
 * without an offer in some communes do not keep it closed, but whoever chooses has read which: `gapsSeen` is what the
 * page showed. Refuses: `not-found`, `not-allowed`, `already-open`, `territory-not-ready`, `opening-not-later`,
 * `gaps-changed`.
 */
export const chooseOpening = (
  {
    territoryId,
    opensOn,
    gapsSeen,
  }: { readonly territoryId: string; readonly opensOn: string | null; readonly gapsSeen: string },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTerritory({ territoryId, professional }, deps, async ({ tx, territory, keep }) => {
    if (territory.isOpen) throw new Refusal('already-open')
    const before = await readAround(tx, territory)
    if (opensOn !== null) {
      if (!before.isReady) throw new Refusal('territory-not-ready')
      if (!isLater(opensOn, territory.today)) throw new Refusal('opening-not-later')
      if (before.fingerprint !== gapsSeen) throw new Refusal('gaps-changed')
    }
    await writeOpening(tx, territoryId, opensOn)
    const lacking = opensOn === null || before.gaps.length === 0 ? '' : ` (sans offre : ${gapsInWords(before.gaps)})`
    await keep({
      kind: 'opening-chosen',
      about: territory.name,
      ...(territory.opensOn === null ? {} : { oldValue: territory.opensOn }),
      newValue: opensOn === null ? 'aucun jour' : `${opensOn}${lacking}`.slice(0, 2000),
    })
  })

import type { ImportKind } from '@boussole/contracts'
import { findTargetNames, findZoneNames } from '@boussole/db'
import type { Reader, ReportLine } from '@boussole/db'
import { placesIn } from './lines.tsx'
import type { Told } from './lines.tsx'

/** The names that these lines are told with: of the partners and offers they are, of the places they speak of. */
export const toldOf = async (reader: Reader, kind: ImportKind, lines: readonly ReportLine[]): Promise<Told> => {
  const ids = lines.flatMap(({ targetId }) => (targetId === null ? [] : [targetId]))
  const [targets, places] = await Promise.all([
    findTargetNames(reader, ids),
    findZoneNames(reader, [...new Set(placesIn(lines))]),
  ])
  return { kind, targets, places }
}

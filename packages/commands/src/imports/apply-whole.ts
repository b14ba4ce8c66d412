import type { ImportFailure, ImportKind } from '@boussole/contracts'
import {
  applyOffers,
  applyPartners,
  applyReferents,
  changePartnersAs,
  changePartnersAsUndoing,
  deletePieces,
  dependedOnPartnerLines,
  editedOfferLines,
  editedPartnerLines,
  endWork,
  keepAct,
  giveIds,
  hasRefused,
  invitedLines,
  keepMailTwins,
  lockTerritoryForImports,
  outdatedOfferLines,
  outdatedPartnerLines,
  outdatedReferentLines,
  transact,
  undoOffers,
  undoPartners,
  undoReferents,
  writeProgress,
} from '@boussole/db'
import type { Applying, Import, LineRange, LinesOf, Tx } from '@boussole/db'
import type { Deps } from '../deps.ts'

/** Lines written by one statement of the one transaction. */
const linesAtOnce = 5_000

/** The whole is refused: nothing is written, and the page says why and which lines. */
class Refused extends Error {
  override readonly name = 'Refused'
  readonly failure: ImportFailure
  readonly lines: readonly number[]
  constructor(failure: ImportFailure, lines: readonly number[] = []) {
    super(failure)
    this.failure = failure
    this.lines = lines
  }
}

const refuseOf = (failure: ImportFailure, lines: readonly number[]): void => {
  if (lines.length > 0) throw new Refused(failure, lines)
}

interface Kind {
  /** Refuses what has changed since the file was tried. */
  readonly outdated: (tx: Tx, of: LinesOf) => Promise<number[]>
  readonly apply: (tx: Tx, applying: Applying) => Promise<void>
  readonly edited: (tx: Tx, importId: string) => Promise<number[]>
  readonly dependedOn: (tx: Tx, importId: string) => Promise<number[]>
  readonly undo: (tx: Tx, range: LineRange) => Promise<void>
}

const none = (): Promise<number[]> => Promise.resolve([])

const kinds: Readonly<Record<ImportKind, Kind>> = {
  partners: {
    outdated: outdatedPartnerLines,
    apply: applyPartners,
    edited: editedPartnerLines,
    dependedOn: dependedOnPartnerLines,
    undo: undoPartners,
  },
  offers: {
    outdated: (tx, { importId }) => outdatedOfferLines(tx, importId),
    apply: applyOffers,
    edited: editedOfferLines,
    dependedOn: none,
    undo: undoOffers,
  },
  referents: {
    outdated: (tx, { importId }) => outdatedReferentLines(tx, importId),
    apply: applyReferents,
    edited: none,
    dependedOn: invitedLines,
    undo: undoReferents,
  },
}

/** What PostgreSQL says of a row that others point to, or that is there twice. */
const codeOf = (error: unknown): unknown =>
  error instanceof Error ? (Reflect.get(error, 'code') ?? codeOf(error.cause)) : undefined

/** Lines in ranges; how far it has come is written beside the one transaction, so that it can be seen from outside. */
const inRanges = async (
  { id, lineCount, territory }: Import,
  { db }: Pick<Deps, 'db'>,
  run: (range: LineRange) => Promise<void>,
): Promise<void> => {
  for (let from = 1; from <= lineCount; from += linesAtOnce) {
    const to = from + linesAtOnce - 1
    await run({ importId: id, territoryId: territory.id, from, to })
    await transact(db, (tx) => writeProgress(tx, id, { done: Math.min(to, lineCount), whole: lineCount }))
  }
}

/** The journal of acts tells what was done, when it was done: asked for, it may still be refused. */
const keepImportAct = (
  tx: Tx,
  kind: 'import-applied' | 'import-undone',
  { id, territory, fileName }: Import,
  userId: string,
): Promise<void> => keepAct(tx, { kind, userId, territoryId: territory.id, aboutId: id, about: fileName })

/** Applies a tried file whole, in one transaction, or not at all: then it is tried as before, and says why not. */
export const applyWhole = async (found: Import, deps: Pick<Deps, 'db'>): Promise<void> => {
  const { id, territory, kind, withoutRefused, withMailTwins, appliedById } = found
  const { outdated, apply } = kinds[kind]
  try {
    await transact(deps.db, async (tx) => {
      await lockTerritoryForImports(tx, territory.id)
      if (!withoutRefused && (await hasRefused(tx, id))) throw new Refused('refused-lines')
      if (withMailTwins) await keepMailTwins(tx, id)
      refuseOf('outdated', await outdated(tx, { importId: id, territoryId: territory.id }))
      await giveIds(tx, id)
      const userId = appliedById ?? found.createdBy.id
      await changePartnersAs(tx, userId)
      await inRanges(found, deps, (range) => apply(tx, { ...range, userId }))
      await deletePieces(tx, id)
      await endWork(tx, id, { state: 'applied' })
      await keepImportAct(tx, 'import-applied', found, userId)
    })
  } catch (error) {
    // Something that another act made meanwhile stands in the way of a line.
    const refused = error instanceof Refused ? error : codeOf(error) === '23505' ? new Refused('outdated') : undefined
    if (refused === undefined) throw error
    const { failure, lines } = refused
    await transact(deps.db, (tx) => endWork(tx, id, { state: 'tried', failure, failureLines: lines }))
  }
}

/** Takes an applied file back whole, in one transaction, or not at all: then it stays applied, and says why. */
export const undoWhole = async (found: Import, deps: Pick<Deps, 'db'>): Promise<void> => {
  const { id, territory, kind } = found
  const { edited, dependedOn, undo } = kinds[kind]
  try {
    await transact(deps.db, async (tx) => {
      await lockTerritoryForImports(tx, territory.id)
      refuseOf('edited-since', await edited(tx, id))
      refuseOf('depended-on', await dependedOn(tx, id))
      await changePartnersAsUndoing(tx, id)
      await inRanges(found, deps, (range) => undo(tx, range))
      await endWork(tx, id, { state: 'undone' })
      await keepImportAct(tx, 'import-undone', found, found.undoneById ?? found.createdBy.id)
    })
  } catch (error) {
    const refused =
      error instanceof Refused ? error : codeOf(error) === '23503' ? new Refused('depended-on') : undefined
    if (refused === undefined) throw error
    const { failure, lines } = refused
    await transact(deps.db, (tx) => endWork(tx, id, { state: 'applied', failure, failureLines: lines }))
  }
}

import { folded, mappingFaults } from '@boussole/contracts'
import type { ColumnMapping, NeedNamed } from '@boussole/contracts'
import {
  askTry,
  askWork,
  deleteImport,
  findImport,
  lockImport,
  rememberColumns,
  transact,
  writeTopicTable,
} from '@boussole/db'
import type { Import, Reader, Tx } from '@boussole/db'
import { importMay, mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { ImportAct, Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'
import { receiveImport } from './receive-import.ts'
import type { ImportSent } from './receive-import.ts'

/** An import of a territory that this person watches. Refuses: `not-found`, also when it is another territory's. */
export const readImport = async (id: string, professional: Professional, reader: Reader): Promise<Import> => {
  const found = await findImport(reader, id)
  const place = found && { territoryId: found.territory.id, regionCode: found.territory.regionCode }
  if (found === undefined || place === undefined || !mayAct('import', standingsInTerritory(professional, place))) {
    throw new Refusal('not-found')
  }
  return found
}

interface Asked {
  readonly id: string
  readonly professional: Professional
  readonly act: ImportAct
}

/** One act on one import, which is locked. Refuses: `not-found`, `import-moved-on` (its state is another by now). */
const actOnImport = async <Result>(
  { id, professional, act }: Asked,
  { db }: Pick<Deps, 'db'>,
  run: (tx: Tx, found: Import) => Promise<Result>,
): Promise<Result> =>
  transact(db, async (tx) => {
    const found = await readImport(id, professional, tx)
    const state = await lockImport(tx, id)
    if (state === undefined || !importMay(act, state)) throw new Refusal('import-moved-on')
    return run(tx, found)
  })

/**
 * An animator says which field each column fills, which is remembered for the next file, and has the file tried: every
 * line is read and compared, nothing is written. Refuses: `not-found`, `import-moved-on`, `import-columns` (a field is
 * missing or filled twice).
 */
export const tryImport = (
  id: string,
  { mapping, thenApply = false }: { readonly mapping: ColumnMapping; readonly thenApply?: boolean },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnImport({ id, professional, act: 'try' }, deps, async (tx, { kind, file, territory }) => {
    const headers = file?.headers ?? []
    if (mapping.length !== headers.length || mappingFaults(mapping, kind).length > 0)
      throw new Refusal('import-columns')
    const said = new Map(headers.map((header, place) => [folded(header), mapping[place] ?? null] as const))
    await rememberColumns(tx, { territoryId: territory.id, kind, columns: said })
    await askTry(tx, id, { mapping, thenApply })
  })

/**
 * An animator says which of our needs each topic of data.inclusion is, which is remembered for the territory; the file is
 * tried anew. Refuses: `not-found`, `import-moved-on`.
 */
export const sayTopics = (
  id: string,
  said: ReadonlyMap<string, NeedNamed | null>,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnImport({ id, professional, act: 'try' }, deps, async (tx, { territory, mapping }) => {
    await writeTopicTable(tx, territory.id, said)
    await askTry(tx, id, { mapping: mapping ?? [] })
  })

/** What an animator chose on applying a file. */
export interface ApplyChosen {
  /** Leave the refused lines out, instead of refusing the whole. */
  readonly withoutRefused: boolean
  /** Take lines that only share a mail address with another for new ones. */
  readonly withMailTwins: boolean
}

/**
 * An animator has a tried file applied: a worker writes all of it in one transaction, or nothing. Refuses: `not-found`,
 * `import-moved-on`.
 */
export const applyImport = (
  id: string,
  chosen: ApplyChosen,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnImport({ id, professional, act: 'apply' }, deps, (tx) =>
    askWork(tx, id, { state: 'applying', by: professional.userId, ...chosen }),
  )

/**
 * An animator takes an applied file back: what it made goes, what it changed is again as it was, unless somebody has
 * gone on with it since. Refuses: `not-found`, `import-moved-on`.
 */
export const undoImport = (id: string, professional: Professional, deps: Pick<Deps, 'db'>): Promise<void> =>
  actOnImport({ id, professional, act: 'undo' }, deps, (tx) =>
    askWork(tx, id, { state: 'undoing', by: professional.userId }),
  )

/** A file that was not applied is wanted no more: nothing is kept of it. Refuses: `not-found`, `import-moved-on`. */
export const dropImport = (id: string, professional: Professional, deps: Pick<Deps, 'db'>): Promise<void> =>
  actOnImport({ id, professional, act: 'drop' }, deps, (tx) => deleteImport(tx, id))

/**
 * A partner's own system sends a file: it is received and tried with the columns that are proposed, and applied after
 * that if asked for and no line is refused. Nothing is kept of one whose columns are not known. Refuses: as
 * `receiveImport` and `tryImport`.
 */
export const receiveAndTry = async (
  sent: ImportSent,
  { thenApply }: { readonly thenApply: boolean },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<string> => {
  const id = await receiveImport(sent, professional, deps)
  try {
    const { mapping } = await readImport(id, professional, deps.db)
    await tryImport(id, { mapping: mapping ?? [], thenApply }, professional, deps)
    return id
  } catch (error) {
    await transact(deps.db, (tx) => deleteImport(tx, id))
    throw error
  }
}

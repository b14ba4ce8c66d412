import {
  cellLength,
  cleanCell,
  cleanOfferLine,
  cleanPartnerLine,
  cleanReferentLine,
  cleanWords,
} from '@boussole/contracts'
import type {
  CleanLine,
  ColumnMapping,
  ImportFailure,
  ImportKind,
  LineMending,
  Noted,
  TopicTable,
} from '@boussole/contracts'
import {
  askWork,
  claimImport,
  compareOffers,
  comparePartners,
  compareReferents,
  countForPlanner,
  endWork,
  findImport,
  forgetOldImports,
  hasRefused,
  insertLines,
  lastLineRead,
  markOfferTwins,
  markPartnerTwins,
  markReferentTwins,
  readTopicTable,
  releaseImport,
  transact,
  writeProgress,
} from '@boussole/db'
import type { ClaimedImport, Import, ImportFormat, LineRange, NewLine, Tx } from '@boussole/db'
import type { Deps } from '../deps.ts'
import { applyWhole, undoWhole } from './apply-whole.ts'
import { BrokenFile } from './json-elements.ts'
import { rowsOf, textOf } from './read-file.ts'

/** Lines read, cleaned and kept in one transaction. */
const linesRead = 1_000
/** Lines compared with what is there in one statement. */
const linesCompared = 2_000
/** Longer than this, a line is none: a quote is missing. In characters. */
const lineLength = 4 * cellLength
/** A file has so many lines at the most. */
const linesAllowed = 100_000

type Cell = (field: string) => string

const cleanLine: Readonly<Record<ImportKind, (cell: Cell, topics: TopicTable) => CleanLine>> = {
  partners: (cell) => cleanPartnerLine(cell),
  offers: (cell, topics) => cleanOfferLine(cell, topics),
  referents: (cell) => cleanReferentLine(cell),
}

const keepsLines = new Set(['description', 'roleInWords'])

/** One line of the file by the fields its columns fill, clean. */
const readLine = (
  cells: readonly string[],
  { line, kind, mapping, topics }: { line: number; kind: ImportKind; mapping: ColumnMapping; topics: TopicTable },
): NewLine => {
  const tooLong = cells.findIndex((cell) => cell.length > cellLength)
  const whole = cells.reduce((length, cell) => length + cell.length, 0)
  if (tooLong >= 0 || whole > lineLength) {
    const cut = cells.map((cell) => cell.slice(0, 200))
    return {
      line,
      cells: cut,
      given: {},
      asked: {},
      faults: [{ field: mapping[tooLong] ?? '', code: 'cell-too-long' }],
      mended: [],
    }
  }
  const said = new Map<string, string>()
  const unmarked: Noted<LineMending>[] = []
  for (const [place, field] of mapping.entries()) {
    if (field === null) continue
    const clean = cleanCell(cells[place] ?? '')
    if (clean.mended !== undefined) unmarked.push({ field, code: clean.mended })
    said.set(field, keepsLines.has(field) && clean.value !== '' ? cleanWords(cells[place] ?? '') : clean.value)
  }
  const read = cleanLine[kind]((field) => said.get(field) ?? '', topics)
  return { line, cells, ...read, mended: [...unmarked, ...read.mended] }
}

/** Reading was put off: the worker stops. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

interface Run {
  readonly deps: Pick<Deps, 'db'>
  readonly found: Import
  readonly file: ImportFormat
  readonly stopping: () => boolean
}

/** Reads and cleans every line that is not kept yet; each batch with its progress in one transaction. */
const readAll = async ({ deps: { db }, found, file, stopping }: Run): Promise<number> => {
  const { id, kind, mapping, byteCount, territory } = found
  const [already, topics] = [await lastLineRead(db, id), await readTopicTable(db, territory.id)]
  let [line, bytes] = [0, 0]
  let batch: NewLine[] = []
  const keep = async () => {
    if (stopping()) throw new Stopped()
    await transact(db, async (tx) => {
      await insertLines(tx, id, batch)
      await writeProgress(tx, id, { step: 'reading', done: Math.min(bytes, byteCount), whole: byteCount })
    })
    batch = []
  }
  const text = textOf(db, { id, encoding: file.encoding }, (more) => {
    bytes += more
  })
  for await (const cells of rowsOf(text, file)) {
    line += 1
    if (line > linesAllowed) throw new TooManyLines()
    if (line <= already) continue
    batch.push(readLine(cells, { line, kind, mapping: mapping ?? [], topics }))
    if (batch.length >= linesRead) await keep()
  }
  await keep()
  return line
}

class TooManyLines extends Error {
  override readonly name = 'TooManyLines'
}

const comparing: Readonly<
  Record<
    ImportKind,
    {
      readonly compare: (tx: Tx, range: LineRange) => Promise<void>
      readonly markTwins: (tx: Tx, importId: string) => Promise<void>
    }
  >
> = {
  partners: { compare: comparePartners, markTwins: markPartnerTwins },
  offers: { compare: compareOffers, markTwins: markOfferTwins },
  referents: { compare: compareReferents, markTwins: markReferentTwins },
}

/** Compares the lines with what is there, then with each other. */
const compareAll = async ({ deps: { db }, found, stopping }: Run, lines: number): Promise<void> => {
  const { id, kind, territory } = found
  const { compare, markTwins } = comparing[kind]
  await transact(db, countForPlanner)
  for (let from = 1; from <= lines; from += linesCompared) {
    if (stopping()) throw new Stopped()
    const to = from + linesCompared - 1
    await transact(db, async (tx) => {
      await compare(tx, { importId: id, territoryId: territory.id, from, to })
      await writeProgress(tx, id, { step: 'comparing', done: Math.min(to, lines), whole: lines })
    })
  }
  await transact(db, async (tx) => {
    await markTwins(tx, id)
    await endWork(tx, id, { state: 'tried', lineCount: lines })
    if (found.appliesWhenTried && !(await hasRefused(tx, id))) {
      await askWork(tx, id, {
        state: 'applying',
        by: found.createdBy.id,
        withoutRefused: false,
        withMailTwins: false,
      })
    }
  })
}

const failureOf = (error: unknown): ImportFailure | undefined => {
  if (error instanceof BrokenFile) return 'file-broken'
  return error instanceof TooManyLines ? 'too-many-lines' : undefined
}

/** Tries a file: every line read, cleaned and compared; nothing of it is written where partners and offers are. */
const tryWhole = async (run: Run): Promise<void> => {
  const { db } = run.deps
  try {
    const lines = await readAll(run)
    if (lines > 0) await compareAll(run, lines)
    else await transact(db, (tx) => endWork(tx, run.found.id, { state: 'received', failure: 'file-empty' }))
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    await transact(db, (tx) => endWork(tx, run.found.id, { state: 'received', failure }))
  }
}

const work = async (claimed: ClaimedImport, deps: Pick<Deps, 'db'>, stopping: () => boolean): Promise<void> => {
  const found = await findImport(deps.db, claimed.id)
  if (found === undefined || found.file === null) return
  if (claimed.state === 'trying') await tryWhole({ deps, found, file: found.file, stopping })
  else if (claimed.state === 'applying') await applyWhole(found, deps)
  else await undoWhole(found, deps)
}

/** What was under way ended by something nobody foresaw: the animator may ask for it again. */
const giveUp = ({ id, state }: ClaimedImport, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) =>
    endWork(tx, id, {
      state: ({ trying: 'received', applying: 'tried', undoing: 'applied' } as const)[state],
      failure: 'interrupted',
    }),
  )

/**
 * Does what animators asked of their files, one file after the other, until none waits or `stopping` says so: tries,
 * applies, takes back. A worker that dies is followed by another that goes on where it was. Throws what nobody foresaw,
 * after the import was set back.
 */
export const runImports = async (deps: Pick<Deps, 'db'>, stopping: () => boolean = () => false): Promise<void> => {
  await transact(deps.db, forgetOldImports)
  for (;;) {
    if (stopping()) return
    const claimed = await transact(deps.db, claimImport)
    if (claimed === undefined) return
    try {
      await work(claimed, deps, stopping)
    } catch (error) {
      if (error instanceof Stopped) {
        await transact(deps.db, (tx) => releaseImport(tx, claimed.id))
        return
      }
      await giveUp(claimed, deps)
      throw error
    }
  }
}

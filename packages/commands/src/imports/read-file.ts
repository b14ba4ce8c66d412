import { Readable } from 'node:stream'
import { cellLength } from '@boussole/contracts'
import { readPiece } from '@boussole/db'
import type { ImportDelimiter, ImportEncoding, ImportFormat, Reader } from '@boussole/db'
import { CsvError, parse } from 'csv-parse'
import { parse as parseWhole } from 'csv-parse/sync'
import { BrokenFile, jsonElements } from './json-elements.ts'

/** Columns beyond these are not looked at. */
const columnsRead = 120
/** Longer than this, a line is none: a quote is missing. In characters. */
const longestLine = 400_000

/** The text of a file that lies in the database, piece by piece; `onBytes` is told how much was read. */
export async function* textOf(
  reader: Reader,
  { id, encoding }: { readonly id: string; readonly encoding: ImportEncoding },
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for (let place = 0; ; place += 1) {
    const piece = await readPiece(reader, id, place)
    if (piece === undefined) break
    onBytes(piece.length)
    yield decoder.decode(piece, { stream: true })
  }
  yield decoder.decode()
}

const asCell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** Cells as they are kept: bounded, without what the database cannot hold. */
const keptCell = (cell: string): string => cell.replaceAll(/[\0\p{Surrogate}]/gu, '').slice(0, cellLength + 1)

const csvOptions = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: longestLine,
} as const

async function* csvRows(text: AsyncIterable<string>, delimiter: ImportDelimiter): AsyncGenerator<readonly string[]> {
  const parser = parse({ ...csvOptions, delimiter })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const row of parser) {
      const cells: unknown = row
      if (Array.isArray(cells)) yield cells.slice(0, columnsRead).map((cell) => keptCell(asCell(cell)))
    }
  } catch (error) {
    throw error instanceof CsvError ? new BrokenFile('a quote that does not end', { cause: error }) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

const isEntry = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function* jsonRows(text: AsyncIterable<string>, headers: readonly string[]): AsyncGenerator<readonly string[]> {
  for await (const element of jsonElements(text)) {
    if (!isEntry(element)) throw new BrokenFile('an element that is no object')
    const fields = new Map(Object.entries(element))
    yield headers.map((header) => keptCell(asCell(fields.get(header))))
  }
}

const isEmptyRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

/** The lines of a file after its first, which names the columns; lines without a word are left out. */
export async function* rowsOf(
  text: AsyncIterable<string>,
  { format, delimiter, headers }: Omit<ImportFormat, 'sample' | 'encoding'>,
): AsyncGenerator<readonly string[]> {
  if (format === 'json') {
    yield* jsonRows(text, headers)
    return
  }
  let isFirst = true
  for await (const cells of csvRows(text, delimiter ?? ';')) {
    if (!isFirst && !isEmptyRow(cells)) yield cells
    isFirst = false
  }
}

const delimiters: readonly ImportDelimiter[] = [';', ',', '\t', '|']
/** Lines looked at to see how a file is made. */
const linesLookedAt = 20

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** The first rows of a text whose end may be missing. */
const firstRows = async (rows: AsyncIterable<readonly string[]>): Promise<(readonly string[])[]> => {
  const found: (readonly string[])[] = []
  try {
    for await (const row of rows) {
      found.push(row)
      if (found.length > linesLookedAt) break
    }
  } catch (error) {
    // The head of a file may end in the middle of a line.
    if (!(error instanceof BrokenFile)) throw error
  }
  return found
}

/** The first lines of a CSV whose end may be missing. */
const firstCsvRows = (head: string, delimiter: ImportDelimiter): (readonly string[])[] =>
  parseWhole(head, {
    ...csvOptions,
    delimiter,
    to: linesLookedAt,
    // The last line may be cut short.
    skip_records_with_error: true,
  }).map((cells) => cells.slice(0, columnsRead).map(keptCell))

const headerNames = (cells: readonly string[]): string[] =>
  cells.map((cell) =>
    cell
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zs}]+/gu, ' ')
      .trim()
      .slice(0, 200),
  )

const jsonKeys = async (head: string): Promise<string[]> => {
  const keys = new Set<string>()
  try {
    let seen = 0
    for await (const element of jsonElements(once(head))) {
      if (isEntry(element)) for (const key of Object.keys(element)) if (key.length <= 200) keys.add(keptCell(key))
      seen += 1
      if (seen > 200) break
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
  }
  return [...keys].slice(0, columnsRead)
}

/**
 * How a text is made, by its beginning: JSON or CSV, with which separator, which columns, and its first lines. Undefined
 * when it has no line besides its first.
 */
export const recogniseFormat = async (head: string): Promise<Omit<ImportFormat, 'encoding'> | undefined> => {
  if (/^\s*[[{]/.test(head)) {
    const headers = await jsonKeys(head)
    if (headers.length === 0) return undefined
    const sample = await firstRows(jsonRows(once(head), headers))
    return { format: 'json', delimiter: null, headers, sample: sampleOf(sample) }
  }
  const tried = delimiters.map((delimiter) => ({ delimiter, rows: firstCsvRows(head, delimiter) }))
  // The separator that makes the most columns of the first line; of a comma and a semicolon, French files mean the latter.
  const [best] = tried.toSorted((a, b) => (b.rows[0]?.length ?? 0) - (a.rows[0]?.length ?? 0))
  if (best === undefined) return undefined
  const [first, ...rest] = best.rows
  const lines = rest.filter((row) => !isEmptyRow(row))
  if (first === undefined || isEmptyRow(first) || lines.length === 0) return undefined
  return { format: 'csv', delimiter: best.delimiter, headers: headerNames(first), sample: sampleOf(lines) }
}

/** A few lines to look at on the page, each cell cut short. */
const sampleOf = (rows: readonly (readonly string[])[]): string[][] =>
  rows.slice(0, 5).map((row) => row.map((cell) => (cell.length > 120 ? `${cell.slice(0, 119)}…` : cell)))

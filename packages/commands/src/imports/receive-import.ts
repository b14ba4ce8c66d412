import { randomUUID } from 'node:crypto'
import { proposeMapping } from '@boussole/contracts'
import type { ImportKind } from '@boussole/contracts'
import {
  deleteImport,
  insertImport,
  insertPiece,
  listWatchedTerritories,
  readRememberedColumns,
  transact,
  writeReceived,
} from '@boussole/db'
import type { ImportEncoding } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'
import { recogniseFormat } from './read-file.ts'

/** A file may be this long, in bytes. */
export const largestImport = 25_000_000
const pieceLength = 256 * 1024
/** How much of a file is looked at to see how it is made, in bytes. */
const headLength = 256 * 1024

/** What a file is by its bytes, as they go by. */
const watchEncoding = () => {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let hasNull = false
  let start: Buffer = Buffer.alloc(0)
  const decode = (content: Buffer | undefined): void => {
    try {
      if (content === undefined) utf8.decode()
      else utf8.decode(content, { stream: true })
    } catch {
      // Not a fault: it is how Latin-1 is told from UTF-8.
      isUtf8 = false
    }
  }
  return {
    see: (content: Buffer): void => {
      if (start.length < 4) start = Buffer.concat([start, content.subarray(0, 4)])
      hasNull ||= content.includes(0)
      if (isUtf8) decode(content)
    },
    /** Undefined: it is no text. */
    tell: (): ImportEncoding | undefined => {
      if (start.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return 'utf-16le'
      if (start.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return 'utf-16be'
      if (hasNull || start.subarray(0, 2).toString('latin1') === 'PK') return undefined
      if (isUtf8) decode(undefined)
      return isUtf8 ? 'utf-8' : 'windows-1252'
    },
  }
}

/** A file's name as it is kept: what stands after the last slash, without what cannot be seen. */
const fileNameOf = (given: string): string => {
  const name = given
    .replaceAll(/[\p{C}]+/gu, '')
    .replace(/^.*[/\\]/, '')
    .trim()
    .slice(0, 160)
  return name === '' ? 'fichier' : name
}

/** Keeps the file in pieces; nothing is open while the next bytes are waited for. */
const keepPieces = async (
  { db }: Pick<Deps, 'db'>,
  importId: string,
  content: AsyncIterable<Buffer>,
): Promise<{ readonly byteCount: number; readonly head: Buffer; readonly encoding: ImportEncoding | undefined }> => {
  const encoding = watchEncoding()
  let [byteCount, place] = [0, 0]
  let waiting: Buffer[] = []
  let waitingLength = 0
  let head: Buffer = Buffer.alloc(0)
  const keep = async () => {
    const piece = Buffer.concat(waiting)
    waiting = []
    waitingLength = 0
    for (let from = 0; from < piece.length; from += pieceLength) {
      const part = piece.subarray(from, from + pieceLength)
      await transact(db, (tx) => insertPiece(tx, { importId, place, content: part }))
      place += 1
    }
  }
  for await (const chunk of content) {
    byteCount += chunk.length
    if (byteCount > largestImport) throw new Refusal('import-too-large')
    encoding.see(chunk)
    if (head.length < headLength) head = Buffer.concat([head, chunk.subarray(0, headLength - head.length)])
    waiting.push(chunk)
    waitingLength += chunk.length
    if (waitingLength >= pieceLength) await keep()
  }
  await keep()
  return { byteCount, head, encoding: encoding.tell() }
}

/** A file that somebody sends, to be taken over for a territory. */
export interface ImportSent {
  readonly territoryId: string
  readonly kind: ImportKind
  readonly fileName: string
  readonly content: AsyncIterable<Buffer>
}

/**
 * An animator sends a file: it is kept, its encoding, separator and columns are recognised, and which field each column
 * fills is proposed, as this territory last said. Nothing is imported. Refuses: `not-found` (a territory one does not
 * watch), `import-too-large`, `import-no-text` (a workbook, a picture), `import-no-lines`.
 */
export const receiveImport = async (
  { territoryId, kind, fileName, content }: ImportSent,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<string> => {
  const { db } = deps
  const territory = (await listWatchedTerritories(db, professional)).find((each) => each.territoryId === territoryId)
  if (territory === undefined || !mayAct('import', standingsInTerritory(professional, territory))) {
    throw new Refusal('not-found')
  }
  const id = randomUUID()
  const { userId } = professional
  await transact(db, (tx) => insertImport(tx, { id, territoryId, kind, fileName: fileNameOf(fileName), userId }))
  try {
    const { byteCount, head, encoding } = await keepPieces(deps, id, content)
    if (encoding === undefined) throw new Refusal('import-no-text')
    const read = await recogniseFormat(new TextDecoder(encoding).decode(head))
    if (read === undefined) throw new Refusal('import-no-lines')
    const mapping = proposeMapping(read.headers, kind, await readRememberedColumns(db, { territoryId, kind }))
    await transact(db, (tx) => writeReceived(tx, id, { byteCount, file: { ...read, encoding }, mapping }))
    return id
  } catch (error) {
    await transact(db, (tx) => deleteImport(tx, id))
    throw error
  }
}

import { findExportsDue, findNightlyExport, keepNightlyExport, readNightlyExport, transact } from '@boussole/db'
import type { ExportDue } from '@boussole/db'
import { maySee, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Deps } from '../deps.ts'
import { oneOfMany } from '../one-of-many.ts'
import type { RunDeps } from '../one-of-many.ts'
import { exportNames, readExport } from './export-territory.ts'

/** Compressed bytes in one row. */
const pieceLength = 1_000_000

const inPieces = (content: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(content.length / pieceLength) }, (_, place) =>
    content.subarray(place * pieceLength, (place + 1) * pieceLength),
  )

const writeExport = async (due: ExportDue, deps: Pick<Deps, 'db'>): Promise<void> => {
  const name = exportNames.find((each) => each === due.name)
  if (name === undefined) return
  const hash = createHash('sha256')
  let byteCount = 0
  const compressed: Buffer[] = []
  await pipeline(
    await readExport({ territoryId: due.territoryId, name }, deps),
    async function* (source: AsyncIterable<unknown>) {
      for await (const chunk of source) {
        const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
        hash.update(bytes)
        byteCount += bytes.length
        yield bytes
      }
    },
    createGzip(),
    async (content: AsyncIterable<Buffer>) => {
      for await (const chunk of content) compressed.push(chunk)
    },
  )
  const pieces = inPieces(Buffer.concat(compressed))
  // Everything was read before: nothing slow between begin and commit.
  await transact(deps.db, (tx) => keepNightlyExport(tx, { ...due, byteCount, sha256: hash.digest(), pieces }))
}

/**
 * Writes the files of each territory's night that are not written yet, and lets those of more than thirty nights go. After
 * an outage: those of today. How many were due; one that fails is told of, and stops no other. Domain.md §7: "exported nightly".
 */
export const writeNightlyExports = async (deps: RunDeps, stopping: () => boolean = () => false): Promise<number> => {
  const due = await findExportsDue(deps.db, exportNames)
  for (const each of due) {
    if (stopping()) break
    const { territoryId: territory, day, name } = each
    await oneOfMany({ act: () => writeExport(each, deps), about: () => ({ territory, day, name }) }, deps)
  }
  return due.length
}

/** An animator takes a file of one night away. Refuses: `not-found`, also when it is another territory's. */
export const openNightlyExport = async (
  id: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<{ readonly name: string; readonly day: string; readonly byteCount: number; readonly content: Readable }> => {
  const found = await findNightlyExport(db, id)
  if (found === undefined || !maySee('export', standingsInTerritory(professional, found.place)))
    throw new Refusal('not-found')
  const pieces = Readable.from(readNightlyExport(db, id))
  const content = createGunzip()
  pieces.on('error', (error) => content.destroy(error))
  const { name, day, byteCount } = found
  return { name, day, byteCount, content: pieces.pipe(content) }
}

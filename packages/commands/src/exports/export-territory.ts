import { Readable } from 'node:stream'
import { exportOffers, exportPartners, listWatchedTerritories, readTopicTable } from '@boussole/db'
import type { WatchedTerritory } from '@boussole/db'
import { maySee, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { stringify } from 'csv-stringify'
import type { Deps } from '../deps.ts'
import { toService, toStructure } from './data-inclusion.ts'
import { toHsdsService } from './hsds.ts'
import { offerRows, partnerRows } from './spreadsheet.ts'

/** The files that can be taken away. */
export const exportNames = [
  'structures.csv',
  'offres.csv',
  'data-inclusion-structures.json',
  'data-inclusion-services.json',
  'hsds-services.json',
] as const
export type ExportName = (typeof exportNames)[number]

/** Rows as CSV for French spreadsheets, which an import reads again; what they would read as a formula is kept as words. */
const asCsv = (rows: AsyncGenerator<string[]>): Readable => {
  const source = Readable.from(rows)
  const csv = stringify({ bom: true, delimiter: ';', escape_formulas: true })
  source.on('error', (error) => csv.destroy(error))
  return source.pipe(csv)
}

async function* mapped<Row, Value>(rows: AsyncIterable<Row>, to: (row: Row) => Value): AsyncGenerator<Value> {
  for await (const row of rows) yield to(row)
}

async function* listed(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const value of values) {
    yield before + JSON.stringify(value)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** A page of the HSDS API that holds everything; its counts come last, since they are known then. */
async function* hsdsPage(services: AsyncIterable<unknown>): AsyncGenerator<string> {
  let count = 0
  yield '{"contents": '
  yield* listed(
    mapped(services, (service) => {
      count += 1
      return service
    }),
  )
  const pages = { total_items: count, total_pages: 1, page_number: 1, size: count, first_page: true, last_page: true }
  yield `, ${JSON.stringify({ ...pages, empty: count === 0 }).slice(1)}\n`
}

const watchedTerritory = async (
  territoryId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<WatchedTerritory> => {
  const found = (await listWatchedTerritories(db, professional)).find((each) => each.territoryId === territoryId)
  if (found === undefined || !maySee('export', standingsInTerritory(professional, found)))
    throw new Refusal('not-found')
  return found
}

/**
 * A territory's partners or offers as a file, page after page: CSV for spreadsheets, data.inclusion v1, HSDS 3. Nothing of
 * young people is in it; the open formats hold only what is online today, and partners under agreement.
 */
export const readExport = async (
  { territoryId, name }: { readonly territoryId: string; readonly name: ExportName },
  { db }: Pick<Deps, 'db'>,
): Promise<Readable> => {
  const online = exportOffers(db, { territoryId, onlyOnline: true })
  switch (name) {
    case 'structures.csv':
      return asCsv(partnerRows(exportPartners(db, { territoryId, onlyShown: false })))
    case 'offres.csv':
      return asCsv(offerRows(exportOffers(db, { territoryId, onlyOnline: false })))
    case 'data-inclusion-structures.json':
      return Readable.from(listed(mapped(exportPartners(db, { territoryId, onlyShown: true }), toStructure)))
    case 'data-inclusion-services.json': {
      const topics = await readTopicTable(db, territoryId)
      return Readable.from(listed(mapped(online, (offer) => toService(offer, topics))))
    }
    case 'hsds-services.json':
      return Readable.from(hsdsPage(mapped(online, toHsdsService)))
  }
}

/** An animator takes a file of a territory away. Refuses: `not-found` (a territory one does not watch). */
export const exportTerritory = async (
  { territoryId, name }: { readonly territoryId: string; readonly name: ExportName },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<Readable> => {
  await watchedTerritory(territoryId, professional, deps)
  return readExport({ territoryId, name }, deps)
}

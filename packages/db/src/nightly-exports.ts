import { sql } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { TerritoryId, TerritoryPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { instantOf } from './schema/columns.ts'

/** Local time from which a night's files are written: what the night changes in the directory is done by then. */
const writtenFrom = '01:00'
/** Nights that are kept. */
const nightsKept = 30

/** A file that is still to be written: of which territory, for which local day. */
export interface ExportDue {
  readonly territoryId: string
  readonly day: string
  readonly name: string
}

/** The files of today that no worker has written yet. */
export const findExportsDue = async (reader: Reader, names: readonly string[]): Promise<ExportDue[]> => {
  const { rows } = await reader.execute<ExportDue & Record<string, unknown>>(sql`
    select territories.id as "territoryId", here::date::text as day, wanted.name
    from territories
      cross join lateral (select (select platform_now()) at time zone time_zone as here) as local
      cross join unnest(${sql.param([...names])}::text[]) as wanted (name)
    where here::time >= ${writtenFrom} and not exists (
      select from nightly_exports
      where nightly_exports.territory_id = territories.id and day = here::date and nightly_exports.name = wanted.name)
    order by territories.id, wanted.name limit 1000`)
  return rows
}

/** A file, compressed, with the size and the hash of what it is without. */
export interface WrittenExport extends ExportDue {
  readonly byteCount: number
  readonly sha256: Buffer
  readonly pieces: readonly Buffer[]
}

/** Keeps a file of the night, unless another worker has, and lets the oldest nights go. */
export const keepNightlyExport = async (
  tx: Tx,
  { territoryId, day, name, byteCount, sha256, pieces }: WrittenExport,
): Promise<void> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into nightly_exports (territory_id, day, name, byte_count, sha256)
    values (${territoryId}, ${day}, ${name}, ${byteCount}, ${sha256})
    on conflict (territory_id, day, name) do nothing returning id`)
  const [row] = rows
  if (row === undefined) return
  for (const [place, content] of pieces.entries()) {
    await tx.execute(sql`
      insert into nightly_export_pieces (export_id, place, content) values (${row.id}, ${place}, ${content})`)
  }
  await tx.execute(sql`
    delete from nightly_exports where territory_id = ${territoryId} and day <= ${day}::date - ${nightsKept}::int`)
}

/** A file of one night. */
export interface NightlyExport {
  readonly id: string
  readonly name: string
  readonly day: string
  readonly byteCount: number
  readonly sha256: string
  readonly writtenAt: Temporal.Instant
}

/** The files of the nights that are kept, the latest first; each night has a few. */
export const listNightlyExports = async (reader: Reader, territoryId: string): Promise<readonly NightlyExport[]> => {
  const { rows } = await reader.execute<
    Omit<NightlyExport, 'writtenAt'> & { at: string } & Record<string, unknown>
  >(sql`
    select id, name, day::text, byte_count::int as "byteCount", encode(sha256, 'hex') as sha256, written_at::text as at
    from nightly_exports where territory_id = ${territoryId} order by nightly_exports.day desc, name limit 300`)
  return rows.map(({ at, ...file }) => ({ ...file, writtenAt: instantOf(at) }))
}

/** Where a file lies, and what it is called; undefined: there is none of this id. */
export const findNightlyExport = async (
  reader: Reader,
  id: string,
): Promise<
  (Pick<NightlyExport, 'id' | 'name' | 'day' | 'byteCount'> & { readonly place: TerritoryPlace }) | undefined
> => {
  if (!isUuid(id)) return undefined
  const { rows } = await reader.execute<{
    name: string
    day: string
    byte_count: number
    territory_id: string
    region_code: string
  }>(sql`
    select nightly_exports.name, day::text, byte_count::int, territory_id, region_code
    from nightly_exports join territories on territories.id = territory_id where nightly_exports.id = ${id}`)
  const [row] = rows
  return (
    row && {
      id,
      name: row.name,
      day: row.day,
      byteCount: row.byte_count,
      place: { territoryId: asId<TerritoryId>(row.territory_id), regionCode: row.region_code },
    }
  )
}

/** The pieces of a file, one after the other, compressed. */
export async function* readNightlyExport(reader: Reader, id: string): AsyncGenerator<Buffer> {
  for (let place = 0; ; place += 1) {
    const { rows } = await reader.execute<{ content: Buffer }>(sql`
      select content from nightly_export_pieces where export_id = ${id} and place = ${place}`)
    const [row] = rows
    if (row === undefined) return
    yield row.content
  }
}

import { sql } from 'drizzle-orm'
import type { ColumnMapping, ImportFailure, ImportKind } from '@boussole/contracts'
import type { ImportState, Professional, TerritoryId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import { instantOf, instantOrNull } from '../schema/columns.ts'
import { isWatched } from '../watched-territories.ts'

export type ImportEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type ImportDelimiter = ';' | ',' | '|' | '\t'

/** How a file is to be read. */
export interface ImportFormat {
  readonly format: 'csv' | 'json'
  readonly encoding: ImportEncoding
  readonly delimiter: ImportDelimiter | null
  readonly headers: readonly string[]
  readonly sample: readonly (readonly string[])[]
}

/** A file that is taken over, and what became of it. */
export interface Import {
  readonly id: string
  readonly territory: { readonly id: TerritoryId; readonly name: string; readonly regionCode: string }
  readonly timeZone: string
  readonly kind: ImportKind
  readonly fileName: string
  readonly byteCount: number
  /** Null until the file has come whole. */
  readonly file: ImportFormat | null
  readonly mapping: ColumnMapping | null
  readonly state: ImportState
  readonly step: 'reading' | 'comparing' | null
  readonly done: number
  readonly whole: number
  readonly lineCount: number
  readonly failure: ImportFailure | null
  readonly failureLines: readonly number[]
  readonly withoutRefused: boolean
  readonly withMailTwins: boolean
  readonly appliesWhenTried: boolean
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Temporal.Instant
  readonly triedAt: Temporal.Instant | null
  readonly appliedBy: string | null
  readonly appliedById: string | null
  readonly appliedAt: Temporal.Instant | null
  readonly undoneBy: string | null
  readonly undoneById: string | null
  readonly undoneAt: Temporal.Instant | null
}

interface ImportRow extends Record<string, unknown> {
  id: string
  territory: Import['territory']
  time_zone: string
  kind: ImportKind
  file_name: string
  byte_count: number
  format: 'csv' | 'json' | null
  encoding: ImportEncoding | null
  delimiter: ImportDelimiter | null
  headers: string[] | null
  sample: string[][] | null
  mapping: (string | null)[] | null
  state: ImportState
  step: Import['step']
  done: number
  whole: number
  line_count: number
  failure: ImportFailure | null
  failure_lines: number[] | null
  without_refused: boolean
  with_mail_twins: boolean
  applies_when_tried: boolean
  created_by: Import['createdBy']
  created_at: string
  tried_at: string | null
  applied_by: string | null
  applied_by_id: string | null
  applied_at: string | null
  undone_by: string | null
  undone_by_id: string | null
  undone_at: string | null
}

const columns = sql`
  imports.id, jsonb_build_object('id', territories.id, 'name', territories.name, 'regionCode', region_code) as territory,
  time_zone, kind, file_name, byte_count, format, encoding, delimiter, headers, sample, mapping, state, step, done, whole,
  line_count, failure, failure_lines, without_refused, with_mail_twins, applies_when_tried,
  jsonb_build_object('id', makers.id, 'name', makers.name) as created_by, imports.created_at::text, tried_at::text,
  (select name from users where id = applied_by) as applied_by, applied_by as applied_by_id, applied_at::text,
  (select name from users where id = undone_by) as undone_by, undone_by as undone_by_id, undone_at::text`

const tables = sql`imports join territories on territories.id = territory_id join users makers on makers.id = created_by`

const importOf = (row: ImportRow): Import => ({
  id: row.id,
  territory: row.territory,
  timeZone: row.time_zone,
  kind: row.kind,
  fileName: row.file_name,
  byteCount: row.byte_count,
  file:
    row.format === null || row.encoding === null
      ? null
      : {
          format: row.format,
          encoding: row.encoding,
          delimiter: row.delimiter,
          headers: row.headers ?? [],
          sample: row.sample ?? [],
        },
  mapping: row.mapping,
  state: row.state,
  step: row.step,
  done: row.done,
  whole: row.whole,
  lineCount: row.line_count,
  failure: row.failure,
  failureLines: row.failure_lines ?? [],
  withoutRefused: row.without_refused,
  withMailTwins: row.with_mail_twins,
  appliesWhenTried: row.applies_when_tried,
  createdBy: row.created_by,
  createdAt: instantOf(row.created_at),
  triedAt: instantOrNull(row.tried_at),
  appliedBy: row.applied_by,
  appliedById: row.applied_by_id,
  appliedAt: instantOrNull(row.applied_at),
  undoneBy: row.undone_by,
  undoneById: row.undone_by_id,
  undoneAt: instantOrNull(row.undone_at),
})

const isUuid = (words: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(words)

/** One import; undefined when there is none of this id. */
export const findImport = async (reader: Reader, id: string): Promise<Import | undefined> => {
  if (!isUuid(id)) return undefined
  const { rows } = await reader.execute<ImportRow>(sql`select ${columns} from ${tables} where imports.id = ${id}`)
  return rows[0] && importOf(rows[0])
}

const pageLength = 30

/** Where a list of imports goes on. */
export interface ImportCursor {
  readonly at: string
  readonly id: string
}

/** The imports of what this person watches, the latest first; those that were never received whole are left out. */
export const listImports = async (
  reader: Reader,
  professional: Professional,
  after?: ImportCursor,
): Promise<{ readonly items: readonly Import[]; readonly next: ImportCursor | null }> => {
  const rest =
    after === undefined
      ? sql`true`
      : sql`(imports.created_at, imports.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await reader.execute<ImportRow>(sql`
    select ${columns} from ${tables}
    where ${isWatched(professional)} and ${rest} and state not in ('receiving', 'dropped')
    order by imports.created_at desc, imports.id desc limit ${pageLength + 1}`)
  const items = rows.slice(0, pageLength).map(importOf)
  const last = items.at(-1)
  return {
    items,
    next: rows.length > pageLength && last !== undefined ? { at: last.createdAt.toString(), id: last.id } : null,
  }
}

/** A territory that somebody watches. */
export interface WatchedTerritory {
  readonly territoryId: TerritoryId
  readonly regionCode: string
  readonly name: string
}

/** The territories this person watches, by name, two hundred at most. */
export const listWatchedTerritories = async (
  reader: Reader,
  professional: Professional,
): Promise<readonly WatchedTerritory[]> => {
  const { rows } = await reader.execute<WatchedTerritory & Record<string, unknown>>(sql`
    select id as "territoryId", region_code as "regionCode", name from territories
    where ${isWatched(professional)} order by name, id limit 200`)
  return rows
}

/** A file begins to come. */
export const insertImport = async (
  tx: Tx,
  given: {
    readonly id: string
    readonly territoryId: string
    readonly kind: ImportKind
    readonly fileName: string
    readonly userId: string
  },
): Promise<void> => {
  await tx.execute(sql`
    insert into imports (id, territory_id, kind, file_name, created_by)
    values (${given.id}, ${given.territoryId}, ${given.kind}, ${given.fileName}, ${given.userId})`)
}

/** One piece of the file. */
export const insertPiece = async (
  tx: Tx,
  { importId, place, content }: { readonly importId: string; readonly place: number; readonly content: Buffer },
): Promise<void> => {
  await tx.execute(sql`
    insert into import_pieces (import_id, place, content) values (${importId}, ${place}, ${content})`)
}

/** One piece of the file; undefined after the last. */
export const readPiece = async (reader: Reader, importId: string, place: number): Promise<Buffer | undefined> => {
  const { rows } = await reader.execute<{ content: Buffer }>(sql`
    select content from import_pieces where import_id = ${importId} and place = ${place}`)
  return rows[0]?.content
}

/** The file has come whole: how it is to be read, and which field each column most likely fills. */
export const writeReceived = async (
  tx: Tx,
  id: string,
  {
    byteCount,
    file,
    mapping,
  }: { readonly byteCount: number; readonly file: ImportFormat; readonly mapping: ColumnMapping },
): Promise<void> => {
  await tx.execute(sql`
    update imports set state = 'received', byte_count = ${byteCount}, format = ${file.format},
      encoding = ${file.encoding}, delimiter = ${file.delimiter}, headers = ${JSON.stringify(file.headers)}::jsonb,
      sample = ${JSON.stringify(file.sample)}::jsonb, mapping = ${JSON.stringify(mapping)}::jsonb
    where id = ${id} and state = 'receiving'`)
}

/** Nothing is kept of a file that could not be received, or is wanted no more. */
export const deleteImport = async (tx: Tx, id: string): Promise<void> => {
  await tx.execute(sql`delete from imports where id = ${id}`)
}

/** Files half received an hour ago, and those tried but never applied for thirty days, go. */
export const forgetOldImports = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`
    delete from imports where
      (state = 'receiving' and created_at < platform_now() - interval '1 hour')
      or (state in ('received', 'tried') and created_at < platform_now() - interval '30 days')`)
}

/** Which field a column of this name last filled in this territory. */
export const readRememberedColumns = async (
  reader: Reader,
  { territoryId, kind }: { readonly territoryId: string; readonly kind: ImportKind },
): Promise<ReadonlyMap<string, string | null>> => {
  const { rows } = await reader.execute<{ header: string; field: string | null }>(sql`
    select header, field from import_columns where territory_id = ${territoryId} and kind = ${kind}
    order by header limit 2000`)
  return new Map(rows.map(({ header, field }) => [header, field]))
}

/** Remembers which field each column fills, for the next file. */
export const rememberColumns = async (
  tx: Tx,
  {
    territoryId,
    kind,
    columns: said,
  }: {
    readonly territoryId: string
    readonly kind: ImportKind
    readonly columns: ReadonlyMap<string, string | null>
  },
): Promise<void> => {
  const known = [...said].filter(([header]) => header !== '' && header.length <= 200)
  if (known.length === 0) return
  await tx.execute(sql`
    insert into import_columns (territory_id, kind, header, field)
    select ${territoryId}, ${kind}, header, field
    from unnest(${sql.param(known.map(([header]) => header))}::text[], ${sql.param(known.map(([, field]) => field))}::text[])
      as said (header, field)
    on conflict (territory_id, kind, header) do update set field = excluded.field`)
}

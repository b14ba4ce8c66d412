import { sql } from 'drizzle-orm'
import type { CleanLine, LineFault, LineMending, Noted } from '@boussole/contracts'
import { lineOutcomes } from '@boussole/domain'
import type { LineOutcome } from '@boussole/domain'
import type { Reader, Tx } from '../database.ts'

/** A line as it was read and cleaned. */
export interface NewLine extends CleanLine {
  readonly line: number
  readonly cells: readonly string[]
}

/** Keeps lines that were read, in one statement; those that are refused already need no comparing. */
export const insertLines = async (tx: Tx, importId: string, lines: readonly NewLine[]): Promise<void> => {
  if (lines.length === 0) return
  await tx.execute(sql`
    insert into import_lines (import_id, line, cells, given, asked, faults, mended, outcome)
    select ${importId}, line, cells, given, asked, faults, mended,
      case when jsonb_array_length(faults) > 0 then 'refused' end
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as read (line integer, cells jsonb, given jsonb, asked jsonb, faults jsonb, mended jsonb)
    on conflict do nothing`)
}

/** Tells the planner what was just read: thousands of lines that it knows nothing of would be compared one by one. */
export const countForPlanner = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`analyze import_lines`)
}

/** The last line that was read; 0 before the first. */
export const lastLineRead = async (reader: Reader, importId: string): Promise<number> => {
  const { rows } = await reader.execute<{ last: number }>(sql`
    select coalesce(max(line), 0) as last from import_lines where import_id = ${importId}`)
  return rows[0]?.last ?? 0
}

/** A line of the report. */
export interface ReportLine {
  readonly line: number
  readonly cells: readonly string[]
  readonly outcome: LineOutcome | null
  readonly name: string | null
  readonly faults: readonly Noted<LineFault>[]
  readonly mended: readonly Noted<LineMending>[]
  /** Of a field its old and its new value. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
  readonly lacks: readonly string[]
  readonly twin: { readonly line: number | null; readonly by: string } | null
  readonly targetId: string | null
}

interface LineRow extends Record<string, unknown> {
  line: number
  cells: string[]
  outcome: LineOutcome | null
  name: string | null
  faults: Noted<LineFault>[]
  mended: Noted<LineMending>[]
  changes: Record<string, [unknown, unknown]> | null
  lacks: string[] | null
  twin_line: number | null
  twin_by: string | null
  target_id: string | null
}

const lineOf = (row: LineRow): ReportLine => ({
  line: row.line,
  cells: row.cells,
  outcome: row.outcome,
  name: row.name,
  faults: row.faults,
  mended: row.mended,
  changes: row.changes ?? {},
  lacks: row.lacks ?? [],
  twin: row.twin_by === null ? null : { line: row.twin_line, by: row.twin_by },
  targetId: row.target_id,
})

/** What of the lines is asked for: of one outcome, or those in which something was mended; after a line. */
export interface LinesAsked {
  readonly only?: LineOutcome | 'mended' | undefined
  readonly after?: number
  readonly limit: number
}

/** Lines of the report in the order of the file. */
export const listLines = async (
  reader: Reader,
  importId: string,
  { only, after = 0, limit }: LinesAsked,
): Promise<readonly ReportLine[]> => {
  const filter =
    only === undefined ? sql`true` : only === 'mended' ? sql`jsonb_array_length(mended) > 0` : sql`outcome = ${only}`
  const { rows } = await reader.execute<LineRow>(sql`
    select line, cells, outcome, coalesce(given->>'name', given->>'title') as name, faults, mended, changes,
      given->'lacks' as lacks, twin_line, twin_by, target_id
    from import_lines where import_id = ${importId} and line > ${after} and ${filter}
    order by line limit ${limit}`)
  return rows.map(lineOf)
}

/** How many lines came to which end. */
export type LineCounts = Readonly<Record<LineOutcome | 'mended' | 'mailTwins', number>>

/** Counts of the report, in one statement. */
export const countLines = async (reader: Reader, importId: string): Promise<LineCounts> => {
  const { rows } = await reader.execute<LineCounts & Record<string, unknown>>(sql`
    select ${sql.join(
      lineOutcomes.map(
        (outcome) => sql`count(*) filter (where outcome = ${outcome})::int as ${sql.identifier(outcome)}`,
      ),
      sql`, `,
    )}, count(*) filter (where jsonb_array_length(mended) > 0)::int as mended,
      count(*) filter (where outcome = 'duplicate' and twin_by = 'email')::int as "mailTwins"
    from import_lines where import_id = ${importId}`)
  const [counts] = rows
  if (counts === undefined) throw new Error('lines were not counted')
  return counts
}

/** The partners and offers that these lines are, by id, with their names. */
export const findTargetNames = async (
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly kind: 'partner' | 'offer' }>> => {
  if (ids.length === 0) return new Map()
  const asked = sql`any(${sql.param([...new Set(ids)])}::uuid[])`
  const { rows } = await reader.execute<{ id: string; name: string; kind: 'partner' | 'offer' }>(sql`
    select id, name, 'partner' as kind from partners where id = ${asked}
    union all select id, title, 'offer' from offers where id = ${asked}`)
  return new Map(rows.map(({ id, ...named }) => [id, named]))
}

/** Topics of data.inclusion that the lines of a file name, with how many lines do; the most frequent first. */
export const countTopics = async (
  reader: Reader,
  importId: string,
): Promise<readonly { readonly topic: string; readonly lines: number }[]> => {
  const { rows } = await reader.execute<{ topic: string; lines: number }>(sql`
    select left(topic, 120) as topic, count(*)::int as lines
    from import_lines, jsonb_array_elements_text(asked->'topics') as topic
    where import_id = ${importId} and jsonb_typeof(asked->'topics') = 'array'
    group by left(topic, 120) order by count(*) desc, 1 limit 200`)
  return rows
}

import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

const jsonOf = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value)

/** Column names of rows that all have the same keys, and the rows as one JSON parameter. */
const asRecords = (table: PgTable, rows: readonly object[]): { names: string[]; records: SQL } => {
  const columns = getTableColumns(table)
  const keys = Object.keys(rows[0] ?? {})
  const names = keys.map((key) => {
    const column = columns[key]
    if (column === undefined) throw new Error(`${getTableName(table)} has no column for ${key}`)
    return column.name
  })
  const json = rows.map((row) =>
    Object.fromEntries(names.map((name, place) => [name, jsonOf(Reflect.get(row, keys[place] ?? ''))])),
  )
  return { names, records: sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(json)}::jsonb)` }
}

/**
 * `insert into table … select … from one JSON parameter`: the same statement however many rows, so that it is planned
 * once and several tables can be written in one round trip. All rows must have the same keys; `rows` is not empty.
 */
export const insertRows = <Table extends PgTable>(table: Table, rows: readonly Table['$inferInsert'][]): SQL => {
  const { names, records } = asRecords(table, rows)
  const list = sql.raw(names.join(', '))
  return sql`insert into ${table} (${list}) select ${list} from ${records}`
}

/**
 * `update table set … from one JSON parameter` named `fresh`, row by row by its `id`, a UUID; conditions may be added at
 * its end. The ids are said once more, because the planner takes any JSON for a hundred rows.
 */
export const updateRows = <Table extends PgTable>(
  table: Table,
  rows: readonly (Table['$inferSelect'] & { readonly id: string })[],
): SQL => {
  const { names, records } = asRecords(table, rows)
  const set = sql.raw(names.map((name) => `${name} = fresh.${name}`).join(', '))
  return sql`update ${table} set ${set} from ${records} as fresh
    where ${table}.id = fresh.id and ${table}.id = any(${sql.param(rows.map(({ id }) => id))}::uuid[])`
}

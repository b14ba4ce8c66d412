import type { Pool } from 'pg'

interface Rows {
  readonly table: string
  readonly on: 'insert' | 'update'
  /** Of `new`, as a trigger has it: `new.id = '…'`. */
  readonly when: string
}

/** From now on the database refuses to write these rows, as a bug or bad data would make it; until it is mended. */
export const breakRows = async (pool: Pool, { table, on, when }: Rows): Promise<() => Promise<void>> => {
  await pool.query(`
    create or replace function refuse_row() returns trigger language plpgsql as $$
    begin raise exception 'this row is broken'; end $$;
    create trigger broken before ${on} on ${table} for each row when (${when}) execute function refuse_row()`)
  return async () => {
    await pool.query(`drop trigger broken on ${table}`)
  }
}

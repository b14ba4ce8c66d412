import { sql } from 'drizzle-orm'
import type { ColumnMapping, ImportFailure, ImportKind } from '@boussole/contracts'
import type { ImportState, ImportWork } from '@boussole/domain'
import type { Tx } from '../database.ts'

/** A dry run is asked for, from the beginning: what an earlier one found is gone. */
export const askTry = async (
  tx: Tx,
  id: string,
  { mapping, thenApply = false }: { readonly mapping: ColumnMapping; readonly thenApply?: boolean },
): Promise<void> => {
  await tx.execute(sql`delete from import_lines where import_id = ${id}`)
  await tx.execute(sql`
    update imports set state = 'trying', step = 'reading', done = 0, whole = byte_count, line_count = 0, tried_at = null,
      failure = null, failure_lines = null, mapping = ${JSON.stringify(mapping)}::jsonb,
      applies_when_tried = ${thenApply}, claimed_until = null
    where id = ${id}`)
}

/** The application or the undoing of an import is asked for: a worker does it. */
export const askWork = async (
  tx: Tx,
  id: string,
  work:
    | {
        readonly state: 'applying'
        readonly by: string
        readonly withoutRefused: boolean
        readonly withMailTwins: boolean
      }
    | { readonly state: 'undoing'; readonly by: string },
): Promise<void> => {
  const more =
    work.state === 'applying'
      ? sql`applied_by = ${work.by}, without_refused = ${work.withoutRefused}, with_mail_twins = ${work.withMailTwins}`
      : sql`undone_by = ${work.by}`
  await tx.execute(sql`
    update imports set state = ${work.state}, step = null, done = 0, whole = line_count, failure = null,
      failure_lines = null, claimed_until = null, ${more}
    where id = ${id}`)
}

/** Locks an import for one act, and tells its state. */
export const lockImport = async (tx: Tx, id: string): Promise<ImportState | undefined> => {
  const { rows } = await tx.execute<{ state: ImportState }>(sql`select state from imports where id = ${id} for update`)
  return rows[0]?.state
}

/** How long a worker has for the next sign of life before another takes over, in seconds of real time. */
const claimSeconds = 60

/** An import that waits for a worker, claimed for this one. */
export interface ClaimedImport {
  readonly id: string
  readonly territoryId: string
  readonly kind: ImportKind
  readonly state: ImportWork
}

/** Claims the oldest import that waits for a worker; undefined when none does. */
export const claimImport = async (tx: Tx): Promise<ClaimedImport | undefined> => {
  const { rows } = await tx.execute<{ id: string; territory_id: string; kind: ImportKind; state: ImportWork }>(sql`
    with next as (
      select id from imports
      where state in ('trying', 'applying', 'undoing') and (claimed_until is null or claimed_until < clock_timestamp())
      order by created_at, id limit 1 for update skip locked)
    update imports set claimed_until = clock_timestamp() + make_interval(secs => ${claimSeconds})
    from next where imports.id = next.id
    returning imports.id, territory_id, kind, state`)
  const [row] = rows
  return row && { id: row.id, territoryId: row.territory_id, kind: row.kind, state: row.state }
}

/** How far a worker has come; its claim holds on. */
export const writeProgress = async (
  tx: Tx,
  id: string,
  { step, done, whole }: { readonly step?: 'reading' | 'comparing'; readonly done: number; readonly whole: number },
): Promise<void> => {
  const named = step === undefined ? sql`` : sql`step = ${step},`
  await tx.execute(sql`
    update imports set ${named} done = ${done}, whole = ${whole},
      claimed_until = clock_timestamp() + make_interval(secs => ${claimSeconds})
    where id = ${id} and state in ('trying', 'applying', 'undoing')`)
}

/** A worker stops before the end: the next may go on at once. */
export const releaseImport = async (tx: Tx, id: string): Promise<void> => {
  await tx.execute(sql`update imports set claimed_until = null where id = ${id}`)
}

/** What was under way has ended: with its outcome, or with a failure after which things are as before. */
export const endWork = async (
  tx: Tx,
  id: string,
  end: {
    readonly state: 'received' | 'tried' | 'applied' | 'undone'
    readonly failure?: ImportFailure
    readonly failureLines?: readonly number[]
    readonly lineCount?: number
  },
): Promise<void> => {
  const at = {
    received: sql``,
    tried: sql`tried_at = coalesce(tried_at, platform_now()),`,
    applied: sql``,
    undone: sql``,
  }
  const moment =
    end.failure === undefined
      ? { ...at, applied: sql`applied_at = platform_now(),`, undone: sql`undone_at = platform_now(),` }
      : at
  const lines = end.failureLines === undefined ? null : JSON.stringify(end.failureLines)
  const counted = end.lineCount === undefined ? sql`` : sql`line_count = ${end.lineCount},`
  await tx.execute(sql`
    update imports set state = ${end.state}, ${moment[end.state]} ${counted} failure = ${end.failure ?? null},
      failure_lines = ${lines}::jsonb, claimed_until = null, step = null
    where id = ${id}`)
}

/** The file itself is needed no more once it is applied. */
export const deletePieces = async (tx: Tx, id: string): Promise<void> => {
  await tx.execute(sql`delete from import_pieces where import_id = ${id}`)
}

import { sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOf } from './schema/columns.ts'

/** A field of a partner that changed. */
export interface PartnerChange {
  readonly id: string
  readonly at: Temporal.Instant
  readonly by: string | null
  readonly field: string
  readonly oldValue: string | null
  readonly newValue: string | null
}

/** Changes shown of one partner. */
const shown = 30

/** What last changed of a partner itself, the newest first. */
export const listPartnerChanges = async (reader: Reader, partnerId: string): Promise<readonly PartnerChange[]> => {
  const { rows } = await reader.execute<Omit<PartnerChange, 'at'> & { at: string } & Record<string, unknown>>(sql`
    select partner_changes.id::text, at::text, users.name as by, field,
      case field when 'communeCode' then coalesce((select name from communes where code = old_value), old_value)
        else old_value end as "oldValue",
      case field when 'communeCode' then coalesce((select name from communes where code = new_value), new_value)
        else new_value end as "newValue"
    from partner_changes left join users on users.id = by_user
    where partner_id = ${partnerId} order by partner_changes.id desc limit ${shown}`)
  return rows.map((row) => ({ ...row, at: instantOf(row.at) }))
}

/** The same, in the name of who asked that this import be undone. */
export const changePartnersAsUndoing = async (tx: Tx, importId: string): Promise<void> => {
  await tx.execute(sql`
    select set_config('boussole.user_id', coalesce(undone_by::text, ''), true) from imports where id = ${importId}`)
}

/** Says in whose name what follows in this transaction changes partners. */
export const changePartnersAs = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`select set_config('boussole.user_id', ${userId}, true)`)
}

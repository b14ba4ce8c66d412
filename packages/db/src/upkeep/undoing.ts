import { sql } from 'drizzle-orm'
import { restDays } from '@boussole/domain'
import type { Tx } from '../database.ts'
import { askedAnew } from './coming-back.ts'

/** Locks a run for its undoing; false when it was taken back already. */
export const lockRunToUndo = async (tx: Tx, runId: string): Promise<boolean> => {
  const { rows } = await tx.execute<{ is_undone: boolean }>(sql`
    select undone_at is not null as is_undone from upkeep_runs where id = ${runId} for update`)
  return rows[0]?.is_undone === false
}

/**
 * Takes a run back: each offer that still stands as the run left it is again as it was, and is left alone for a month; what
 * somebody or a later run has changed since stays, and is marked so; what was only told was told.
 */
export const undoRun = async (tx: Tx, runId: string, userId: string): Promise<void> => {
  await tx.execute(sql`
    with back as (
      update offers set
        state = old_value ->> 'state',
        to_confirm_since = (old_value ->> 'toConfirmSince')::date,
        to_confirm_cause = old_value ->> 'toConfirmCause',
        held_since = (old_value ->> 'heldSince')::timestamptz,
        lapses_looked_at = case when cause = 'lapses' then platform_now() else lapses_looked_at end,
        upkeep_rests_until = (platform_now() at time zone time_zone)::date + ${restDays}::int
      from upkeep_changes, territories
      where run_id = ${runId} and offers.id = offer_id and territories.id = offers.territory_id
        and kind in ('to-confirm', 'early-check', 'suspended', 'held') and upkeep_standing(offers) = new_value
      returning offers.id),
    told as (
      insert into offer_changes (offer_id, by_user, kind) select id, ${userId}, 'upkeep-undone' from back),
    marked as (
      update upkeep_changes set undoing = case
        when kind in ('notice-30', 'notice-7', 'waiting') then 'told'
        when exists (select from back where back.id = offer_id) then 'undone'
        else 'changed-since' end
      where run_id = ${runId})
    update upkeep_runs set undone_at = platform_now(), undone_by = ${userId} where id = ${runId}`)
}

/**
 * The animation has looked at an offer that paused at its third lapse: it is online again, lapses count anew, and if it was
 * to be confirmed, it has its days for that again.
 */
export const writeLookedAt = async (tx: Tx, offerId: string): Promise<void> => {
  await tx.execute(sql`
    update offers set state = 'active', held_since = null, lapses_looked_at = platform_now(), ${askedAnew}
    where id = ${offerId}`)
}

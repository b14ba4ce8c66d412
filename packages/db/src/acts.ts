import { sql } from 'drizzle-orm'
import type { ActKind } from '@boussole/domain'
import type { Tx } from './database.ts'

/** An act of the animation, as the journal of acts keeps it. */
export interface ActToKeep {
  readonly kind: ActKind
  /** Who did it; null for the platform itself. */
  readonly userId: string | null
  /** Where; null for the whole nation. */
  readonly territoryId: string | null
  readonly partnerId?: string
  /** What it was done to: its id, and what it is called. */
  readonly aboutId?: string
  readonly about?: string
  /** What was there before and after: codes, days, or words that professionals wrote; 2,000 characters at most. */
  readonly oldValue?: string
  readonly newValue?: string
}

/** Keeps who did what, in the transaction of the act. Never anything of a young person: at most a reference. */
export const keepAct = async (
  tx: Tx,
  { kind, userId, territoryId, partnerId, aboutId, about, oldValue, newValue }: ActToKeep,
): Promise<void> => {
  await tx.execute(sql`
    insert into acts (kind, user_id, territory_id, partner_id, about_id, about, old_value, new_value)
    values (${kind}, ${userId}, ${territoryId}, ${partnerId ?? null}, ${aboutId ?? null}, ${about ?? null},
      ${oldValue ?? null}, ${newValue ?? null})`)
}

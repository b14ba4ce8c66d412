import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'

/** Waits until nobody else changes the account of this person, or sends them a link. */
export const lockAccount = async (tx: Tx, userId: string): Promise<void> => {
  if (isUuid(userId)) await tx.execute(sql`select from users where id = ${userId} for no key update`)
}

import { sql } from 'drizzle-orm'
import type { Reader } from './database.ts'

/** The counts of a partner's inbox, and of its territory's, have changed. */
export interface CountsNews {
  readonly entryId: number
  readonly partnerId: string
  readonly territoryId: string
}

/** Entries read at once: who is further behind reads on at the next look. */
const most = 1000

/** Number of the journal's last entry; 0 before the first. */
export const lastJournalEntry = async (reader: Reader): Promise<number> => {
  const { rows } = await reader.execute<{ last: number }>(sql`select coalesce(max(id), 0)::float8 as last from journal`)
  return rows[0]?.last ?? 0
}

/** Whose counts the entries of the journal after `entryId` changed, in their order, at most 1,000. */
export const readCountsNews = async (reader: Reader, entryId: number): Promise<CountsNews[]> => {
  const { rows } = await reader.execute<CountsNews & Record<string, unknown>>(sql`
    select journal.id::float8 as "entryId", partner_id as "partnerId", territory_id as "territoryId"
    from journal join referrals on referrals.id = referral_id
    where journal.id > ${entryId}
    order by journal.id limit ${most}`)
  return rows
}

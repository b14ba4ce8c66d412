import { asc, eq } from 'drizzle-orm'
import { journalEventShape } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { Actor, JournalEntry, ReferralId, UserId } from '@boussole/domain'
import type { Reader } from './database.ts'
import { journal } from './schema/work.ts'

const actorOf = ({ actorKind, actorId }: Pick<typeof journal.$inferSelect, 'actorKind' | 'actorId'>): Actor => {
  if (actorKind === 'young-person' || actorKind === 'clock') return { kind: actorKind }
  if (actorId === null) throw new Error(`an act of a ${actorKind} is nobody's`)
  return { kind: actorKind, userId: asId<UserId>(actorId) }
}

/** The history of a referral, from its first entry to its last: `replay` makes its state of it (domain.md §9, 8). */
export const readJournal = async (reader: Reader, referralId: ReferralId): Promise<JournalEntry[]> => {
  const rows = await reader
    .select()
    .from(journal)
    .where(eq(journal.referralId, referralId))
    .orderBy(asc(journal.version))
  return rows.map((row) => ({ event: journalEventShape.parse(row.event), by: actorOf(row), at: row.at }))
}

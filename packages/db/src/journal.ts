import { asc, inArray } from 'drizzle-orm'
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

/** The histories of these referrals, each from its first entry to its last: `replay` makes a state of one (domain.md §9, 8). */
export const readJournals = async (
  reader: Reader,
  referralIds: readonly ReferralId[],
): Promise<Map<ReferralId, JournalEntry[]>> => {
  const rows = await reader
    .select()
    .from(journal)
    .where(inArray(journal.referralId, [...referralIds]))
    .orderBy(asc(journal.referralId), asc(journal.version))
  const histories = new Map<ReferralId, JournalEntry[]>(referralIds.map((id) => [id, []]))
  for (const row of rows) {
    const entry = { event: journalEventShape.parse(row.event), by: actorOf(row), at: row.at }
    if (row.referralId !== null) histories.get(asId<ReferralId>(row.referralId))?.push(entry)
  }
  return histories
}

/** The history of one referral. */
export const readJournal = async (reader: Reader, referralId: ReferralId): Promise<JournalEntry[]> =>
  (await readJournals(reader, [referralId])).get(referralId) ?? []

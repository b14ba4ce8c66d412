import { atOneMoment, findViolations, readJournals, recentReferrals } from '@boussole/db'
import type { Database, Reader, Violation } from '@boussole/db'
import { replay } from '@boussole/domain'
import type { JournalEntry, Referral } from '@boussole/domain'

const factsOf = (referral: Referral): string =>
  JSON.stringify(Object.entries(referral).toSorted(([a], [b]) => (a < b ? -1 : 1)))

const tellsOf = (history: readonly JournalEntry[] | undefined, stored: Referral): boolean =>
  history !== undefined && history.length > 0 && factsOf(replay(history)) === factsOf(stored)

/** Replays the journals of the referrals that changed last, and names those that do not tell the stored state. */
const findUnfaithfulJournals = async (reader: Reader, limit: number): Promise<Violation[]> => {
  const recent = (await recentReferrals(reader, limit)).map(({ referral }) => referral)
  const histories = await readJournals(
    reader,
    recent.map(({ id }) => id),
  )
  return recent
    .filter((referral) => !tellsOf(histories.get(referral.id), referral))
    .map(({ id }) => ({ invariant: '8 the journal replays to the stored state', id }))
}

/**
 * Checks the invariants of domain.md §9 on the live database; the replay, on the `replayed` referrals that changed
 * last. All is read as it was at one moment: an act under way breaks nothing. Returns what breaks them: nothing, when all
 * is well.
 */
export const checkInvariants = (db: Database, replayed = 1_000): Promise<Violation[]> =>
  atOneMoment(db, async (reader) => [
    ...(await findViolations(reader)),
    ...(await findUnfaithfulJournals(reader, replayed)),
  ])

import { findViolations, readJournal, recentReferrals } from '@boussole/db'
import type { Database, Violation } from '@boussole/db'
import { replay } from '@boussole/domain'
import type { Referral } from '@boussole/domain'

/** Referrals replayed at each check: the ones that changed last. */
const replayed = 1_000

const factsOf = (referral: Referral): string =>
  JSON.stringify(Object.entries(referral).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Replays the journals of the referrals that changed last, and names those that do not tell the stored state. */
const findUnfaithfulJournals = async (db: Database): Promise<Violation[]> => {
  const violations: Violation[] = []
  for (const { referral } of await recentReferrals(db, replayed)) {
    const told = replay(await readJournal(db, referral.id))
    if (factsOf(told) !== factsOf(referral)) {
      violations.push({ invariant: '8 the journal replays to the stored state', id: referral.id })
    }
  }
  return violations
}

/** Checks the invariants of domain.md §9 on the live database. Returns what breaks them: nothing, when all is well. */
export const checkInvariants = async (db: Database): Promise<Violation[]> => [
  ...(await findViolations(db)),
  ...(await findUnfaithfulJournals(db)),
]

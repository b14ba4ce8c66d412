import { findProofStanding } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import type { OwnSession } from './end-session.ts'

/**
 * A way of signing in is changed only by who has signed in a few minutes ago: an open session that somebody took is not
 * enough. Decision 0020. Refuses: `proof-too-old`.
 */
export const demandFreshProof = async (own: OwnSession, { db }: Pick<Deps, 'db'>): Promise<void> => {
  const standing = await findProofStanding(db, own)
  if (standing?.isFresh !== true) throw new Refusal('proof-too-old')
}

import type { FeedbackGiven } from '@boussole/contracts'
import { insertFeedback } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { apply } from './act-on.ts'
import type { Deps } from './deps.ts'
import { actWithToken, youngPerson } from './tracking.ts'

/**
 * The young person says how it went: contacted? useful? Once per referral.
 * Refuses: `not-found`, `feedback-already-given`.
 */
export const giveFeedback = (
  token: string,
  { referralId, contacted, useful }: FeedbackGiven,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    await apply(acting, referralId, { kind: 'feedback-given' }, youngPerson)
    const kept = await insertFeedback(acting.tx, { referralId, contacted, useful, now: acting.now })
    if (!kept) throw new Refusal('feedback-already-given')
  })

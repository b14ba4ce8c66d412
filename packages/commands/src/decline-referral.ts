import type { ReferralView, RefusalGiven } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A referent declines, with a reason of the closed list; in the same act the request goes to the next eligible offer or
 * to an animator. Refuses: as `answer`; `window-over`, `already-ended`.
 */
export const declineReferral = (
  referralId: string,
  { reason, note }: RefusalGiven,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'referent', note }, deps, () => ({ kind: 'declined', reason }))

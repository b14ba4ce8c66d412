import type { OutcomeGiven, ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A referent closes a contacted referral, or an animator an unresolved one, with an outcome.
 * Refuses: as `answer`; `not-contacted-yet`, `too-few-attempts` ("unreachable" takes three), `already-ended`.
 */
export const closeReferral = (
  referralId: string,
  { outcome, note }: OutcomeGiven,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'either', note }, deps, () => ({ kind: 'closed', outcome }))

import type { ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * An animator withdraws a referral at the young person's wish, told by phone or face to face.
 * Refuses: as `answer`; `already-ended`.
 */
export const withdrawReferral = (
  referralId: string,
  note: string | null,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'animator', note }, deps, () => ({ kind: 'withdrawn' }))

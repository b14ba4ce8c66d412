import type { ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A referent says "je m'en occupe": the window goes on, and at its end the redirection waits one more day.
 * Refuses: as `answer`; `window-over`, `already-answered`, `already-ended`.
 */
export const acceptReferral = (
  referralId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'referent' }, deps, () => ({ kind: 'accepted' }))

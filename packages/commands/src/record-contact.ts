import type { ContactMade, ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A referent has contacted the young person, or tried to: this is what keeps the promise. After the window it is
 * recorded as late and erases nothing. Charter, "elle note dans l'extranet et dans le temps imparti, le suivi".
 * Refuses: as `answer`; `contact-time-impossible`, `already-ended`.
 */
export const recordContact = (
  referralId: string,
  { reached, channel, contactedAt, note }: ContactMade,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'referent', note }, deps, ({ now }) => ({
    kind: 'contact-recorded',
    reached,
    channel,
    // PostgreSQL keeps microseconds; the journal must tell the same instant.
    contactedAt: contactedAt?.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }) ?? now,
  }))

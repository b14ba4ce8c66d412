import type { ContactMade, ReferralView } from '@boussole/contracts'
import { isOnRecord } from '@boussole/domain'
import type { Professional, ReferralEvent } from '@boussole/domain'
import { readJournal } from '@boussole/db'
import { apply } from './act-on.ts'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'
import { writeNote } from './write-note.ts'

/**
 * A referent has contacted the young person, or tried to: this is what keeps the promise. After the window it is
 * recorded as late and erases nothing. Pressed twice, it is on record once: the second press is answered like the
 * first. Charter, "elle note dans l'extranet et dans le temps imparti, le suivi".
 * Refuses: as `answer`; `contact-time-impossible`, `already-ended`, `notes-too-many`.
 */
export const recordContact = (
  referralId: string,
  { reached, channel, contactedAt, note }: ContactMade,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer({ referralId, professional, quality: 'referent' }, deps, async (acting, referral, by) => {
    const { tx, now } = acting
    const event: ReferralEvent = {
      kind: 'contact-recorded',
      reached,
      channel,
      // PostgreSQL keeps microseconds; the journal must tell the same instant.
      contactedAt: contactedAt?.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }) ?? now,
    }
    if (isOnRecord(await readJournal(tx, referral.id), { event, by, at: now })) return
    if (note !== null) {
      const { partnerId } = referral
      await writeNote(tx, {
        referralId,
        authorId: professional.userId,
        partnerId,
        words: note,
        visibility: 'shared',
        now,
      })
    }
    await apply(acting, referral.id, event, by)
  })

import type { HandoverAsked, ReferralView } from '@boussole/contracts'
import { isColleague } from '@boussole/db'
import { localDay, Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { apply } from './act-on.ts'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'
import { writeNote } from './write-note.ts'

/**
 * A referent hands a referral over to a colleague who is there today: the colleague follows it from now on and is told,
 * reminders go to that person (or to the deputy), and the due date does not move. Handed back to the whole team (null),
 * nobody follows it by name any more. Pressed twice, it is done once.
 * Refuses: as `answer`; `colleague-unavailable` (absent, gone, of another partner, or oneself), `window-over`,
 * `already-ended`, `in-animators-hands`, `notes-too-many`.
 */
export const handOverReferral = (
  referralId: string,
  { referentId, note }: HandoverAsked,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer({ referralId, professional, quality: 'referent' }, deps, async (acting, referral, by) => {
    if (referral.referentId === referentId) return
    const { tx, now } = acting
    const { partnerId, promise } = referral
    const asking = { partnerId, userId: professional.userId, day: localDay(now, promise.timeZone) }
    if (referentId !== null && !(await isColleague(tx, { ...asking, referentId })))
      throw new Refusal('colleague-unavailable')
    if (note !== null)
      await writeNote(tx, {
        referralId,
        authorId: professional.userId,
        partnerId,
        words: note,
        visibility: 'shared',
        now,
      })
    await apply(acting, referral.id, { kind: 'handed-over', toReferentId: referentId }, by)
  })

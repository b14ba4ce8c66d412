import type { NoteWritten, ReferralView } from '@boussole/contracts'
import { findReferralPlace } from '@boussole/db'
import { mayAct, Refusal, standingsOnReferral } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { apply } from './act-on.ts'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A professional writes a note on a referral, for all who follow it or for the own partner alone; the journal keeps that
 * there is one, not its words. A partner whose referral is over follows it no more (domain.md §5). Refuses: as `answer`;
 * `not-allowed` for a private one in the animation’s name.
 */
export const addNote = (
  referralId: string,
  { words, visibility }: NoteWritten,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer(
    { referralId, professional, quality: 'together', note: words, visibility },
    deps,
    async (acting, referral, by) => {
      const place = await findReferralPlace(acting.tx, referralId)
      const standings = place === undefined ? [] : standingsOnReferral(professional, place, referral)
      if (!mayAct('shared-notes', standings)) throw new Refusal('not-allowed')
      await apply(acting, referral.id, { kind: 'noted' }, by)
    },
  )

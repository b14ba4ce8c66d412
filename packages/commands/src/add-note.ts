import type { NoteWritten, ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/** A professional writes a note on a referral; the journal keeps that there is one, not its words. Refuses: as `answer`. */
export const addNote = (
  referralId: string,
  { words }: NoteWritten,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'either', note: words }, deps, () => ({ kind: 'noted' }))

import type { NoteWritten, ReferralView } from '@boussole/contracts'
import type { Professional } from '@boussole/domain'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A professional writes a note on a referral, for all who follow it or for the own partner alone; the journal keeps that
 * there is one, not its words. Refuses: as `answer`.
 */
export const addNote = (
  referralId: string,
  { words, visibility }: NoteWritten,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'together', note: words, visibility }, deps, () => ({
    kind: 'noted',
  }))

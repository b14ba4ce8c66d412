import { addNote } from '@boussole/db'
import type { NewNote, Tx } from '@boussole/db'
import { Refusal } from '@boussole/domain'

/** Keeps a professional's words with an act on a referral. Refuses: `notes-too-many`. */
export const writeNote = async (tx: Tx, note: NewNote): Promise<void> => {
  if (!(await addNote(tx, note))) throw new Refusal('notes-too-many')
}

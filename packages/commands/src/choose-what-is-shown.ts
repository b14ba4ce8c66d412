import { beginShare, endShare, transact, updatePhone } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { Deps } from './deps.ts'

/** Which words people agree to on the page where they choose. */
const textVersion = '2026-11'

/** What somebody shows of themselves to other professionals, besides their name; `number`: where they are reached. */
export interface ShownChoice {
  readonly phone: boolean
  readonly email: boolean
  /** In E.164 form; null: none, and then no phone can be shown. */
  readonly number: string | null
}

/**
 * Somebody chooses what the directory shows of them: each choice is kept with its date, and taken back at any moment,
 * even once the directory is closed to them. Charter, "s’intégrer dans un annuaire commun". Refuses: nothing.
 */
export const chooseWhatIsShown = async (
  { phone, email, number }: ShownChoice,
  { userId }: Pick<Professional, 'userId'>,
  { db }: Pick<Deps, 'db'>,
): Promise<void> => {
  await transact(db, async (tx) => {
    await updatePhone(tx, userId, number)
    for (const [shown, isShown] of [
      ['phone', phone && number !== null],
      ['email', email],
    ] as const) {
      if (isShown) await beginShare(tx, userId, { shown, textVersion })
      else await endShare(tx, userId, shown)
    }
  })
}

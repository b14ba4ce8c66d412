import { findContactTest, takeContactTest, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { hashOf } from './tracking-token.ts'

/** What the link of a contact test is about; undefined: it is none of ours. */
export const readContactTest = (
  token: string,
  { db }: Pick<Deps, 'db'>,
): Promise<{ readonly title: string; readonly isOpen: boolean } | undefined> => findContactTest(db, hashOf(token))

/** Somebody reads the offer's contact address, and says so, once. Refuses: `contact-link-over`. */
export const confirmOfferContact = async (token: string, { db }: Pick<Deps, 'db'>): Promise<void> => {
  const taken = await transact(db, (tx) => takeContactTest(tx, hashOf(token)))
  if (!taken) throw new Refusal('contact-link-over')
}

import { countAddressGiven } from '@boussole/db'
import type { Tx } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { hashOf } from './tracking-token.ts'

/** A relay's own address serves a workshop, a stranger's is not flooded. */
const mostPerAddress = 20

/**
 * One mail address is given to twenty requests at most within an hour of the first, by submissions and corrections:
 * nobody has confirmed it, and our mails go there. Refuses: `asked-too-often`.
 */
export const limitAddress = async (tx: Tx, email: string): Promise<void> => {
  if ((await countAddressGiven(tx, hashOf(`address/${email.toLowerCase()}`))) > mostPerAddress) {
    throw new Refusal('asked-too-often')
  }
}

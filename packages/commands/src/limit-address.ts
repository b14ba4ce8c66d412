import { countAddressGiven } from '@boussole/db'
import type { Tx } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { hashOf } from './tracking-token.ts'

/** Requests given one address in an hour: a relay's own address serves a workshop, a stranger's is not flooded. */
const mostPerAddress = 20

/**
 * A request is given this mail address, at its submission or by a correction: nobody has confirmed it, and our mails will
 * go there. Refuses: `asked-too-often`.
 */
export const limitAddress = async (tx: Tx, email: string): Promise<void> => {
  if ((await countAddressGiven(tx, hashOf(`address/${email.toLowerCase()}`))) > mostPerAddress) {
    throw new Refusal('asked-too-often')
  }
}

import type { NoContactClaimed } from '@boussole/contracts'
import { readJournal } from '@boussole/db'
import { apply } from './act-on.ts'
import { referralIn } from './acting.ts'
import type { Deps } from './deps.ts'
import { actWithToken, youngPerson } from './tracking.ts'

/**
 * "Personne ne m'a contacté": the young person contradicts a contact that a partner recorded; the animators are told.
 * Said again before another contact was recorded, it was said already.
 * Refuses: `not-found`, `nothing-to-claim` (the window still runs, or the referral ended otherwise).
 */
export const claimNoContact = (
  token: string,
  { referralId }: NoContactClaimed,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    // Somebody else's referral does not exist, whatever its journal tells.
    referralIn(acting, referralId)
    const told = (await readJournal(acting.tx, referralId)).map(({ event }) => event.kind)
    if (told.lastIndexOf('claimed') > told.lastIndexOf('contact-recorded')) return
    await apply(acting, referralId, { kind: 'claimed' }, youngPerson)
  })

import type { OfferChosen } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import { referralIn } from './acting.ts'
import type { Deps } from './deps.ts'
import { redirectByHand } from './redirect-referral.ts'
import { actWithToken, youngPerson } from './tracking.ts'

/**
 * After a lapse or a refusal that left the request with an animator, the young person picks another offer; picking it
 * is the consent to ask it. Refuses: `not-found`, `nothing-to-choose`, and as picking an offer by hand.
 */
export const chooseOffer = (
  token: string,
  { referralId, offerId }: OfferChosen,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    const referral = referralIn(acting, referralId)
    if (referral.state !== 'unresolved') throw new Refusal('nothing-to-choose')
    await redirectByHand(acting, referral, offerId, { by: youngPerson, consent: 'own-choice' })
  })

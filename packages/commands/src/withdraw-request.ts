import { isOpen, Refusal } from '@boussole/domain'
import type { Actor } from '@boussole/domain'
import { apply } from './act-on.ts'
import { referralsIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { actWithToken, youngPerson } from './tracking.ts'

/** Ends every open referral of the request: at the young person's wish, or when it was forgotten. */
export const withdrawAll = async (acting: Acting, by: Actor = youngPerson): Promise<number> => {
  const open = referralsIn(acting).filter(({ state }) => isOpen(state))
  for (const { id } of open) await apply(acting, id, { kind: 'withdrawn' }, by)
  return open.length
}

/**
 * The young person no longer wants it: every open referral ends, the partners who knew are told, and so is the young
 * person. Refuses: `not-found`, `already-ended`.
 */
export const withdrawRequest = (token: string, deps: Pick<Deps, 'db'>): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    if ((await withdrawAll(acting)) === 0) throw new Refusal('already-ended')
    const [referral] = referralsIn(acting)
    acting.mails.push({ mail: 'withdrawal-young-person', to: 'young-person', once: '1', referral: referral ?? null })
  })

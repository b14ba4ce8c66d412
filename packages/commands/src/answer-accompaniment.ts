import type { AccompanimentAnswered } from '@boussole/contracts'
import { beginAccompaniment, endAccompaniment, findAccompaniedReferral, findAccompaniment } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { ReferralId } from '@boussole/domain'
import { tellBegun, tellEnded, tellReferral } from './accompaniments.ts'
import type { Deps } from './deps.ts'
import { actWithToken, youngPerson } from './tracking.ts'

/**
 * The young person says yes to being accompanied by two partners, or no; no ends an accompaniment that has begun, at any
 * moment (GDPR art. 7(3)). Said twice, it was said once.
 * Refuses: `not-found`, `accompaniment-over`.
 */
export const answerAccompaniment = (
  token: string,
  { accompanimentId, agree }: AccompanimentAnswered,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    const { tx, now, changes } = acting
    const referralId = await findAccompaniedReferral(tx, accompanimentId)
    if (referralId === undefined || !changes.has(asId<ReferralId>(referralId))) throw new Refusal('not-found')
    const accompaniment = await findAccompaniment(tx, referralId)
    if (accompaniment?.id !== accompanimentId) throw new Refusal('accompaniment-over')
    if (agree && accompaniment.hasBegun) return
    const kind = agree
      ? 'accompaniment-begun'
      : accompaniment.hasBegun
        ? 'accompaniment-ended'
        : 'accompaniment-refused'
    await tellReferral(acting, accompaniment, kind, youngPerson)
    if (agree) {
      await beginAccompaniment(tx, accompaniment.id, now)
      await tellBegun(acting, accompaniment)
    } else {
      await endAccompaniment(tx, accompaniment.id, { by: 'young-person', now })
      await tellEnded(acting, accompaniment, 'others')
    }
  })

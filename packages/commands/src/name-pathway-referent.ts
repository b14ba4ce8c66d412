import type { PathwayReferentNamed, ReferralView } from '@boussole/contracts'
import { findAccompaniment, findReferentAt, setPathwayReferent } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * Names the pathway referent: the young person's one interlocutor, of either partner.
 * Refuses: as `answer`; `accompaniment-over`, `pathway-referent-unknown`.
 */
export const namePathwayReferent = (
  referralId: string,
  { pathwayReferentId }: PathwayReferentNamed,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer({ referralId, professional, quality: 'together' }, deps, async ({ tx }, referral) => {
    const accompaniment = await findAccompaniment(tx, referralId)
    if (accompaniment === undefined || referral.state !== 'contacted') throw new Refusal('accompaniment-over')
    const either = [referral.partnerId, accompaniment.partnerId]
    const found = await findReferentAt(tx, { referentId: pathwayReferentId }, either)
    if (found === undefined) throw new Refusal('pathway-referent-unknown')
    await setPathwayReferent(tx, accompaniment.id, found)
  })

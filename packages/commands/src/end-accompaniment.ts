import { endAccompaniment as writeEnd, findAccompaniment } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { tellEnded, tellReferral } from './accompaniments.ts'
import { actAsProfessional } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * One of the two partners, or the animation, ends an accompaniment: with it the second partner's access. The other side
 * is told.
 * Refuses: as `answer`; `accompaniment-over`.
 */
export const endAccompaniment = (
  referralId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actAsProfessional({ referralId, professional, quality: 'together' }, deps, async (acting, referral, by) => {
    const accompaniment = await findAccompaniment(acting.tx, referralId)
    if (accompaniment === undefined || by.kind === 'clock') throw new Refusal('accompaniment-over')
    const kind = accompaniment.hasBegun ? 'accompaniment-ended' : 'accompaniment-taken-back'
    await tellReferral(acting, accompaniment, kind, by)
    await writeEnd(acting.tx, accompaniment.id, { by: by.kind, now: acting.now })
    const side = professional.partnerIds.includes(referral.partnerId) ? 'partner' : 'companion'
    await tellEnded(acting, accompaniment, by.kind === 'referent' ? side : 'others')
  })

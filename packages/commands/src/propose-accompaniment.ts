import type { AccompanimentProposed, ReferralView } from '@boussole/contracts'
import {
  countProposals,
  findAccompaniment,
  findCompanion,
  findReferentAt,
  insertAccompaniment,
  listNoes,
} from '@boussole/db'
import { checkProposal, Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { tellBegun } from './accompaniments.ts'
import { apply } from './act-on.ts'
import { answer } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * A referent proposes that another partner of the territory accompanies the young person too. With the young person's
 * word it begins at once; otherwise the tracking page asks, and until they agree the other partner sees nothing. The
 * young person reads of it by mail. Rouen convention, article 2.
 * Refuses: as `answer`; `accompaniment-too-early`, `accompaniment-exists`, `companion-unsuitable`, `accompaniment-refused`,
 * `accompaniment-too-often`, `accompaniment-needs-word` (no mail to ask by), `pathway-referent-unknown`.
 */
export const proposeAccompaniment = (
  referralId: string,
  { referentId, pathwayReferent, youngPersonAgreed }: AccompanimentProposed,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answer({ referralId, professional, quality: 'referent' }, deps, async (acting, referral, by) => {
    const { tx, now, request } = acting
    const companion = await findCompanion(tx, { referentId, territoryId: request.territoryId })
    const isAccompanied = (await findAccompaniment(tx, referralId)) !== undefined
    const refusedAt = await listNoes(tx, { referralId, referentId })
    const proposed = await countProposals(tx, referralId)
    checkProposal(referral, { companion, isAccompanied, refusedAt, proposed, now })
    if (companion === undefined) throw new Refusal('companion-unsuitable')
    if (!youngPersonAgreed && request.email === null) throw new Refusal('accompaniment-needs-word')
    const ours = await findReferentAt(tx, { userId: professional.userId }, [referral.partnerId])
    const pathwayReferentId = pathwayReferent === 'theirs' ? referentId : ours
    if (pathwayReferentId === undefined) throw new Refusal('pathway-referent-unknown')
    const { partnerId } = companion
    const id = await insertAccompaniment(tx, {
      referralId,
      partnerId,
      referentId,
      pathwayReferentId,
      proposedBy: professional.userId,
      consent: youngPersonAgreed ? 'spoken' : null,
      now,
    })
    if (youngPersonAgreed) {
      await apply(acting, referral.id, { kind: 'accompaniment-begun', partnerId, consent: 'spoken' }, by)
      await tellBegun(acting, { id, referentId })
    } else {
      await apply(acting, referral.id, { kind: 'accompaniment-asked', partnerId }, by)
    }
    acting.mails.push({
      mail: 'accompaniment',
      to: 'young-person',
      once: id,
      referral,
      details: { accompanimentId: id },
    })
  })

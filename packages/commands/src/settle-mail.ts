import { endOutboxRows, hasLivingNotice, isAboutRequest, markTestBounced, transact } from '@boussole/db'
import type { OutboxRow } from '@boussole/db'
import { asId, owedForLateNotice } from '@boussole/domain'
import type { ReferralId } from '@boussole/domain'
import { actOn, apply } from './act-on.ts'
import { clock, putMails, referralIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { tryNextOffer } from './go-to-next-offer.ts'

const isNotice = ({ mail }: OutboxRow) => mail === 'referral-request'

/**
 * Mails have left: their rows are done, and a referral whose notice it was remembers that its partner could know.
 * `sentWith` is the row whose Message-ID the mail carried.
 */
export const recordMailSent = async (
  rows: readonly OutboxRow[],
  sentWith: string,
  deps: Pick<Deps, 'db'>,
): Promise<void> => {
  const ids = rows.map(({ id }) => id)
  const notice = rows.find(isNotice)
  if (notice?.referralId == null || !isAboutRequest(notice)) {
    await transact(deps.db, (tx) => endOutboxRows(tx, ids, { state: 'sent', sentWith }))
    return
  }
  const referralId = asId<ReferralId>(notice.referralId)
  await actOn({ requestId: notice.requestId, catchingUp: false }, deps, async (acting) => {
    await endOutboxRows(acting.tx, ids, { state: 'sent', sentWith })
    if (referralIn(acting, referralId).notifiedAt === null) await apply(acting, referralId, { kind: 'notified' }, clock)
  })
}

/**
 * Nobody at this partner can be told: the request goes on at once when another offer may be asked. When none may, it
 * stays until its date, for an animator has been told, and ends without a lapse booked.
 */
const giveUpTelling = async (acting: Acting, referralId: ReferralId): Promise<void> => {
  await apply(acting, referralId, { kind: 'unreachable' }, clock)
  const next = await tryNextOffer(acting, referralId)
  if ('unresolved' in next) return
  const referral = next.born
  acting.mails.push({ mail: 'redirection', to: 'young-person', once: '1', referral, details: { by: 'clock' } })
}

/**
 * A mail came back for good. A notice to the offer's contact goes to its referents and their deputies instead, and the
 * animators are told; when those come back too, the request goes on at once and no lapse is booked (domain.md §4). A
 * referral that was accepted meanwhile stays where it is: the partner knows.
 */
export const recordBounce = async (row: OutboxRow, failure: string, deps: Pick<Deps, 'db'>): Promise<void> => {
  const { id, referralId: told, recipientKind } = row
  if (!isAboutRequest(row) || told === null || recipientKind === 'young-person' || recipientKind === 'user') {
    await transact(deps.db, async (tx) => {
      await endOutboxRows(tx, [id], { state: 'bounced', failure })
      const { testId } = row.details
      if (row.mail === 'contact-test' && testId !== undefined) await markTestBounced(tx, testId)
    })
    return
  }
  const referralId = asId<ReferralId>(told)
  await actOn({ requestId: row.requestId, catchingUp: false }, deps, async (acting) => {
    await endOutboxRows(acting.tx, [id], { state: 'bounced', failure })
    const referral = referralIn(acting, referralId)
    acting.mails.push({ mail: 'bounce-animator', to: 'animators', once: id, referral, details: { outboxId: id } })
    if (!isNotice(row) || referral.state !== 'sent' || referral.notifiedAt !== null) return
    if (recipientKind === 'offer-contact') {
      acting.mails.push({ mail: 'referral-request', to: 'referents-and-deputies', once: 'fallback', referral })
      await putMails(acting)
    }
    if (!(await hasLivingNotice(acting.tx, referralId))) await giveUpTelling(acting, referralId)
  })
}

/**
 * The notice to a partner is about to leave later than it should: the window is extended by as much before the mail
 * tells its date. Changes nothing when it is not late.
 */
export const extendForLateNotice = async (row: OutboxRow, deps: Pick<Deps, 'db'>): Promise<void> => {
  if (!isNotice(row) || !isAboutRequest(row) || row.referralId === null) return
  const referralId = asId<ReferralId>(row.referralId)
  await actOn({ requestId: row.requestId, catchingUp: false }, deps, async (acting) => {
    const owed = owedForLateNotice(referralIn(acting, referralId), acting.now)
    if (owed === undefined) return
    const cause = row.recipientKind === 'offer-contact' ? owed.cause : 'bounce'
    await apply(acting, referralId, { kind: 'extended', dueAt: owed.dueAt, cause }, clock)
  })
}

import {
  endOutboxRows,
  findSentTogether,
  hasLivingNotice,
  isAboutRequest,
  knowsWithoutNotice,
  markContactBounced,
  markInvitedBounced,
  markPersonBounced,
  markReturned,
  markTestBounced,
  noteDelay,
  platformNow,
  transact,
} from '@boussole/db'
import type { OutboxRow, Tx } from '@boussole/db'
import { asId, isAwaited, isReportInTime, learnsThatUntold, owedForLateNotice } from '@boussole/domain'
import type { Referral, ReferralId } from '@boussole/domain'
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

/** How a mail came back. */
interface Return {
  /** Why, in codes: no address, no words. */
  readonly failure: string
  /** The address does not work, rather than this one mail. */
  readonly blamesAddress: boolean
}

/** The row is done, as one that came back. False: that was known already, and nothing follows from it again. */
const endReturned = async (tx: Tx, { id, state }: OutboxRow, failure: string): Promise<boolean> => {
  if (state === 'sent') return markReturned(tx, id, failure)
  await endOutboxRows(tx, [id], { state: 'bounced', failure })
  return true
}

/** An address that does not work is told where it can be mended: on the offer's page, and to the animation. */
const doubtAddress = async (tx: Tx, row: OutboxRow, offerId: string | undefined): Promise<void> => {
  if (row.recipientKind === 'offer-contact') {
    if (offerId !== undefined) await markContactBounced(tx, { offerId, row })
  } else if (row.recipientKind === 'invited') await markInvitedBounced(tx, row)
  else await markPersonBounced(tx, row)
}

/** A mail that is about no referral of a partner, or whose reader only follows it. */
const endPlainReturn = (row: OutboxRow, { failure, blamesAddress }: Return, { db }: Pick<Deps, 'db'>) =>
  transact(db, async (tx) => {
    if (!(await endReturned(tx, row, failure))) return
    const { testId, offerId } = row.details
    if (row.mail === 'contact-test' && testId !== undefined) await markTestBounced(tx, testId)
    if (blamesAddress) await doubtAddress(tx, row, offerId)
  })

/**
 * Whom the mail should have told does not know: their window is not running against them. Another one of the partner is
 * told, and when nobody can be, the request goes on at once.
 */
const tellOthers = async (acting: Acting, referralId: ReferralId, row: OutboxRow): Promise<void> => {
  if (row.recipientKind === 'offer-contact') {
    const referral = referralIn(acting, referralId)
    acting.mails.push({ mail: 'referral-request', to: 'referents-and-deputies', once: 'fallback', referral })
    await putMails(acting)
  }
  if (!(await hasLivingNotice(acting.tx, referralId))) await giveUpTelling(acting, referralId)
}

/**
 * A mail came back for good, at once or days later. A notice to the offer's contact goes to its referents and their
 * deputies instead, and the animators are told; when those come back too, the request goes on at once and no lapse is
 * booked (domain.md §4). A lapse that is booked stays booked: the animators are told, and judge. A referral that was
 * answered meanwhile stays where it is: the partner knows. Told twice, it is written down once.
 */
const settleReturn = async (row: OutboxRow, back: Return, deps: Pick<Deps, 'db'>): Promise<void> => {
  const { id, referralId: told, recipientKind } = row
  if (!isAboutRequest(row) || told === null || recipientKind === 'young-person' || recipientKind === 'user') {
    await endPlainReturn(row, back, deps)
    return
  }
  const referralId = asId<ReferralId>(told)
  await actOn({ requestId: row.requestId, catchingUp: false }, deps, async (acting) => {
    const { tx } = acting
    if (!(await endReturned(tx, row, back.failure))) return
    const referral = referralIn(acting, referralId)
    if (back.blamesAddress) await doubtAddress(tx, row, referral.offerId)
    if (row.state === 'sent' && !concernsAnimators(referral)) return
    acting.mails.push({ mail: 'bounce-animator', to: 'animators', once: id, referral, details: { outboxId: id } })
    if (!isNotice(row)) return
    await untell(acting, referralId)
    const now = referralIn(acting, referralId)
    if (now.state === 'sent' && now.notifiedAt === null) await tellOthers(acting, referralId, row)
  })
}

/** A late return about a referral that was answered, or taken back, has nothing to do with anybody's promise. */
const concernsAnimators = ({ state, lapsedAt }: Referral): boolean =>
  isAwaited(state) || state === 'unresolved' || lapsedAt !== null

/** The last mail that had arrived at the partner came back: it was not told after all, and has done nothing that says it was. */
const untell = async (acting: Acting, referralId: ReferralId): Promise<void> => {
  if (!learnsThatUntold(referralIn(acting, referralId), acting.now)) return
  if (await knowsWithoutNotice(acting.tx, referralId)) return
  await apply(acting, referralId, { kind: 'notice-came-back' }, clock)
}

/** The mail server refuses a mail for good as it leaves. */
export const recordBounce = (row: OutboxRow, failure: string, deps: Pick<Deps, 'db'>): Promise<void> =>
  settleReturn(row, { failure, blamesAddress: true }, deps)

/** What another server has told of a mail that had left: `failed`, or `delayed`. */
export interface ReportedReturn {
  readonly kind: 'failed' | 'delayed'
  /** Enhanced status, RFC 3463. */
  readonly status: string
  readonly blamesAddress: boolean
}

/**
 * Another server tells of a mail that had left. `too-early`: it is still being written down that it left, and the report is
 * to be sent again; `too-late`: the mail left more than a week before, and nothing is believed of it; `unknown`: it was
 * about no mail, or one that had come back already.
 */
export const recordReport = async (
  outboxId: string,
  { kind, status, blamesAddress }: ReportedReturn,
  deps: Pick<Deps, 'db'>,
): Promise<'done' | 'too-early' | 'too-late' | 'unknown'> => {
  const rows = await findSentTogether(deps.db, outboxId)
  if (rows.some(({ state }) => state === 'waiting')) return 'too-early'
  const sent = rows.filter(({ state }) => state === 'sent')
  if (sent.length === 0) return 'unknown'
  const now = await platformNow(deps.db)
  if (!sent.every(({ doneAt }) => doneAt !== null && isReportInTime(doneAt, now))) return 'too-late'
  if (kind === 'delayed') {
    const ids = sent.map(({ id }) => id)
    await transact(deps.db, (tx) => noteDelay(tx, ids, `delayed ${status}`))
    return 'done'
  }
  for (const row of sent) await settleReturn(row, { failure: `returned ${status}`, blamesAddress }, deps)
  return 'done'
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

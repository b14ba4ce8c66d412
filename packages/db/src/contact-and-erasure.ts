import { and, eq, gt, sql } from 'drizzle-orm'
import type { Actor, RequestId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from './database.ts'
import type { RequestRow } from './opened-request.ts'
import { eraseProblemWords } from './problem-threads.ts'
import { feedbacks, requests } from './schema/requests.ts'
import { journal } from './schema/work.ts'

type Contact = Pick<RequestRow, 'firstName' | 'email' | 'phone' | 'prefers' | 'moments' | 'message' | 'consentRedirect'>

interface RequestAct {
  readonly kind: 'contact-corrected' | 'erased'
  readonly by: Actor
  readonly at: Temporal.Instant
}

/** An act on the whole request: that it happened, not what it said. */
const journalRequestAct = async (tx: Tx, requestId: string, { kind, by, at }: RequestAct): Promise<void> => {
  const actorId = 'userId' in by ? by.userId : null
  await tx.insert(journal).values({ requestId, at, actorKind: by.kind, actorId, event: { kind } })
}

/**
 * Corrects how a young person can be reached, and whether the request may go on by itself. Within an hour that is written
 * down once: whoever corrects without end makes no history that grows until no page can show it. A consent given or
 * taken back is always written down, because it must be shown when that was (GDPR art. 7(1)).
 */
export const updateContact = async (
  tx: Tx,
  requestId: string,
  contact: Contact,
  { now, changesConsent }: { readonly now: Temporal.Instant; readonly changesConsent: boolean },
): Promise<void> => {
  await tx
    .update(requests)
    .set({ ...contact, lastActAt: now })
    .where(eq(requests.id, requestId))
  const [told] = await tx
    .select({ id: journal.id })
    .from(journal)
    .where(
      and(
        eq(journal.requestId, requestId),
        sql`event ->> 'kind' = 'contact-corrected'`,
        gt(journal.at, now.subtract({ hours: 1 })),
      ),
    )
    .limit(1)
  if (told !== undefined && !changesConsent) return
  await journalRequestAct(tx, requestId, { kind: 'contact-corrected', by: { kind: 'young-person' }, at: now })
}

/**
 * Takes every personal field out of an ended request, and every word written about it; the mails that still waited will
 * find that they are needless.
 */
export const eraseRequestRow = async (
  tx: Tx,
  requestId: RequestId,
  { by, now }: { readonly by: Actor; readonly now: Temporal.Instant },
): Promise<void> => {
  await tx.execute(sql`
    delete from notes where referral_id in (select id from referrals where request_id = ${requestId})`)
  await eraseProblemWords(tx, requestId)
  await tx
    .update(requests)
    .set({
      firstName: null,
      email: null,
      phone: null,
      prefers: null,
      moments: null,
      message: null,
      answers: {},
      trackingTokenHash: null,
      idempotencyHash: null,
      contentHash: null,
      lastActAt: now,
      endedAt: sql`coalesce(ended_at, ${now.toString()})`,
      erasedAt: now,
    })
    .where(eq(requests.id, requestId))
  await journalRequestAct(tx, requestId, { kind: 'erased', by, at: now })
}

interface NewFeedback {
  readonly referralId: string
  readonly contacted: boolean
  readonly useful: boolean | null
  readonly now: Temporal.Instant
}

/** Keeps an opinion; false when one was already given on this referral. */
export const insertFeedback = async (tx: Tx, { referralId, contacted, useful, now }: NewFeedback): Promise<boolean> => {
  const { rowCount } = await tx
    .insert(feedbacks)
    .values({ referralId, contacted, useful, givenAt: now })
    .onConflictDoNothing()
  return rowCount === 1
}

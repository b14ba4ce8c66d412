import { and, eq, sql } from 'drizzle-orm'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader, Tx } from './database.ts'
import type { RequestRow } from './opened-request.ts'
import { instantOf } from './schema/columns.ts'
import { requests } from './schema/requests.ts'

/**
 * Lets this content be asked anew when what it made is over, or older than ten minutes: sent without a key, it is taken
 * for the same submission only where a retry or a second click can be meant.
 */
export const releaseContent = async (tx: Tx, hash: Buffer): Promise<void> => {
  await tx
    .update(requests)
    .set({ idempotencyHash: null })
    .where(
      and(
        eq(requests.idempotencyHash, hash),
        sql`(${requests.endedAt} is not null or ${requests.submittedAt} < platform_now() - interval '10 minutes')`,
      ),
    )
}

/** The unique index on which a twin shows that is written at the same moment. */
export const twinsOfSubmission = ['requests_idempotency_hash_key'] as const

/** What was submitted before. */
export interface Submission {
  readonly id: string
  readonly contentHash: Buffer | null
  readonly isErased: boolean
}

/** What was submitted with this idempotency hash; undefined when nothing was. */
export const findSubmission = async (reader: Reader, hash: Buffer): Promise<Submission | undefined> => {
  const { rows } = await reader.execute<{
    id: string
    content_hash: Buffer | null
    erased: boolean
  }>(sql`
    select id, content_hash, erased_at is not null as erased from requests where idempotency_hash = ${hash}`)
  const [row] = rows
  return row && { id: row.id, contentHash: row.content_hash, isErased: row.erased }
}

/** The request that a tracking token opens. An erased request has none. */
export const findByTrackingHash = async (reader: Reader, hash: Buffer): Promise<RequestRow | undefined> => {
  const [row] = await reader.select().from(requests).where(eq(requests.trackingTokenHash, hash))
  return row
}

/** Requests left with this address that are not erased, newest first, at most five: a lost link is sent to the stored address only. */
export const findByEmail = async (reader: Reader, email: string): Promise<RequestRow[]> =>
  reader
    .select()
    .from(requests)
    .where(and(sql`lower(${requests.email}) = ${email.toLowerCase()}`, sql`${requests.erasedAt} is null`))
    .orderBy(sql`${requests.submittedAt} desc`)
    .limit(5)

/** Is an offer still shown to anybody (active, valid, its partner under agreement)? For saying why it does not match. */
export const findOfferStanding = async (reader: Reader, offerId: string): Promise<'shown' | 'not-shown'> => {
  const { rows } = await reader.execute(sql`
    select from offers join partners on partners.id = partner_id
      join territories on territories.id = offers.territory_id
    where offers.id = ${offerId} and state in ('active', 'paused') and ${isUnderAgreement}
      and (platform_now() at time zone territories.time_zone)::date
        between valid_from and coalesce(valid_until, 'infinity')`)
  return rows.length > 0 ? 'shown' : 'not-shown'
}

/** The first link of each chain of a request, as its submission answered. */
export const findFirstReferrals = async (reader: Reader, requestId: string) => {
  const { rows } = await reader.execute<{
    id: string
    offer_id: string
    title: string
    partner_id: string
    partner_name: string
    window_days: number
    due_at: string
  }>(sql`
    select referrals.id, offer_id, offers.title, referrals.partner_id, partners.name as partner_name,
      referrals.window_days,
      -- The date promised at submission, whatever happened since.
      (select event ->> 'dueAt' from journal where referral_id = referrals.id and journal.version = 1) as due_at
    from referrals join offers on offers.id = offer_id join partners on partners.id = referrals.partner_id
    where request_id = ${requestId} and link = 1
    order by chain`)
  return rows.map((row) => ({
    id: row.id,
    offerId: row.offer_id,
    offerTitle: row.title,
    partner: { id: row.partner_id, name: row.partner_name },
    state: 'sent' as const,
    windowDays: row.window_days,
    dueAt: instantOf(row.due_at),
  }))
}

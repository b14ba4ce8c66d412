import { eq, inArray, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'
import type { OutboxRow } from './outbox.ts'
import { outbox } from './schema/work.ts'

/** The rows that left in one mail, known by the one that named it. */
export const findSentTogether = (reader: Reader, outboxId: string): Promise<OutboxRow[]> =>
  reader
    .select()
    .from(outbox)
    .where(or(eq(outbox.id, outboxId), eq(outbox.sentWith, outboxId)))
    .limit(200)

/** A mail that had left has come back for good. False: that was written down already. */
export const markReturned = async (tx: Tx, id: string, failure: string): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update outbox set state = 'bounced', failure = ${failure.slice(0, 300)} where id = ${id} and state = 'sent'`)
  return rowCount === 1
}

/**
 * Does the partner know of this referral, whatever came back? Another mail about it left for its contact or its
 * referents and did not come back, or one of its people acted on it.
 */
export const knowsWithoutNotice = async (tx: Tx, referralId: string): Promise<boolean> => {
  const { rows } = await tx.execute<{ knows: boolean }>(sql`
    select exists (
      select from outbox where referral_id = ${referralId} and state = 'sent'
        and recipient_kind in ('offer-contact', 'referent'))
      or exists (select from journal where referral_id = ${referralId} and actor_kind = 'referent') as knows`)
  return rows[0]?.knows === true
}

/** Another server is still trying to deliver these mails: noted for the operator. */
export const noteDelay = async (tx: Tx, ids: readonly string[], failure: string): Promise<void> => {
  await tx
    .update(outbox)
    .set({ failure: failure.slice(0, 300) })
    .where(inArray(outbox.id, [...ids]))
}

/** When the address that a mail went to was read, at the latest: what took its place since then is another one. */
const addressedAt = ({ claimedAt, doneAt }: Pick<OutboxRow, 'claimedAt' | 'doneAt'>): SQL =>
  sql`coalesce(${(claimedAt ?? doneAt)?.toString() ?? null}::timestamptz, 'infinity')`

/**
 * The contact address of an offer does not work: told on its page and to the animation, and checked early. An address
 * written since the mail left is another one.
 */
export const markContactBounced = async (
  tx: Tx,
  { offerId, row }: { readonly offerId: string; readonly row: OutboxRow },
): Promise<void> => {
  await tx.execute(sql`
    with bounced as (
      update offers set contact_bounced_at = platform_now()
      where id = ${offerId} and contact_bounced_at is null and state <> 'withdrawn' and not exists (
        select from offer_changes where offer_id = offers.id and kind = 'contact'
          and at > ${addressedAt(row)})
      returning id, contact_email)
    insert into offer_changes (offer_id, kind, new_value) select id, 'contact-bounced', contact_email from bounced`)
}

/**
 * The mail to somebody invited, or to who signs a charter, comes back: the animation is shown it, until it is sent
 * anew. A link that was sent again meanwhile is another mail.
 */
export const markInvitedBounced = async (tx: Tx, { details }: Pick<OutboxRow, 'details'>): Promise<void> => {
  const { invitationId = null, charterId = null, sending = null } = details
  await tx.execute(sql`
    update invitations set mail_bounced_at = platform_now()
    where id = ${invitationId}::uuid and sendings = ${sending}::int and mail_bounced_at is null
      and accepted_at is null and cancelled_at is null`)
  await tx.execute(sql`
    update charters set mail_bounced_at = platform_now()
    where id = ${charterId}::uuid and sendings = ${sending}::int and mail_bounced_at is null
      and partner_signed_at is null and withdrawn_at is null`)
}

/**
 * Mails to this person come back: the animation is shown it, until they come in by a link that reached them. An address
 * put right since the mail left is another one.
 */
export const markPersonBounced = async (
  tx: Tx,
  row: Pick<OutboxRow, 'recipientKind' | 'recipientId' | 'claimedAt' | 'doneAt'>,
): Promise<void> => {
  const { recipientKind, recipientId } = row
  const person =
    recipientKind === 'referent'
      ? sql`(select user_id from referents where id = ${recipientId})`
      : recipientKind === 'user'
        ? sql`${recipientId}::uuid`
        : undefined
  if (person === undefined) return
  await tx.execute(sql`
    update users set mail_bounced_at = platform_now() where id = ${person} and mail_bounced_at is null
      and not exists (
        select from corrected_addresses join acts on acts.id = act_id
        where corrected_addresses.user_id = users.id
          and at > ${addressedAt(row)})`)
}

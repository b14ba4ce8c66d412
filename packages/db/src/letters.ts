import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { letterAudience, mailMayLeaveAt } from '@boussole/domain'
import type { LetterName } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { insertMails } from './mail-queue.ts'
import { findZones } from './outbox.ts'
import type { OutboxRow } from './outbox.ts'
import { alertedIn } from './watchers.ts'

/**
 * Whom a letter is for: a user, a referent, several of them or all of a partner, an offer's contact, who watches over a
 * territory, somebody invited who has no account yet, or whoever signs a charter for a partner, or reads the partner's
 * own mail, who need none, or the address that another one has taken the place of.
 */
export type LetterRecipient =
  | { readonly user: string }
  | { readonly referent: string }
  | { readonly contactOfOffer: string }
  | { readonly animatorsOf: string }
  | { readonly invitation: string }
  | { readonly referentsOf: string }
  | { readonly signatoryOf: string }
  | { readonly contactOfPartner: string }
  | { readonly referents: readonly string[] }
  | { readonly addressBefore: string }

/** A letter that an act calls for. `once`: with the letter's name, what it is about; the same is never put twice. */
export interface LetterToQueue {
  readonly letter: LetterName
  readonly to: LetterRecipient
  readonly once: string
  /** Whose hours hold; null only for letters that leave at once. */
  readonly territoryId: string | null
  /** Ids, dates and codes that the letter needs; no words of anybody, no secret. */
  readonly details?: Readonly<Record<string, string>>
}

/** The referents whom a partner has today. */
const referentsOf = (partnerId: string): SQL => sql`
  select referents.id from referents join users on users.id = user_id and users.left_at is null
  where partner_id = ${partnerId} and referents.left_at is null order by referents.id limit 200`

type Recipient = Pick<OutboxRow, 'recipientKind' | 'recipientId'>

const recipientsOf = async (tx: Tx, to: LetterRecipient): Promise<readonly Recipient[]> => {
  if ('user' in to) return [{ recipientKind: 'user', recipientId: to.user }]
  if ('referent' in to) return [{ recipientKind: 'referent', recipientId: to.referent }]
  if ('contactOfOffer' in to) return [{ recipientKind: 'offer-contact', recipientId: null }]
  if ('invitation' in to || 'signatoryOf' in to || 'contactOfPartner' in to || 'addressBefore' in to)
    return [{ recipientKind: 'invited', recipientId: null }]
  if ('referents' in to) return to.referents.map((id) => ({ recipientKind: 'referent', recipientId: id }))
  if ('referentsOf' in to) {
    const { rows } = await tx.execute<{ id: string }>(referentsOf(to.referentsOf))
    return rows.map(({ id }) => ({ recipientKind: 'referent', recipientId: id }))
  }
  const { rows } = await tx.execute<{ id: string }>(alertedIn(to.animatorsOf))
  return rows.map(({ id }) => ({ recipientKind: 'user', recipientId: id }))
}

const leavesAt = async (
  tx: Tx,
  { letter, territoryId }: LetterToQueue,
  now: Temporal.Instant,
): Promise<Temporal.Instant> => {
  const audience = letterAudience[letter]
  if (audience === 'at-once') return now
  if (territoryId === null) throw new Error(`the letter ${letter} waits for the hours of no territory`)
  return mailMayLeaveAt({ at: now, audience, ...(await findZones(tx, territoryId)) })
}

/** Letters to many leave so many a second, so that mails about requests pass between them. */
const letterPace = 10

/** Puts a letter in the outbox, in the transaction that decided it: one row per recipient. */
export const queueLetter = async (tx: Tx, asked: LetterToQueue, now: Temporal.Instant): Promise<void> => {
  const { letter, to, once, territoryId, details = {} } = asked
  const recipients = await recipientsOf(tx, to)
  if (recipients.length === 0) return
  const sendAfter = await leavesAt(tx, asked, now)
  const rows = recipients.map((recipient, place) => ({
    id: crypto.randomUUID(),
    mail: letter,
    requestId: null,
    referralId: null,
    territoryId,
    ...recipient,
    onceKey: `${letter}/${once}/${recipient.recipientId ?? recipient.recipientKind}`,
    groupKey: null,
    details: {
      ...details,
      ...('contactOfOffer' in to ? { offerId: to.contactOfOffer } : {}),
      ...('invitation' in to ? { invitationId: to.invitation } : {}),
      ...('signatoryOf' in to ? { charterId: to.signatoryOf } : {}),
      ...('contactOfPartner' in to ? { contactOfPartner: to.contactOfPartner } : {}),
      ...('addressBefore' in to ? { addressBefore: to.addressBefore } : {}),
    },
    createdAt: now,
    sendAfter: sendAfter.add({ seconds: Math.floor(place / letterPace) }),
    attempts: 0,
    state: 'waiting' as const,
  }))
  await tx.execute(insertMails(rows))
}

/** The person a letter is for, as they are now; undefined when they have left or have no address any more. */
export const findLetterRecipient = async (
  reader: Reader,
  { recipientKind, recipientId, details }: Pick<OutboxRow, 'recipientKind' | 'recipientId' | 'details'>,
): Promise<{ readonly name: string; readonly email: string } | undefined> => {
  const found = {
    // Who lost their account by what the letter tells still reads it.
    user: sql`select name, email from users
      where id = ${recipientId} and (left_at is null or ${details['evenIfLeft'] === 'yes'})`,
    referent: sql`
      select users.name, users.email from referents join users on users.id = user_id and users.left_at is null
      where referents.id = ${recipientId} and referents.left_at is null`,
    'offer-contact': sql`
      select partners.name, contact_email as email from offers join partners on partners.id = partner_id
      where offers.id = ${details['offerId'] ?? null}`,
    'young-person': sql`select null where false`,
    invited: sql`
      select name, email from invitations where id = ${details['invitationId'] ?? null}
      union all
      select signatory_name, signatory_email from charters where id = ${details['charterId'] ?? null}
      union all
      select name, email from partners where id = ${details['contactOfPartner'] ?? null} and email is not null
      union all
      select users.name, old_email from corrected_addresses join users on users.id = user_id and users.left_at is null
      where corrected_addresses.id = ${details['addressBefore'] ?? null}`,
  }[recipientKind]
  const { rows } = await reader.execute<{ name: string; email: string }>(found)
  return rows[0]
}

import { sql } from 'drizzle-orm'
import type { Reader, Tx } from './database.ts'

/** How long the link of a test is good for, in days. */
const testDays = 7

interface NewTest {
  readonly id: string
  readonly offerId: string
  readonly userId: string
  readonly tokenHash: Buffer
}

/** Tests that one person may send in ten minutes, to whatever addresses: our mails carry titles that nobody has read yet. */
const testsAllowed = 10

/**
 * Keeps a test of an offer's contact address. False: one was sent less than ten minutes ago, or too many by this person.
 * The offer is locked.
 */
export const insertContactTest = async (tx: Tx, { id, offerId, userId, tokenHash }: NewTest): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into offer_contact_tests (id, offer_id, email, token_hash, asked_by, expires_at)
    select ${id}, id, contact_email, ${tokenHash}, ${userId}, platform_now() + make_interval(days => ${testDays})
    from offers where id = ${offerId} and not exists (
      select from offer_contact_tests where offer_id = offers.id and email = contact_email
        and asked_at > platform_now() - interval '10 minutes')
      and (select count(*) from offer_contact_tests
        where asked_by = ${userId} and asked_at > platform_now() - interval '10 minutes') < ${testsAllowed}`)
  return rowCount === 1
}

/** The test of a link: which offer, and whether it still proves the offer's present address. */
export const findContactTest = async (
  reader: Reader,
  tokenHash: Buffer,
): Promise<{ readonly offerId: string; readonly title: string; readonly isOpen: boolean } | undefined> => {
  const { rows } = await reader.execute<{ offer_id: string; title: string; is_open: boolean }>(sql`
    select offer_id, title,
      offer_contact_tests.confirmed_at is null and expires_at > platform_now() and email = contact_email as is_open
    from offer_contact_tests join offers on offers.id = offer_id where token_hash = ${tokenHash}`)
  const [row] = rows
  return row && { offerId: row.offer_id, title: row.title, isOpen: row.is_open }
}

/**
 * Somebody reads the address: proven once; false when the link is over. Was it this that was to be confirmed, nothing is
 * any more, and what was suspended for it is online again.
 */
export const takeContactTest = async (tx: Tx, tokenHash: Buffer): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    with taken as (
      update offer_contact_tests set confirmed_at = platform_now() from offers
      where token_hash = ${tokenHash} and offers.id = offer_id and email = contact_email
        and offer_contact_tests.confirmed_at is null and expires_at > platform_now()
      returning offer_id, email),
    kept as (
      insert into offer_changes (offer_id, kind, new_value) select offer_id, 'contact-confirmed', email from taken)
    update offers set contact_confirmed_at = platform_now(), contact_bounced_at = null, updated_at = platform_now(),
      to_confirm_since = case when to_confirm_cause in ('contact', 'bounce') then null else to_confirm_since end,
      to_confirm_cause = case when to_confirm_cause in ('contact', 'bounce') then null else to_confirm_cause end,
      state = case when state = 'suspended' and to_confirm_cause in ('contact', 'bounce') then 'active' else state end
    from taken where offers.id = taken.offer_id`)
  return rowCount === 1
}

/** The mail of a test came back: told on the offer's page, as long as the offer keeps that address. */
export const markTestBounced = async (tx: Tx, testId: string): Promise<void> => {
  await tx.execute(sql`
    with bounced as (
      update offer_contact_tests set bounced_at = platform_now() where id = ${testId} returning offer_id, email)
    update offers set contact_bounced_at = platform_now() from bounced
    where offers.id = offer_id and contact_email = email`)
}

/** What the letter of a test says; undefined when the address has changed or was proven meanwhile. */
export const findContactTestToSend = async (
  reader: Reader,
  testId: string,
): Promise<{ readonly title: string; readonly partnerName: string } | undefined> => {
  const { rows } = await reader.execute<{ title: string; partner_name: string }>(sql`
    select title, partners.name as partner_name
    from offer_contact_tests join offers on offers.id = offer_id join partners on partners.id = partner_id
    where offer_contact_tests.id = ${testId} and offer_contact_tests.email = contact_email and offer_contact_tests.confirmed_at is null`)
  const [row] = rows
  return row && { title: row.title, partnerName: row.partner_name }
}

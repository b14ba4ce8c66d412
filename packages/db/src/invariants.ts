import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { thisInstant } from './database.ts'
import type { Reader } from './database.ts'

/** A row that breaks a promise of domain.md §9: which one, and whose id. */
export interface Violation {
  readonly invariant: string
  readonly id: string
}

const rules: Record<string, SQL> = {
  '1 an open request has one open referral in each chain that has not ended, and an ended request has none': sql`
    select requests.id from requests
    where (ended_at is null) <> exists (
      select from referrals where request_id = requests.id and state in ('sent', 'accepted', 'contacted', 'unresolved'))
    union all
    select referrals.id from referrals
    where (state in ('lapsed', 'declined') or (state = 'redirected' and not exists (
      select from referrals as next where next.previous_referral_id = referrals.id)))`,
  '2 a referral that is awaited has one pending lapse, at its due date or at the end of its extra day': sql`
    select referrals.id from referrals
      left join milestones on milestones.referral_id = referrals.id and milestones.kind = 'lapse' and milestones.state = 'pending'
    where referrals.state in ('sent', 'accepted')
    group by referrals.id
    having count(milestones.id) <> 1 or min(milestones.due_at) <> coalesce(referrals.grace_until, referrals.due_at)`,
  '2b a referral that is no longer awaited has no pending lapse': sql`
    select referrals.id from referrals join milestones on milestones.referral_id = referrals.id
    where milestones.state = 'pending' and milestones.kind = 'lapse' and referrals.state not in ('sent', 'accepted')`,
  '3 a milestone is unique, and a mail exists once for its reason and recipient': sql`
    select min(id)::text as id from milestones group by referral_id, kind, occurrence having count(*) > 1
    union all
    select min(id::text) from outbox group by once_key having count(*) > 1`,
  '4 no reminder and no lapse mail is created after a contact was recorded in time': sql`
    select outbox.id from outbox join journal on journal.referral_id = outbox.referral_id
    where mail in ('reminder', 'lapse-young-person', 'lapse-partner', 'lapse-animator', 'late-accepted-animator')
      and journal.event ->> 'kind' = 'contact-recorded' and journal.to_state = 'contacted'
      and outbox.created_at > journal.at`,
  '5 a request never reaches the same partner twice, is redirected by the clock twice at most, and never without consent': sql`
    select request_id as id from referrals group by request_id, partner_id having count(*) > 1
    union all
    select request_id from referrals where automatic group by request_id having count(*) > 2
    union all
    select requests.id from requests join referrals on referrals.request_id = requests.id
    where automatic and not consent_redirect`,
  '6 a due date is the one of the last journalled sending or extension': sql`
    select referrals.id from referrals
    where due_at <> (
      select (event ->> 'dueAt')::timestamptz from journal
      where journal.referral_id = referrals.id and event ->> 'kind' in ('sent', 'extended')
      order by version desc limit 1)`,
  '7 no pending milestone is older than 60 s': sql`
    select id::text from milestones where state = 'pending' and due_at < ${thisInstant} - interval '60 seconds'`,
  '8 the last journal entry of a referral tells its state': sql`
    select referrals.id from referrals
    where not exists (select from journal
      where journal.referral_id = referrals.id and journal.version = referrals.version and to_state = referrals.state)`,
  '9 an erased request holds no personal field, no note and no live link': sql`
    select requests.id from requests
    where erased_at is not null and (
      num_nonnulls(first_name, email, phone, prefers, moments, message, tracking_token_hash) > 0 or answers <> '{}'
      or exists (select from notes join referrals on referrals.id = notes.referral_id where request_id = requests.id))`,
}

/**
 * Looks for rows that break the invariants of domain.md §9, at most `limit` of each. What SQL constraints already hold
 * is looked at all the same: this is the proof, not the fence.
 */
export const findViolations = async (reader: Reader, limit = 20): Promise<Violation[]> => {
  const violations: Violation[] = []
  for (const [invariant, rule] of Object.entries(rules)) {
    const { rows } = await reader.execute<{ id: string }>(sql`select id::text from (${rule}) as broken limit ${limit}`)
    violations.push(...rows.map(({ id }) => ({ invariant, id })))
  }
  return violations
}

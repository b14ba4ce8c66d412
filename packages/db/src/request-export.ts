import { sql } from 'drizzle-orm'
import { answersInWords } from './answers-in-words.ts'
import type { Reader } from './database.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type StoredRow = Readonly<Record<string, Json>>

/** Everything kept about a request, for the young person it is about; dates are ISO 8601. */
export interface RequestExport {
  readonly request: StoredRow
  readonly referrals: readonly StoredRow[]
  readonly journal: readonly StoredRow[]
  readonly notes: readonly StoredRow[]
  readonly feedbacks: readonly StoredRow[]
  readonly accompaniments: readonly StoredRow[]
  readonly mails: readonly StoredRow[]
}

/**
 * Everything kept about one request, told by its tracking token or its id, what professionals wrote of the person
 * included. A column added to a request or a referral is exported too; held back are keys of the platform, and who
 * among the professionals acted: that is theirs. GDPR art. 15 and 20. Undefined: there is none.
 */
export const exportRequest = async (
  reader: Reader,
  which: { readonly tokenHash: Buffer } | { readonly requestId: string },
): Promise<RequestExport | undefined> => {
  // Whoever watches hands a copy over: what partners keep to themselves is for the person alone, on their own page.
  const isForThem = 'tokenHash' in which ? sql`true` : sql`notes.visibility <> 'private'`
  const isMeant =
    'tokenHash' in which ? sql`tracking_token_hash = ${which.tokenHash}` : sql`requests.id = ${which.requestId}`
  const { rows } = await reader.execute<{ [Part in keyof RequestExport]: RequestExport[Part] }>(sql`
    select
      to_jsonb(requests) - array['tracking_token_hash', 'idempotency_hash', 'content_hash', 'territory_id', 'theme_id', 'need_id']
        || jsonb_build_object(
          'questionnaire', ${answersInWords},
          'territory', (select name from territories where id = requests.territory_id),
          'commune', (select name from communes where code = requests.commune_code),
          'theme', (select name from themes where id = requests.theme_id),
          'need', (select name from needs where id = requests.need_id)) as request,
      array(
        select to_jsonb(referrals) - array['owner_id', 'referent_id', 'version', 'request_id', 'territory_id', 'offer_id', 'partner_id']
          || jsonb_build_object('offer', offers.title, 'partner', partners.name)
        from referrals
          join offers on offers.id = referrals.offer_id
          join partners on partners.id = referrals.partner_id
        where request_id = requests.id order by chain, link) as referrals,
      array(
        select jsonb_build_object('at', at, 'referralId', referral_id, 'kind', event ->> 'kind',
          'milestone', event ->> 'milestone', 'by', actor_kind, 'from', from_state, 'to', to_state)
        from journal where request_id = requests.id order by id) as journal,
      array(
        select jsonb_build_object('referralId', referral_id, 'words', words, 'writtenAt', written_at)
        from notes join referrals on referrals.id = notes.referral_id
        where request_id = requests.id and ${isForThem} order by written_at, notes.id) as notes,
      array(
        select to_jsonb(feedbacks)
        from feedbacks join referrals on referrals.id = feedbacks.referral_id
        where request_id = requests.id order by given_at) as feedbacks,
      array(
        select jsonb_build_object('referralId', referral_id, 'partner', partners.name, 'proposedAt', proposed_at,
          'consent', consent, 'beganAt', began_at, 'endedAt', accompaniments.ended_at, 'endedBy', ended_by)
        from accompaniments
          join referrals on referrals.id = referral_id
          join partners on partners.id = accompaniments.partner_id
        where request_id = requests.id order by proposed_at, accompaniments.id) as accompaniments,
      array(
        select jsonb_build_object('name', mail, 'referralId', referral_id, 'to', recipient_kind,
          'createdAt', created_at, 'sentAt', case when state = 'sent' then done_at end)
        from outbox where request_id = requests.id order by created_at, id) as mails
    from requests where ${isMeant}`)
  const [row] = rows
  return (
    row && {
      ...row,
      request: inCamelCase(row.request),
      referrals: row.referrals.map(inCamelCase),
      feedbacks: row.feedbacks.map(inCamelCase),
    }
  )
}

const inCamelCase = (row: StoredRow): StoredRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_(.)/g, (_, first: string) => first.toUpperCase()),
      value,
    ]),
  )

import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Referral } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { answersInWords } from './answers-in-words.ts'
import type { Reader } from './database.ts'
import { referralOf } from './opened-request.ts'
import type { RequestRow } from './opened-request.ts'
import { instantOf } from './schema/columns.ts'
import { referrals, requests } from './schema/requests.ts'
import { outbox } from './schema/work.ts'

/** A referral with the names that mails tell. */
export interface ToldReferral {
  readonly referral: Referral
  readonly partnerName: string
  readonly offerTitle: string
  readonly contactEmail: string
  readonly ownerName: string | null
  /**
   * Since when it waits for a solution, until when, how many times the regional level was told, and when it is told next; null
   * when nobody owns it.
   */
  readonly inHands: {
    readonly since: Temporal.Instant
    /** Since when it is the owner of today. */
    readonly ownedSince: Temporal.Instant
    readonly dueAt: Temporal.Instant
    readonly nextAt: Temporal.Instant
    readonly timesOverdue: number
  } | null
  /** What a professional wrote when declining it or sending it on. Only read for the mail to the next partner. */
  readonly partingNote: string | null
  /** Who handed it over last. Only read for the mail to that colleague. */
  readonly handedOverBy: string | null
  /** The mail's recipient is who follows it, or one of the offer's named referents, not a deputy of theirs. */
  readonly namesRecipient: boolean
}

/** All that the words of one mail may need, as it stands now. */
export interface MailFacts {
  readonly request: RequestRow
  /** The referral that the mail is about; the request's first for mails about the whole request. */
  readonly about: ToldReferral
  /** Every referral of the request, chain by chain. */
  readonly referrals: readonly ToldReferral[]
  /** The professional it goes to; null for the young person, an offer's contact, and somebody who has left. */
  readonly person: { readonly name: string; readonly email: string } | null
  readonly communeName: string
  readonly themeName: string
  readonly needName: string | null
  readonly territoryName: string
  readonly infoJeunes: { readonly name: string; readonly phone: string | null; readonly email: string | null }
  /** The young person's answers in the questionnaire's own words and order. Only read for the mail to a partner. */
  readonly answers: readonly { readonly question: string; readonly answers: readonly string[] }[]
  /** For the mail that tells of a bounce: the referent's address that does not work, null when it is the offer's contact. */
  readonly bouncedAddress: string | null
  /** For the mail that tells of an accompaniment: the second partner, and where it stands. */
  readonly accompanied: {
    readonly companionName: string
    readonly hasBegun: boolean
    readonly hasEnded: boolean
  } | null
}

type Names = Pick<
  MailFacts,
  | 'communeName'
  | 'themeName'
  | 'needName'
  | 'territoryName'
  | 'infoJeunes'
  | 'person'
  | 'answers'
  | 'bouncedAddress'
  | 'accompanied'
>

const isNotice = sql`${outbox.mail} = 'referral-request'`

const names = sql<Names>`(
  select jsonb_build_object(
    'communeName', communes.name, 'themeName', themes.name, 'needName', needs.name, 'territoryName', territories.name,
    'infoJeunes', jsonb_build_object(
      'name', info_jeunes_name, 'phone', info_jeunes_phone, 'email', info_jeunes_email),
    'person', (
      select jsonb_build_object('name', users.name, 'email', users.email) from users
      where users.left_at is null and users.id = case ${outbox.recipientKind}
        when 'user' then ${outbox.recipientId}
        when 'referent' then (
          select user_id from referents where referents.id = ${outbox.recipientId} and referents.left_at is null) end),
    'bouncedAddress', (
      select users.email from outbox as bounced
        join referents on referents.id = bounced.recipient_id join users on users.id = referents.user_id
      where bounced.id = (${outbox.details} ->> 'outboxId')::uuid and bounced.recipient_kind = 'referent'),
    'accompanied', (
      select jsonb_build_object('companionName', partners.name, 'hasBegun', began_at is not null,
        'hasEnded', ended_at is not null)
      from accompaniments join partners on partners.id = partner_id
      where accompaniments.id = (${outbox.details} ->> 'accompanimentId')::uuid),
    'answers', case when ${isNotice} then ${answersInWords} else '[]' end)
  from communes cross join themes cross join territories left join needs on needs.id = ${requests.needId}
  where communes.code = ${requests.communeCode} and themes.id = ${requests.themeId}
    and territories.id = ${requests.territoryId})`

/** Told from the journal and from the milestone that watches the owner. */
const inHands = sql<{ since: string; ownedSince: string; dueAt: string; nextAt: string; timesOverdue: number } | null>`(
  select jsonb_build_object(
    'since', (select at from journal where journal.referral_id = ${referrals.id} and event ->> 'kind' = 'unresolved' limit 1),
    'ownedSince', (select at from journal where journal.referral_id = ${referrals.id}
      and event ->> 'kind' in ('unresolved', 'owner-changed') order by version desc limit 1),
    'dueAt', min(milestones.due_at),
    'nextAt', max(milestones.due_at),
    'timesOverdue', count(*) filter (where milestones.state = 'done'))
  from milestones where milestones.referral_id = ${referrals.id} and kind = 'animator-overdue'
  having count(*) > 0)`

/** Kept at the very instant of the act that ended the partner's part, which is how it is told from other notes. */
const partingNote = sql<string | null>`case when ${isNotice} then (
  select words from notes join journal on journal.referral_id = notes.referral_id and journal.at = notes.written_at
  where notes.referral_id = ${referrals.id} and to_state in ('declined', 'redirected')
  order by version desc limit 1) end`

const told = {
  referral: referrals,
  partnerName: sql<string>`(select name from partners where partners.id = ${referrals.partnerId})`,
  offerTitle: sql<string>`(select title from offers where offers.id = ${referrals.offerId})`,
  contactEmail: sql<string>`(select contact_email from offers where offers.id = ${referrals.offerId})`,
  ownerName: sql<string | null>`(select name from users where users.id = ${referrals.ownerId})`,
  inHands,
  partingNote,
  handedOverBy: sql<string | null>`case when ${outbox.mail} = 'handed-over' then (
    select name from journal join users on users.id = actor_id
    where journal.referral_id = ${referrals.id} and event ->> 'kind' = 'handed-over' order by version desc limit 1) end`,
  namesRecipient: sql<boolean>`case when ${referrals.referentId} is not null then
      coalesce(${referrals.referentId} = ${outbox.recipientId}, false)
    else exists (
      select from offer_referents
      where offer_referents.offer_id = ${referrals.offerId} and offer_referents.referent_id = ${outbox.recipientId}) end`,
}

/**
 * What the mails of these outbox rows are about, by row id, read in one statement so that nothing changes in between.
 * A row whose request has no referral is left out.
 */
export const findMailFacts = async (reader: Reader, outboxIds: readonly string[]): Promise<Map<string, MailFacts>> => {
  const rows = await reader
    .select({ outboxId: outbox.id, referralId: outbox.referralId, request: requests, names, ...told })
    .from(outbox)
    .innerJoin(requests, eq(requests.id, outbox.requestId))
    .innerJoin(referrals, eq(referrals.requestId, outbox.requestId))
    .where(inArray(outbox.id, [...outboxIds]))
    .orderBy(asc(outbox.id), asc(referrals.chain), asc(referrals.link))
  const facts = new Map<string, MailFacts>()
  for (const { outboxId, referralId, request, names: named, referral: row, inHands: hands, ...shown } of rows) {
    const referral: ToldReferral = {
      ...shown,
      referral: referralOf(row),
      inHands: hands && {
        ...hands,
        since: instantOf(hands.since),
        ownedSince: instantOf(hands.ownedSince),
        dueAt: instantOf(hands.dueAt),
        nextAt: instantOf(hands.nextAt),
      },
    }
    const known = facts.get(outboxId)
    facts.set(outboxId, {
      ...named,
      request,
      about: known === undefined || row.id === referralId ? referral : known.about,
      referrals: [...(known?.referrals ?? []), referral],
    })
  }
  return facts
}

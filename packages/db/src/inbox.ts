import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Inbox, InboxQuery, ReferralSummary, ReferralView } from '@boussole/contracts'
import {
  asId,
  countedDaysBetween,
  isAwaited,
  isOpen,
  lastDayOf,
  localDay,
  maySee,
  maySeeContact,
  maySeeReferral,
  referralStates,
  standingsOnReferral,
  watchesSomething,
} from '@boussole/domain'
import type {
  HolidayZone,
  PartnerId,
  Professional,
  ReferralId,
  ReferralPlace,
  ReferralState,
  Standing,
} from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { accompanimentOf, companionIds, currentAccompaniment } from './accompaniments.ts'
import type { PrintedAccompaniment } from './accompaniments.ts'
import { answersInWords } from './answers-in-words.ts'
import type { Reader } from './database.ts'
import { findReferralPlace } from './notes.ts'
import { all, narrowed } from './inbox-narrowing.ts'
import type { Narrowing, Quality } from './inbox-narrowing.ts'
import { instantOf, instantOrNull } from './schema/columns.ts'
import { isWatched, watchedTerritories } from './watched-territories.ts'

/**
 * The referrals of a professional's perimeter, by due date, a page at a time. `state` keeps one or some states; `due` keeps what
 * is to be contacted by the end of that local day: those that still wait for their partner, unless `state` says
 * otherwise. First names are only shown to who may see the contact. One statement: a page is read from each partner
 * and territory in the order of an index, then only what is shown is looked at further.
 */
export const listReferrals = async (reader: Reader, professional: Professional, query: Wanted): Promise<Inbox> => {
  // One more than shown: is there a next page?
  const limit = query.limit + 1
  const firstOf = (whose: SQL, who: Quality) =>
    sql`select id from referrals where ${whose} and ${wanted(query, who)} order by due_at, id limit ${limit}`
  const { rows } = await reader.execute<SummaryRow>(sql`
    with page as (
      select found.id
      from unnest(${sql.param(professional.partnerIds)}::uuid[]) as own (partner_id)
        cross join lateral (${firstOf(sql`referrals.partner_id = own.partner_id`, 'partner')}) as found
      union
      select found.id
      from unnest(${sql.param(professional.partnerIds)}::uuid[]) as own (partner_id)
        cross join lateral (${firstOf(sql`referrals.id in (${accompaniedBy(sql`own.partner_id`)})`, 'partner')}) as found
      union
      select found.id
      from territories cross join lateral (${firstOf(sql`referrals.territory_id = territories.id`, 'watcher')}) as found
      where ${isWatched(professional)}
    )
    select ${summary}
    from page join referrals on referrals.id = page.id join requests on requests.id = referrals.request_id
    order by referrals.due_at, referrals.id
    limit ${limit}`)
  const items = rows.slice(0, query.limit).map((row) => summaryOf(row, professional))
  const last = items.at(-1)
  const nextCursor =
    rows.length > query.limit && last !== undefined ? { dueAt: last.dueAt, id: asId<ReferralId>(last.id) } : null
  return { items, nextCursor }
}

/** The referrals of others that a partner accompanies now. */
const accompaniedBy = (partner: SQL): SQL => sql`
  select accompanied.id from accompaniments join referrals as accompanied on accompanied.id = referral_id
  where accompaniments.partner_id = ${partner} and began_at is not null and accompaniments.ended_at is null
    and accompanied.state = 'contacted' and accompanied.ended_at is null`

/** Which referrals of the perimeter. */
export type Wanted = Omit<InboxQuery, 'state'> &
  Narrowing & { readonly state?: InboxQuery['state'] | readonly ReferralState[] }

const wanted = ({ state, due, partner, cursor, ...narrowing }: Wanted, who: Quality): SQL => {
  const states =
    state === undefined ? referralStates.filter((each) => due === undefined || isAwaited(each)) : [state].flat()
  return all([
    ...narrowed(narrowing, who),
    states.length === referralStates.length ? undefined : sql`state in ${states}`,
    // True of every open referral, and what the index of running ones is kept by.
    states.every(isOpen) ? sql`ended_at is null` : undefined,
    due === undefined ? undefined : sql`due_at <= ((${due}::date + 1)::timestamp at time zone time_zone)`,
    partner === undefined ? undefined : sql`partner_id = ${partner}`,
    cursor === undefined
      ? undefined
      : sql`(due_at, id) > (${cursor.dueAt.toString()}::timestamptz, ${cursor.id}::uuid)`,
  ])
}

interface SummaryRow extends Record<string, unknown> {
  summary: Omit<ReferralSummary, 'sentAt' | 'dueAt' | 'dueDay' | 'daysLeft' | 'minutesLeft'> & {
    sentAt: string
    dueAt: string
  }
  place: ReferralPlace
  holiday_zone: HolidayZone
  ended_at: string | null
  now: string
}

// Names are looked up one by one, by key: as joins they cost the planner eight times what reading the page costs.
const summary = sql`
  jsonb_build_object('id', referrals.id, 'requestId', referrals.request_id, 'state', referrals.state,
    'partner', (select jsonb_build_object('id', id, 'name', name) from partners where id = referrals.partner_id),
    'offer', (select jsonb_build_object('id', id, 'title', title) from offers where id = referrals.offer_id),
    'commune', (select jsonb_build_object('code', code, 'name', name) from communes where code = requests.commune_code),
    'theme', (select jsonb_build_object('code', code, 'name', name) from themes where id = requests.theme_id),
    'need', (select jsonb_build_object('code', code, 'name', name) from needs where id = requests.need_id),
    'referent', (select jsonb_build_object('id', referents.id, 'name', users.name)
      from referents join users on users.id = user_id where referents.id = referrals.referent_id),
    'firstName', requests.first_name, 'age', requests.age, 'sentAt', referrals.sent_at, 'dueAt', referrals.due_at,
    'windowDays', referrals.window_days, 'counting', referrals.counting,
    'timeZone', referrals.time_zone) as summary,
  jsonb_build_object('partnerId', referrals.partner_id, 'territoryId', referrals.territory_id,
    'regionCode', (select region_code from territories where id = referrals.territory_id),
    'companionIds', ${companionIds}) as place,
  referrals.holiday_zone, referrals.ended_at, (select platform_now())::text as now`

const seesContact = ({ summary: { state }, place, ended_at }: SummaryRow, professional: Professional): boolean =>
  maySeeContact(professional, place, { state, endedAt: instantOrNull(ended_at) })

const summaryOf = (row: SummaryRow, professional: Professional): ReferralSummary => {
  const dueAt = instantOf(row.summary.dueAt)
  const { counting, timeZone } = row.summary
  const lastDay = lastDayOf(dueAt, timeZone)
  const now = instantOf(row.now)
  return {
    ...row.summary,
    firstName: seesContact(row, professional) ? row.summary.firstName : null,
    sentAt: instantOf(row.summary.sentAt),
    dueAt,
    dueDay: lastDay.toString(),
    daysLeft: countedDaysBetween(localDay(now, timeZone), lastDay, {
      counting,
      holidayZone: row.holiday_zone,
    }),
    minutesLeft: Math.floor((dueAt.epochMilliseconds - now.epochMilliseconds) / 60_000),
  }
}

/** A referral as one professional sees it, and what that person is to it. */
export interface ReferralSeen {
  readonly referral: ReferralView
  readonly standings: readonly Standing[]
}

/**
 * A referral with all that this professional may see of it; undefined when there is none or it is somebody else's.
 * History and notes travel: those of the earlier referrals of its chain are shown with its own (domain.md §5). A partner
 * whose referral is over keeps a trace: no contact, no answers, and of the notes only what this person wrote.
 */
export const findReferralFor = async (
  reader: Reader,
  professional: Professional,
  referralId: string,
): Promise<ReferralSeen | undefined> => {
  const place = await findReferralPlace(reader, referralId)
  if (place === undefined || !maySeeReferral(professional, place)) return undefined
  const { rows } = await reader.execute<ViewRow>(sql`
    select ${summary}, ${facts}, ${contact} as contact, ${answersInWords} as answers, ${timeline} as timeline,
      ${notes} as notes, ${currentAccompaniment} as accompaniment
    from referrals join requests on requests.id = referrals.request_id
      left join users as owners on owners.id = referrals.owner_id
    where referrals.id = ${referralId}`)
  const [row] = rows
  return row && seenIn(row, professional)
}

/** The same, without what this person is to it. */
export const getReferralView = async (
  reader: Reader,
  professional: Professional,
  referralId: string,
): Promise<ReferralView | undefined> => (await findReferralFor(reader, professional, referralId))?.referral

/** How many referrals of the perimeter, narrowed, are in each state; none where there are none. */
export const countReferrals = async (
  reader: Reader,
  professional: Professional,
  narrowing: Narrowing = {},
): Promise<Readonly<Partial<Record<ReferralState, number>>>> => {
  const own = sql`any(${sql.param(professional.partnerIds)}::uuid[])`
  // Each is read from its own index, which holds the state; only who is both a referent and a watcher may see one twice.
  const isBoth = watchesSomething(professional)
  const columns = isBoth ? sql`id, state` : sql`state`
  const seen = (whose: SQL, who: Quality) =>
    sql`select ${columns} from referrals where ${whose} and ${all(narrowed(narrowing, who))}`
  const ofPartners = sql`
    ${seen(sql`partner_id = ${own}`, 'partner')}
    union all
    ${seen(sql`id in (${accompaniedBy(own)}) and not partner_id = ${own}`, 'partner')}`
  const watched = seen(sql`territory_id in (${watchedTerritories(professional)})`, 'watcher')
  const { rows } = await reader.execute<{ state: ReferralState; count: number }>(sql`
    select state, count(*)::int as count
    from (${isBoth ? sql`${ofPartners} union ${watched}` : ofPartners}) as referrals
    group by state`)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

type Facts = Pick<
  ReferralView,
  'redirectConsent' | 'attempts' | 'declineReason' | 'outcome' | 'unresolvedCause' | 'owner'
> &
  Record<'graceUntil' | 'acceptedAt' | 'contactedAt' | 'lateContactAt' | 'lapsedAt' | 'endedAt', string | null>

interface ViewRow extends SummaryRow {
  facts: Facts
  contact: ReferralView['contact']
  answers: ReferralView['answers']
  timeline: (Omit<ReferralView['timeline'][number], 'at'> & { at: string })[]
  notes: PrintedNote[]
  accompaniment: PrintedAccompaniment | null
}

type PrintedNote = Omit<ReferralView['notes'][number], 'writtenAt'> & {
  writtenAt: string
  authorId: string | null
  partnerId: PartnerId | null
  referralId: string
}

const facts = sql`
  jsonb_build_object('redirectConsent', requests.consent_redirect, 'graceUntil', referrals.grace_until,
    'acceptedAt', referrals.accepted_at, 'contactedAt', referrals.contacted_at, 'attempts', referrals.attempts,
    'lateContactAt', referrals.late_contact_at, 'lapsedAt', referrals.lapsed_at,
    'declineReason', referrals.decline_reason, 'outcome', referrals.outcome,
    'unresolvedCause', referrals.unresolved_cause, 'endedAt', referrals.ended_at,
    'owner', case when owners.id is not null then jsonb_build_object('id', owners.id, 'name', owners.name) end) as facts`

const contact = sql`
  case when requests.first_name is not null then jsonb_build_object('firstName', requests.first_name,
    'email', requests.email, 'phone', requests.phone, 'prefers', requests.prefers, 'moments', requests.moments,
    'message', requests.message) end`

const chainSoFar = sql`
  referrals as links where links.request_id = referrals.request_id and links.chain = referrals.chain
    and links.link <= referrals.link`

/** Of what happened to each referral of a chain, so much is shown at the most: the latest. */
const entriesShown = 200

/** Of a reminder's milestone: has one of its mails left? Null for any other entry. */
const reminded = sql`
  case when journal.event ->> 'milestone' in ('remind-1', 'remind-2') then exists (
    select from outbox where outbox.referral_id = journal.referral_id and mail = 'reminder'
      and outbox.state in ('sent', 'bounced') and split_part(once_key, '/', 3)
        = (journal.event ->> 'milestone') || '.' || (journal.event ->> 'occurrence')) end`

const timeline = sql`coalesce((
  select jsonb_agg(jsonb_build_object('at', journal.at, 'kind',
      case when journal.event ->> 'kind' = 'contact-recorded' and journal.event ->> 'reached' = 'false'
        then 'attempt-recorded' else journal.event ->> 'kind' end,
    'by', jsonb_build_object('id', journal.actor_id, 'kind', journal.actor_kind, 'name', users.name),
    'from', journal.from_state, 'to', journal.to_state, 'milestone', journal.event ->> 'milestone',
    'reminded', ${reminded}, 'handedTo', (
      select takers.name from referents join users as takers on takers.id = referents.user_id
      where referents.id = (journal.event ->> 'toReferentId')::uuid)) order by journal.id)
  from (
      select latest.* from (select links.id from ${chainSoFar}) as chained cross join lateral (
        select * from journal where referral_id = chained.id order by version desc limit ${entriesShown}) as latest
    ) as journal left join users on users.id = journal.actor_id), '[]')`

const notes = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', notes.id, 'authorId', notes.author_id, 'author', users.name,
    'words', notes.words, 'writtenAt', notes.written_at, 'visibility', notes.visibility,
    'partnerId', notes.partner_id, 'referralId', notes.referral_id) order by notes.written_at, notes.id)
  from notes left join users on users.id = notes.author_id
  where notes.referral_id in (select links.id from ${chainSoFar})), '[]')`

/**
 * Which notes somebody reads: the shared ones of the chain for the partner and who watches; for a companion those of
 * this referral, from the beginning of the accompaniment; the private ones of one's own partner; and at any time what
 * one wrote oneself.
 */
const mayRead =
  ({ standings, professional, referralId, beganAt }: Reading) =>
  (note: PrintedNote): boolean => {
    if (note.authorId === professional.userId) return true
    if (note.visibility === 'private') {
      return (
        maySee('private-notes', standings) &&
        note.partnerId !== null &&
        professional.partnerIds.includes(note.partnerId)
      )
    }
    if (
      maySee(
        'shared-notes',
        standings.filter((standing) => standing !== 'companion'),
      )
    )
      return true
    return (
      maySee('shared-notes', standings) &&
      note.referralId === referralId &&
      beganAt !== null &&
      instantOf(note.writtenAt).epochMilliseconds >= beganAt.epochMilliseconds
    )
  }

interface Reading {
  readonly standings: readonly Standing[]
  readonly professional: Professional
  readonly referralId: string
  /** Of the accompaniment, when there is one that runs. */
  readonly beganAt: Temporal.Instant | null
}

const seenIn = (row: ViewRow, professional: Professional): ReferralSeen => {
  const { state, id: referralId } = row.summary
  const standings = standingsOnReferral(professional, row.place, { state, endedAt: instantOrNull(row.ended_at) })
  const sees = maySee('young-person', standings)
  const accompaniment = maySee('accompaniment', standings) ? accompanimentOf(row.accompaniment) : null
  const referral = {
    ...summaryOf(row, professional),
    ...row.facts,
    answers: sees ? row.answers : [],
    contact: sees ? row.contact : null,
    graceUntil: instantOrNull(row.facts.graceUntil),
    acceptedAt: instantOrNull(row.facts.acceptedAt),
    contactedAt: instantOrNull(row.facts.contactedAt),
    lateContactAt: instantOrNull(row.facts.lateContactAt),
    lapsedAt: instantOrNull(row.facts.lapsedAt),
    endedAt: instantOrNull(row.facts.endedAt),
    accompaniment,
    timeline: row.timeline.map((entry) => ({ ...entry, at: instantOf(entry.at) })),
    notes: row.notes
      .filter(mayRead({ standings, professional, referralId, beganAt: accompaniment?.beganAt ?? null }))
      .map(({ id, author, words, writtenAt, visibility }) => ({
        id,
        author,
        words,
        writtenAt: instantOf(writtenAt),
        visibility,
      })),
  }
  return { referral, standings }
}

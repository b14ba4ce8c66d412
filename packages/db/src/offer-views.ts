import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { OfferList, OfferSummary, OfferVersion, OfferView } from '@boussole/contracts'
import {
  asId,
  contactDueOn,
  lastDayOf,
  localDay,
  maySee,
  nextConfirmationOn,
  offerStandingOn,
  promisedDueAt,
  standingsOn,
  suspendedOn,
} from '@boussole/domain'
import type {
  HolidayZone,
  OfferId,
  OfferState,
  OfferVersionState,
  PartnerId,
  Professional,
  UpkeepCause,
} from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader } from './database.ts'
import { offerFigures } from './figure-cells.ts'
import { findOfferPlace, newestVersion } from './offer-writing.ts'
import { instantOf, instantOrNull } from './schema/columns.ts'
import { isWatched } from './watched-territories.ts'

type Printed = Omit<OfferSummary, 'standing' | 'confirmBy' | 'isToConfirm' | 'change'> & {
  readonly state: OfferState
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly underAgreement: boolean
  readonly confirmedAt: string
  readonly isHeld: boolean
  readonly toConfirmSince: string | null
  readonly timeZone: string
  readonly lastVersion: OfferVersionState | null
}

/** What is said of an offer in a list; those proposed are said before the draft that may follow them. */
const summary: SQL = sql`jsonb_build_object('id', offers.id, 'title', offers.title,
  'partner', jsonb_build_object('id', partners.id, 'name', partners.name),
  'theme', jsonb_build_object('code', themes.code, 'name', themes.name),
  'need', case when needs.id is not null then jsonb_build_object('code', needs.code, 'name', needs.name) end,
  'windowDays', offers.window_days, 'counting', offers.counting, 'state', offers.state,
  'validFrom', offers.valid_from, 'validUntil', offers.valid_until, 'confirmedAt', offers.confirmed_at,
  'isHeld', offers.held_since is not null, 'toConfirmSince', offers.to_confirm_since,
  'timeZone', territories.time_zone,
  'underAgreement', ${isUnderAgreement},
  'lastVersion', (select offer_versions.state from offer_versions where offer_id = offers.id
    and offer_versions.state <> 'superseded' order by number desc limit 1)) as summary`

const around: SQL = sql`
  join partners on partners.id = offers.partner_id
  join territories on territories.id = offers.territory_id
  join themes on themes.id = offers.theme_id
  left join needs on needs.id = offers.need_id`

const changeOf = (last: OfferVersionState | null): OfferSummary['change'] => {
  if (last === 'draft' || last === 'proposed') return last
  return last === 'refused' ? 'to-correct' : null
}

const summaryOf = (printed: Printed, now: Temporal.Instant): OfferSummary => {
  const { id, title, partner, theme, need, windowDays, counting, timeZone, confirmedAt, lastVersion } = printed
  const { toConfirmSince } = printed
  const today = localDay(now, timeZone)
  const confirmBy = nextConfirmationOn(localDay(instantOf(confirmedAt), timeZone), 'offer')
  const standing = offerStandingOn(printed, today)
  return {
    id,
    title,
    partner,
    theme,
    need,
    windowDays,
    counting,
    standing,
    change: standing === 'withdrawn' ? null : changeOf(lastVersion),
    confirmBy: confirmBy.toString(),
    isToConfirm:
      standing !== 'withdrawn' &&
      standing !== 'draft' &&
      (toConfirmSince !== null || Temporal.PlainDate.compare(today, confirmBy) >= 0),
  }
}

interface Page {
  readonly cursor?: OfferId | undefined
  readonly limit: number
}

/**
 * The offers of a professional's perimeter (those of their partners, and of what they watch, as `standingsOn`), by title,
 * a page at a time. The cursor is the last offer shown. A page is read from each partner and territory in the order of
 * an index, then only what is shown is looked at further.
 */
export const listOffers = async (
  reader: Reader,
  professional: Professional,
  { cursor, limit }: Page,
): Promise<OfferList> => {
  const after =
    cursor === undefined
      ? sql`true`
      : sql`(title, id) > (select shown.title, shown.id from offers as shown where shown.id = ${cursor})`
  const firstOf = (whose: SQL) =>
    sql`select id from offers where ${whose} and ${after} order by title, id limit ${limit + 1}`
  const { rows } = await reader.execute<{ summary: Printed; now: string }>(sql`
    with page as (
      select found.id
      from unnest(${sql.param(professional.partnerIds)}::uuid[]) as own (partner_id)
        cross join lateral (${firstOf(sql`offers.partner_id = own.partner_id`)}) as found
      union
      select found.id
      from territories cross join lateral (${firstOf(sql`offers.territory_id = territories.id`)}) as found
      where ${isWatched(professional)})
    select ${summary}, platform_now()::text as now from page join offers on offers.id = page.id ${around}
    order by offers.title, offers.id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map((row) => summaryOf(row.summary, instantOf(row.now)))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** A proposed version that awaits the animation. */
export interface OfferAwaiting {
  readonly offerId: string
  readonly title: string
  readonly partnerName: string
  readonly author: string | null
  readonly proposedAt: Temporal.Instant
  readonly isNew: boolean
  readonly timeZone: string
}

const mostAwaiting = 100

/** What was proposed and awaits the animation, the oldest first, a hundred at most: baskets count the same list. */
export const listOffersAwaiting = async (reader: Reader, professional: Professional): Promise<OfferAwaiting[]> => {
  const { rows } = await reader.execute<{
    offer_id: string
    title: string
    partner_name: string
    author: string | null
    proposed_at: string
    is_new: boolean
    time_zone: string
  }>(sql`
    with page as (
      select found.*
      from territories cross join lateral (
        select offer_versions.id, offer_id, proposed_at, author_id, content ->> 'title' as title
        from offers join offer_versions on offer_id = offers.id and offer_versions.state = 'proposed'
        where offers.territory_id = territories.id and offers.state <> 'withdrawn'
        order by proposed_at, offer_versions.id limit ${mostAwaiting}) as found
      where ${isWatched(professional)}
      order by found.proposed_at, found.id limit ${mostAwaiting})
    select page.offer_id, page.title, partners.name as partner_name, users.name as author, proposed_at::text,
      offers.state = 'draft' as is_new, time_zone
    from page join offers on offers.id = page.offer_id join partners on partners.id = offers.partner_id
      join territories on territories.id = offers.territory_id left join users on users.id = author_id
    order by proposed_at, page.id`)
  return rows.map((row) => ({
    offerId: row.offer_id,
    title: row.title,
    partnerName: row.partner_name,
    author: row.author,
    proposedAt: instantOf(row.proposed_at),
    isNew: row.is_new,
    timeZone: row.time_zone,
  }))
}

type PrintedVersion = Omit<OfferVersion, 'writtenAt' | 'proposedAt' | 'reviewedAt'> &
  Record<'proposedAt' | 'reviewedAt', string | null> & { readonly writtenAt: string }

interface ViewRow extends Record<string, unknown> {
  summary: Printed
  now: string
  territory: { id: string; name: string }
  holiday_zone: HolidayZone
  content: OfferView['content']
  settings: OfferView['settings']
  seen: string
  free_declared: { by: string; at: string } | null
  contact_confirmed_at: string | null
  contact_bounced_at: string | null
  contact_tested_at: string | null
  to_confirm_cause: UpkeepCause | null
  figures: OfferView['figures']
  versions: PrintedVersion[]
  changes: (Omit<OfferView['changes'][number], 'at'> & { at: string })[]
}

const settings: SQL = sql`jsonb_build_object('contactEmail', contact_email, 'validFrom', valid_from,
  'validUntil', valid_until, 'monthlyQuota', monthly_quota, 'referents', coalesce((
    select jsonb_agg(jsonb_build_object('id', referents.id, 'name', users.name) order by users.name)
    from offer_referents join referents on referents.id = referent_id join users on users.id = user_id
    where offer_id = offers.id), '[]'::jsonb)) as settings`

const versions: SQL = sql`coalesce((
  select jsonb_agg(jsonb_build_object('number', number, 'revision', revision, 'state', newest.state, 'content', content,
    'author', authors.name, 'writtenAt', written_at, 'proposedAt', proposed_at, 'reviewer', reviewers.name,
    'reviewedAt', reviewed_at, 'reviewWords', review_words) order by number desc)
  from (select * from offer_versions where offer_id = offers.id order by number desc limit 20) as newest
    left join users as authors on authors.id = author_id
    left join users as reviewers on reviewers.id = reviewed_by), '[]') as versions`

/** Names of the people whose ids a change keeps. */
const namesIn = (ids: SQL): SQL => sql`(
  select string_agg(people.name, ', ' order by people.name)
  from referents join users as people on people.id = user_id
  where referents.id::text = any(string_to_array(${ids}, ',')))`

const changes: SQL = sql`coalesce((
  select jsonb_agg(jsonb_build_object('at', at, 'by', users.name, 'kind', kind,
    'oldValue', case kind when 'referents' then ${namesIn(sql`old_value`)} else old_value end,
    'newValue', case kind when 'referents' then ${namesIn(sql`new_value`)} else new_value end) order by newest.id desc)
  from (select * from offer_changes where offer_id = offers.id order by id desc limit 30) as newest
    left join users on users.id = by_user), '[]') as changes`

/** An offer with its versions and its history, for who may see it; undefined for others. */
export const getOfferView = async (
  reader: Reader,
  professional: Professional,
  offerId: string,
): Promise<OfferView | undefined> => {
  const place = await findOfferPlace(reader, offerId)
  if (place === undefined || !maySee('offer', standingsOn(professional, place))) return undefined
  const { rows } = await reader.execute<ViewRow>(sql`
    select ${summary}, platform_now()::text as now, offer_content(offers.id) as content, ${settings},
      jsonb_build_object('id', territories.id, 'name', territories.name) as territory, holiday_zone,
      ${newestVersion} as seen, ${offerFigures} as figures, contact_confirmed_at::text, contact_bounced_at::text, to_confirm_cause,
      (select max(asked_at)::text from offer_contact_tests where offer_id = offers.id and email = contact_email)
        as contact_tested_at,
      (select jsonb_build_object('by', name, 'at', free_declared_at) from users where id = free_declared_by)
        as free_declared, ${versions}, ${changes}
    from offers ${around} where offers.id = ${offerId}`)
  return rows.map(viewOf)[0]
}

const toConfirmOf = ({ summary: { toConfirmSince }, to_confirm_cause: cause }: ViewRow): OfferView['toConfirm'] =>
  toConfirmSince === null || cause === null
    ? null
    : { since: toConfirmSince, cause, suspendedOn: suspendedOn(Temporal.PlainDate.from(toConfirmSince)).toString() }

const viewOf = (row: ViewRow): OfferView => {
  const now = instantOf(row.now)
  const { timeZone, windowDays, counting, confirmedAt } = row.summary
  const confirmed = instantOrNull(row.contact_confirmed_at)
  const promise = { receivedAt: now, counting, timeZone, holidayZone: row.holiday_zone }
  const due = windowDays === null ? null : promisedDueAt({ ...promise, windowDays })
  return {
    ...summaryOf(row.summary, now),
    toConfirm: toConfirmOf(row),
    territory: row.territory,
    content: row.content,
    settings: row.settings,
    seen: row.seen,
    freeDeclared: row.free_declared && { by: row.free_declared.by, at: instantOf(row.free_declared.at) },
    confirmedAt: instantOf(confirmedAt),
    contact: {
      confirmedAt: confirmed,
      bouncedAt: instantOrNull(row.contact_bounced_at),
      testedAt: instantOrNull(row.contact_tested_at),
      confirmBy:
        confirmed &&
        contactDueOn({
          confirmedOn: localDay(instantOf(confirmedAt), timeZone),
          contactConfirmedOn: localDay(confirmed, timeZone),
        }).toString(),
    },
    figures: row.figures,
    versions: row.versions.map((version) => ({
      ...version,
      writtenAt: instantOf(version.writtenAt),
      proposedAt: instantOrNull(version.proposedAt),
      reviewedAt: instantOrNull(version.reviewedAt),
    })),
    changes: row.changes.map((change) => ({ ...change, at: instantOf(change.at) })),
    promisedDay: due && lastDayOf(due, timeZone).toString(),
    timeZone,
  }
}

/** A partner as somebody who writes its offers needs it. */
export interface OfferingPartner {
  readonly id: PartnerId
  readonly name: string
  readonly email: string | null
  readonly territoryId: string
  readonly territoryName: string
  readonly timeZone: string
  readonly holidayZone: HolidayZone
  readonly counting: 'calendar' | 'working'
  readonly today: string
  readonly now: Temporal.Instant
  readonly underAgreement: boolean
  readonly referents: readonly { readonly id: string; readonly name: string; readonly userId: string }[]
}

/** The partners whose offers somebody may write. */
export const findOfferingPartners = async (
  reader: Reader,
  partnerIds: readonly string[],
): Promise<OfferingPartner[]> => {
  const { rows } = await reader.execute<{ partner: Omit<OfferingPartner, 'now'>; now: string }>(sql`
    select platform_now()::text as now, jsonb_build_object('id', partners.id, 'name', partners.name,
      'email', partners.email, 'territoryId', territories.id, 'territoryName', territories.name,
      'timeZone', time_zone, 'holidayZone', holiday_zone, 'counting', counting, 'today', (platform_now() at time zone time_zone)::date,
      'underAgreement', ${isUnderAgreement},
      'referents', coalesce((
        select jsonb_agg(jsonb_build_object('id', referents.id, 'name', users.name, 'userId', users.id) order by users.name)
        from referents join users on users.id = user_id and users.left_at is null
        where partner_id = partners.id and referents.left_at is null), '[]'::jsonb)) as partner
    from partners join territories on territories.id = territory_id
    where partners.id = any(${sql.param(partnerIds)}::uuid[]) order by partners.name, partners.id`)
  return rows.map(({ partner, now }) => ({ ...partner, id: asId<PartnerId>(partner.id), now: instantOf(now) }))
}

/** What a letter about an offer says: its title now, its partner, and the words of the last review. */
export const findOfferNames = async (
  reader: Reader,
  offerId: string,
  number: number,
): Promise<
  | {
      readonly title: string
      readonly partnerName: string
      readonly state: OfferVersionState
      readonly reviewWords: string | null
      /** It was accepted before, this version or another. */
      readonly isRunning: boolean
    }
  | undefined
> => {
  const { rows } = await reader.execute<{
    title: string
    partner_name: string
    state: OfferVersionState
    review_words: string | null
    is_running: boolean
  }>(sql`
    select content ->> 'title' as title, partners.name as partner_name, offer_versions.state, review_words,
      offers.state <> 'draft' as is_running
    from offer_versions join offers on offers.id = offer_id join partners on partners.id = offers.partner_id
    where offer_id = ${offerId} and number = ${number}`)
  const [row] = rows
  if (row === undefined) return undefined
  const { title, partner_name: partnerName, state, review_words: reviewWords, is_running: isRunning } = row
  return { title, partnerName, state, reviewWords, isRunning }
}

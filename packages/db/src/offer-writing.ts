import { sql } from 'drizzle-orm'
import type { OfferContent, OfferDraft, OfferDraftSettings } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { OfferState, PartnerId, PartnerPlace, TerritoryId } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { askedAnew, offerToday } from './upkeep/coming-back.ts'

/** Where an offer lies, so that one may be asked who may do what with it. */
export interface OfferPlace extends PartnerPlace {
  readonly offerId: string
}

interface PlaceRow extends Record<string, unknown> {
  partner_id: string
  territory_id: string
  region_code: string
}

const placeOf = (row: PlaceRow): PartnerPlace => ({
  partnerId: asId<PartnerId>(row.partner_id),
  territoryId: asId<TerritoryId>(row.territory_id),
  regionCode: row.region_code,
})

/** The place of an offer; undefined: there is none of this id. */
export const findOfferPlace = async (reader: Reader, offerId: string): Promise<OfferPlace | undefined> => {
  if (!isUuid(offerId)) return undefined
  const { rows } = await reader.execute<PlaceRow>(sql`
    select partner_id, territory_id, region_code from offers join territories on territories.id = territory_id
    where offers.id = ${offerId}`)
  const [row] = rows
  return row && { offerId, ...placeOf(row) }
}

/** The place of a partner; undefined: there is none of this id. */
export const findPartnerPlace = async (reader: Reader, partnerId: string): Promise<PartnerPlace | undefined> => {
  if (!isUuid(partnerId)) return undefined
  const { rows } = await reader.execute<PlaceRow>(sql`
    select partners.id as partner_id, territory_id, region_code
    from partners join territories on territories.id = territory_id where partners.id = ${partnerId}`)
  return rows.map(placeOf)[0]
}

/** An offer locked for one act. */
export interface LockedOffer {
  readonly state: OfferState
  readonly contactEmail: string | null
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly monthlyQuota: number | null
  readonly referents: readonly string[]
  /** Paused at its third lapse, until the animation looks at it. */
  readonly isHeld: boolean
  /** The last mail to its contact address came back. */
  readonly isContactInDoubt: boolean
  /** The newest version and its revision, as forms carry it. */
  readonly seen: string
}

interface LockedRow extends Record<string, unknown> {
  state: OfferState
  contact_email: string | null
  valid_from: string | null
  valid_until: string | null
  monthly_quota: number | null
  referents: string[]
  is_held: boolean
  is_contact_in_doubt: boolean
}

/** The newest version of an offer and its revision: `2.1`; of an offer without versions `0.0`. `offers` is in scope. */
export const newestVersion = sql`coalesce((
  select number || '.' || revision from offer_versions where offer_id = offers.id order by number desc limit 1), '0.0')`

/** Locks an offer for one act; undefined when there is none of this id. */
export const lockOffer = async (tx: Tx, offerId: string): Promise<LockedOffer | undefined> => {
  const { rows } = await tx.execute<LockedRow>(sql`
    select state, contact_email, valid_from::text, valid_until::text, monthly_quota, held_since is not null as is_held,
      contact_bounced_at is not null as is_contact_in_doubt,
      coalesce((select jsonb_agg(referent_id order by referent_id) from offer_referents where offer_id = offers.id), '[]')
        as referents
    from offers where id = ${offerId} for update`)
  const [row] = rows
  if (row === undefined) return undefined
  // Asked once the lock is held: another act may have written a version while this one waited.
  const { rows: newest } = await tx.execute<{ seen: string }>(
    sql`select ${newestVersion} as seen from offers where id = ${offerId}`,
  )
  return {
    state: row.state,
    contactEmail: row.contact_email,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    monthlyQuota: row.monthly_quota,
    referents: row.referents,
    isHeld: row.is_held,
    isContactInDoubt: row.is_contact_in_doubt,
    seen: newest[0]?.seen ?? '0.0',
  }
}

/** An offer of before its versions were kept gets its first one, as it runs. */
export const keepFirstVersion = async (tx: Tx, offerId: string): Promise<void> => {
  await tx.execute(sql`
    insert into offer_versions (offer_id, number, content, state, written_at)
    select id, 1, offer_content(id), 'accepted', created_at from offers
    where id = ${offerId} and state <> 'draft' and not exists (select from offer_versions where offer_id = offers.id)`)
}

/** Does everything that a version names exist in this territory: its need, if it has one, its criteria's answers, its zones? */
export const isContentKnown = async (
  reader: Reader,
  { theme, need, criteria, zones }: OfferDraft,
  territoryId: string,
): Promise<boolean> => {
  const codes = sql`${sql.param([...zones])}::text[]`
  const { rows } = await reader.execute<{ known: boolean }>(sql`
    select exists (
        select from territory_themes join themes on themes.id = territory_themes.theme_id and themes.code = ${theme}
          left join needs on needs.theme_id = themes.id and needs.code = ${need}::text
        where territory_themes.territory_id = ${territoryId} and (needs.id is not null or ${need}::text is null))
      and not exists (
        select from jsonb_each(${JSON.stringify(criteria)}::jsonb) as asked (question, accepted),
          jsonb_array_elements_text(accepted) as answer
        where not exists (
          select from territory_themes join themes on themes.id = theme_id and themes.code = ${theme}
            join questionnaire_pages on questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id
            join questions on questions.page_id = questionnaire_pages.id and questions.code = asked.question
            join answers on answers.question_id = questions.id and answers.code = answer
          where territory_themes.territory_id = ${territoryId}))
      and not exists (
        select from unnest(${codes}) as zone where not case left(zone, 1)
          when 'C' then exists (select from communes where code = substr(zone, 3))
          when 'E' then exists (select from epcis where code = substr(zone, 3))
          when 'D' then exists (select from departments where code = substr(zone, 3))
          when 'R' then exists (select from regions where code = substr(zone, 3))
          else zone = 'N:FR' end) as known`)
  return rows[0]?.known ?? false
}

/**
 * Has an offer a criterion of which no accepted answer is asked any more, in its theme's questionnaire there? It would
 * accept nobody, or, with its question gone, everybody. Where its theme is closed nothing is asked, and nothing is gone.
 */
export const hasGoneCriteria = async (reader: Reader, offerId: string): Promise<boolean> => {
  const { rows } = await reader.execute(sql`
    select from offers
      join territory_themes on territory_themes.territory_id = offers.territory_id
        and territory_themes.theme_id = offers.theme_id
      cross join jsonb_each(criteria) as criterion (question, accepted)
    where offers.id = ${offerId} and not exists (
      select from questionnaire_pages join questions on page_id = questionnaire_pages.id
        join answers on question_id = questions.id
      where questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id
        and questions.code = criterion.question and criterion.accepted ? answers.code)`)
  return rows.length > 0
}

interface NewOffer {
  readonly id: string
  readonly place: PartnerPlace
  readonly content: OfferDraft
  readonly settings: OfferDraftSettings
  /** Charter: whoever writes it says that it is free. */
  readonly isDeclaredFree: boolean
  readonly userId: string
}

/** A new offer, a draft that nobody is shown; its first version comes besides. */
export const insertOffer = async (tx: Tx, offer: NewOffer): Promise<void> => {
  const { id, place, content, settings, isDeclaredFree, userId } = offer
  const { theme, need, title, description, place: where, windowDays, counting, ageMin, ageMax, criteria } = content
  await tx.execute(sql`
    insert into offers (id, partner_id, territory_id, theme_id, need_id, title, description, place, state, window_days,
      counting, age_min, age_max, criteria, valid_from, valid_until, monthly_quota, contact_email, free_of_charge,
      free_declared_by, free_declared_at)
    select ${id}, ${place.partnerId}, ${place.territoryId}, themes.id, needs.id, ${title}, ${description}, ${where},
      'draft', ${windowDays}, ${counting}, ${ageMin}, ${ageMax}, ${JSON.stringify(criteria)}::jsonb,
      ${settings.validFrom}, ${settings.validUntil}, ${settings.monthlyQuota}, ${settings.contactEmail}, true,
      ${isDeclaredFree ? userId : null}, ${isDeclaredFree ? sql`platform_now()` : null}
    from themes left join needs on needs.theme_id = themes.id and needs.code = ${need}::text
    where themes.code = ${theme}`)
  await writeZones(tx, id, content.zones)
  await writeReferents(tx, id, settings.referents)
}

const writeZones = async (tx: Tx, offerId: string, zones: readonly string[]): Promise<void> => {
  const codes = sql`${sql.param([...new Set(zones)])}::text[]`
  await tx.execute(sql`delete from offer_zones where offer_id = ${offerId} and zone_code <> all(${codes})`)
  await tx.execute(sql`
    insert into offer_zones (offer_id, zone_code) select ${offerId}, unnest(${codes}) on conflict do nothing`)
}

/** The people who answer for an offer. */
export const writeReferents = async (tx: Tx, offerId: string, referents: readonly string[]): Promise<void> => {
  const ids = sql`${sql.param([...new Set(referents)])}::uuid[]`
  await tx.execute(sql`delete from offer_referents where offer_id = ${offerId} and referent_id <> all(${ids})`)
  await tx.execute(sql`
    insert into offer_referents (offer_id, referent_id) select ${offerId}, unnest(${ids}) on conflict do nothing`)
}

/** Are all of these people referents of the partner today? */
export const areReferentsOf = async (
  reader: Reader,
  partnerId: string,
  referents: readonly string[],
): Promise<boolean> => {
  const ids = sql`${sql.param([...new Set(referents)])}::uuid[]`
  const { rows } = await reader.execute<{ known: boolean }>(sql`
    select count(*) = cardinality(${ids}) as known from referents
    where id = any(${ids}) and partner_id = ${partnerId} and left_at is null`)
  return rows[0]?.known ?? false
}

/**
 * Has an offer what it needs besides its words: contact, first day, dates in order, somebody who answers, and one that
 * was never online, who declares it free? What runs has it all.
 */
export const isReadyToRun = async (tx: Tx, offerId: string): Promise<boolean> => {
  const { rows } = await tx.execute<{ ready: boolean }>(sql`
    select state <> 'draft' or (contact_email is not null and valid_from is not null
      and coalesce(valid_until >= valid_from, true) and free_declared_by is not null
      and exists (select from offer_referents join referents on referents.id = referent_id
        where offer_id = offers.id and left_at is null)) as ready
    from offers where id = ${offerId}`)
  return rows[0]?.ready ?? false
}

/** Writes the draft of an offer: a new version, or the one that is being written once more. */
export const writeDraft = async (
  tx: Tx,
  { offerId, content, userId }: { offerId: string; content: OfferDraft; userId: string },
): Promise<void> => {
  const words = JSON.stringify(content)
  const { rowCount } = await tx.execute(sql`
    update offer_versions
    set content = ${words}::jsonb, author_id = ${userId}, written_at = platform_now(), revision = revision + 1
    where offer_id = ${offerId} and state = 'draft'`)
  if (rowCount !== 0) return
  await tx.execute(sql`
    insert into offer_versions (offer_id, number, content, state, author_id)
    select ${offerId}, coalesce(max(number), 0) + 1, ${words}::jsonb, 'draft', ${userId}
    from offer_versions where offer_id = ${offerId}`)
}

/**
 * The draft goes to the animation; what was proposed before and not yet read is superseded. Its number, and that of the
 * last version that the animation answered to, 0 before any; undefined: no draft.
 */
export const proposeDraft = async (
  tx: Tx,
  offerId: string,
): Promise<{ readonly number: number; readonly content: OfferDraft; readonly lastRead: number } | undefined> => {
  await tx.execute(sql`
    update offer_versions set state = 'superseded' where offer_id = ${offerId} and state = 'proposed'
      and exists (select from offer_versions as draft where draft.offer_id = ${offerId} and draft.state = 'draft')`)
  const { rows } = await tx.execute<{ number: number; content: OfferDraft; last_read: number }>(sql`
    update offer_versions set state = 'proposed', proposed_at = platform_now()
    where offer_id = ${offerId} and state = 'draft'
    returning number, content, (select coalesce(max(read.number), 0) from offer_versions as read
      where read.offer_id = ${offerId} and read.reviewed_at is not null) as last_read`)
  const [row] = rows
  return row && { number: row.number, content: row.content, lastRead: row.last_read }
}

/** A proposed version as the animation answers to it. */
export interface Proposed {
  readonly id: string
  readonly content: OfferDraft
  readonly authorId: string | null
}

/** The proposed version of this number; undefined: it was read or replaced meanwhile. */
export const findProposed = async (tx: Tx, offerId: string, number: number): Promise<Proposed | undefined> => {
  const { rows } = await tx.execute<{ id: string; content: OfferDraft; author_id: string | null }>(sql`
    select id, content, author_id from offer_versions
    where offer_id = ${offerId} and number = ${number} and state = 'proposed'`)
  const [row] = rows
  return row && { id: row.id, content: row.content, authorId: row.author_id }
}

/** The animation's answer to a proposed version. */
export const writeReview = async (
  tx: Tx,
  review: { versionId: string; accepted: boolean; words: string | null; userId: string },
): Promise<void> => {
  const { versionId, accepted, words, userId } = review
  await tx.execute(sql`
    update offer_versions set state = ${accepted ? 'accepted' : 'refused'}, reviewed_by = ${userId},
      reviewed_at = platform_now(), review_words = ${words}
    where id = ${versionId}`)
}

/** An accepted version runs from now on: the offer's row and its zones, and with them what matching reads. */
export const runContent = async (tx: Tx, offerId: string, content: OfferContent): Promise<void> => {
  await writeContent(tx, offerId, content)
  await tx.execute(sql`
    update offers set confirmed_at = platform_now(), ${confirmedAgain} where id = ${offerId}`)
}

/** The words and conditions of the offer's row, and its zones: of one that runs, or of a draft, which nobody is shown. */
export const writeContent = async (tx: Tx, offerId: string, content: OfferDraft): Promise<void> => {
  const { theme, need, title, description, place, windowDays, counting, ageMin, ageMax, criteria, zones } = content
  await tx.execute(sql`
    update offers set theme_id = themes.id, need_id = needs.id, title = ${title}, description = ${description},
      place = ${place}, window_days = ${windowDays}, counting = ${counting}, age_min = ${ageMin}, age_max = ${ageMax},
      criteria = ${JSON.stringify(criteria)}::jsonb, updated_at = platform_now()
    from themes left join needs on needs.theme_id = themes.id and needs.code = ${need}::text
    where themes.code = ${theme} and offers.id = ${offerId}`)
  await writeZones(tx, offerId, zones)
}

/** Something that acts at once, with who, old and new value. */
export interface OfferChange {
  readonly kind:
    | 'paused'
    | 'resumed'
    | 'withdrawn'
    | 'quota'
    | 'valid-from'
    | 'valid-until'
    | 'contact'
    | 'referents'
    | 'confirmed'
    | 'contact-tested'
    | 'free-declared'
    | 'looked-at'
  readonly oldValue?: string | null
  readonly newValue?: string | null
}

/** Keeps what acted at once in the offer's history. */
export const keepOfferChange = async (
  tx: Tx,
  { offerId, userId, kind, oldValue = null, newValue = null }: OfferChange & { offerId: string; userId: string },
): Promise<void> => {
  await tx.execute(sql`
    insert into offer_changes (offer_id, by_user, kind, old_value, new_value)
    values (${offerId}, ${userId}, ${kind}, ${oldValue}, ${newValue})`)
}

/** Paused, resumed or withdrawn: nothing then holds it any more. One that is resumed has its days to be confirmed again. */
export const writeOfferState = async (tx: Tx, offerId: string, state: OfferState): Promise<void> => {
  await tx.execute(sql`
    update offers set state = ${state}, held_since = null, updated_at = platform_now()
      ${state === 'active' ? sql`, ${askedAnew}` : sql``}
    where id = ${offerId}`)
}

/**
 * Nothing is to be confirmed any more, unless mails to its contact come back: what was suspended, or a draft that is
 * accepted, is online.
 */
const confirmedAgain = sql`
  to_confirm_since = case when contact_bounced_at is not null then to_confirm_since end,
  to_confirm_cause = case when contact_bounced_at is not null then to_confirm_cause end,
  state = case when state = 'draft' or (state = 'suspended' and contact_bounced_at is null) then 'active' else state end`

/** Somebody said that everything is still right. */
export const writeConfirmed = async (tx: Tx, offerId: string): Promise<void> => {
  await tx.execute(sql`
    update offers set confirmed_at = platform_now(), updated_at = platform_now(), ${confirmedAgain} where id = ${offerId}`)
}

/** Charter: the offer is free for young people; who says so. */
export const writeFreeDeclared = async (tx: Tx, offerId: string, userId: string): Promise<void> => {
  await tx.execute(sql`
    update offers set free_declared_by = ${userId}, free_declared_at = platform_now() where id = ${offerId}`)
}

/**
 * Dates, number and contact; another contact address is to be proven anew. An offer that was over and begins again has its
 * days to be confirmed again.
 */
export const writeSettings = async (
  tx: Tx,
  offerId: string,
  { contactEmail, validFrom, validUntil, monthlyQuota }: OfferDraftSettings,
): Promise<void> => {
  await tx.execute(sql`
    update offers set
      contact_confirmed_at = case when contact_email = ${contactEmail}::text then contact_confirmed_at end,
      contact_bounced_at = case when contact_email = ${contactEmail}::text then contact_bounced_at end,
      to_confirm_since = case
        when to_confirm_since is not null and state = 'active' and valid_until < ${offerToday}
          and coalesce(${validUntil}::date, 'infinity') >= ${offerToday} then ${offerToday}
        else to_confirm_since end,
      contact_email = ${contactEmail}, valid_from = ${validFrom}, valid_until = ${validUntil},
      monthly_quota = ${monthlyQuota}, updated_at = platform_now()
    where id = ${offerId}`)
}

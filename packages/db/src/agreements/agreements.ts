import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { AgreementCursor, AgreementFilter } from '@boussole/contracts'
import type { AgreementSide, PartnerPlace, Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { localToday } from '../local-today.ts'
import { isUnderAgreement } from '../agreement-in-force.ts'
import type { Reader } from '../database.ts'
import { instantOf } from '../schema/columns.ts'
import { isWatched } from '../watched-territories.ts'

/** Who signed a charter, as they typed it, and when. */
export interface CharterSignature {
  readonly name: string
  readonly function: string
  readonly at: Temporal.Instant
}

/** A charter that was proposed to a partner. */
export interface Charter {
  readonly id: string
  readonly version: string
  /** SHA-256 of the words that are signed, in hexadecimal. */
  readonly textHash: string
  readonly signatory: { readonly name: string; readonly function: string; readonly email: string }
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  /** Until when the link of the last sending may be used. */
  readonly expiresAt: Temporal.Instant
  /** It cannot be used any more. */
  readonly isExpired: boolean
  /** The mail with it came back. */
  readonly hasBounced: boolean
  readonly partnerSigned: CharterSignature | null
  readonly animationSigned: CharterSignature | null
  readonly isWithdrawn: boolean
  /** SHA-256 of the signed document, in hexadecimal; null before both have signed. */
  readonly pdfHash: string | null
}

/** One year in force; both days count. ISO days. */
export interface AgreementYearView {
  readonly id: string
  readonly fromDay: string
  readonly toDay: string
  readonly version: string
  readonly origin: 'paper' | 'signed' | 'renewed'
  readonly charterId: string | null
  /** The charter that it comes from was signed here; known also once that charter is erased. */
  readonly isSignedOnline: boolean
  /** The scan of a charter on paper, with its SHA-256 in hexadecimal; null for one signed online, or without scan. */
  readonly scan: { readonly id: string; readonly hash: string } | null
  readonly followedBy: 'renewal' | 'charter' | 'nothing' | null
}

/** What an ending came in place of, and what comes again when it is taken back. */
export interface EarlierEnd {
  /** ISO day: the last of the year that the ending shortened; of the last year of all, when nothing followed. */
  readonly toDay: string
  /** What was to come after it: another year of the same, a charter that is signed already, or nothing, by an earlier ending. */
  readonly followedBy: 'renewal' | 'charter' | 'nothing'
}

/** The agreement of one partner, today. */
export interface PartnerAgreement {
  readonly place: PartnerPlace
  readonly partnerName: string
  readonly territoryName: string
  readonly timeZone: string
  /** ISO day, local to the partner. */
  readonly today: string
  readonly isInForce: boolean
  /** The partner has closed, for good: nothing begins, ends or goes on any more. */
  readonly isClosed: boolean
  /** The year that runs or comes, or the last one. */
  readonly year: AgreementYearView | null
  /** The charter that waits for signatures. */
  readonly waiting: Charter | null
  /** The ending declared of that year, while it has not taken effect. */
  readonly ending: { readonly id: number; readonly side: AgreementSide; readonly earlier: EarlierEnd } | null
}

type CharterJson = Omit<Charter, 'proposedAt' | 'expiresAt' | 'partnerSigned' | 'animationSigned'> & {
  readonly proposedAt: string
  readonly expiresAt: string
  readonly partnerSigned: (Omit<CharterSignature, 'at'> & { readonly at: string }) | null
  readonly animationSigned: (Omit<CharterSignature, 'at'> & { readonly at: string }) | null
}

const signatureOf = (signed: CharterJson['partnerSigned']): CharterSignature | null =>
  signed && { ...signed, at: instantOf(signed.at) }

export const charterOf = (json: CharterJson): Charter => ({
  ...json,
  proposedAt: instantOf(json.proposedAt),
  expiresAt: instantOf(json.expiresAt),
  partnerSigned: signatureOf(json.partnerSigned),
  animationSigned: signatureOf(json.animationSigned),
})

const signed = (side: 'partner' | 'animation'): SQL => {
  const column = (name: string) => sql.raw(`charters.${side}_signed_${name}`)
  return sql`case when ${column('at')} is not null then jsonb_build_object('name', ${column('name')},
    'function', ${column('function')}, 'at', ${column('at')}) end`
}

/** A row of `charters` as JSON; needs nothing beside it. */
export const charterJson = sql`jsonb_build_object('id', charters.id, 'version', charters.version,
  'textHash', encode(charters.text_hash, 'hex'),
  'signatory', jsonb_build_object('name', charters.signatory_name, 'function', charters.signatory_function,
    'email', charters.signatory_email),
  'proposedBy', (select name from users where users.id = charters.proposed_by),
  'proposedAt', charters.proposed_at, 'expiresAt', charters.expires_at,
  'isExpired', charters.expires_at <= (select platform_now()), 'hasBounced', charters.mail_bounced_at is not null,
  'partnerSigned', ${signed('partner')}, 'animationSigned', ${signed('animation')},
  'isWithdrawn', charters.withdrawn_at is not null, 'pdfHash', encode(charters.pdf_hash, 'hex'))`

/** How the year was signed; one that was renewed, as the last one before it that was not. */
const isSignedOnline = (year: SQL): SQL => sql`(
  ${year}.charter_id is not null or coalesce((
    select earlier.origin = 'signed' from agreements as earlier
    where earlier.partner_id = ${year}.partner_id and earlier.from_day <= ${year}.from_day and earlier.origin <> 'renewed'
    order by earlier.from_day desc limit 1), false))`

const yearJson = (year: SQL): SQL => sql`jsonb_build_object('id', ${year}.id, 'fromDay', ${year}.from_day,
  'toDay', ${year}.to_day, 'version', ${year}.charter_version, 'origin', ${year}.origin,
  'charterId', ${year}.charter_id, 'isSignedOnline', ${isSignedOnline(year)}, 'scan', (
    select jsonb_build_object('id', id, 'hash', encode(scan_hash, 'hex')) from paper_charters
    where paper_charters.id = ${year}.paper_charter_id), 'followedBy', ${year}.followed_by)`

/** Every partner with its last year and the charter that waits: what the lists and their counts are made of. */
const around = sql`
  partners join territories on territories.id = partners.territory_id
    left join lateral (
      select * from agreements where agreements.partner_id = partners.id order by from_day desc limit 1) as year on true
    left join lateral (
      select * from charters where charters.partner_id = partners.id
        and charters.animation_signed_at is null and charters.withdrawn_at is null limit 1) as charters on true`

/** What a row of `agreement_endings` came in place of: of the years that were to come, the last one tells how they would end. */
const earlierEnd = sql`
  case
    when later_years = '[]'
      then jsonb_build_object('toDay', earlier_to_day, 'followedBy', coalesce(earlier_followed_by, 'renewal'))
    when later_years -> -1 ->> 'followed_by' = 'nothing'
      then jsonb_build_object('toDay', later_years -> -1 ->> 'to_day', 'followedBy', 'nothing')
    else jsonb_build_object('toDay', earlier_to_day, 'followedBy', 'charter') end`

const columns = sql`
  jsonb_build_object('partnerId', partners.id, 'territoryId', territories.id, 'regionCode', region_code) as place,
  partners.name as "partnerName", territories.name as "territoryName", time_zone as "timeZone", ${localToday}::text as today,
  case when year.id is not null then ${yearJson(sql`year`)} end as year,
  ${isUnderAgreement} as "isInForce", partners.closed_at is not null as "isClosed",
  case when charters.id is not null then ${charterJson} end as waiting,
  (select jsonb_build_object('id', ending.id, 'side', side, 'earlier', ${earlierEnd}) from agreement_endings as ending
    where ending.partner_id = partners.id and partners.closed_at is null and taken_back_at is null and year.followed_by = 'nothing'
      and last_day = year.to_day and last_day >= ${localToday}
    order by declared_at desc limit 1) as ending`

type AgreementRow = Omit<PartnerAgreement, 'waiting'> & { waiting: CharterJson | null } & Record<string, unknown>

const agreementOf = ({ waiting, ...row }: AgreementRow): PartnerAgreement => ({
  ...row,
  waiting: waiting && charterOf(waiting),
})

/** So many days ahead the calendar of agreements tells what ends or renews. */
export const calendarDays = 90

const narrowed: Readonly<Record<AgreementFilter, SQL>> = {
  'to-countersign': sql`charters.partner_signed_at is not null`,
  'to-sign': sql`charters.id is not null and charters.partner_signed_at is null`,
  // Its year ends in the days ahead, and renews itself: nobody has ended it.
  soon: sql`year.followed_by is null and year.to_day between ${localToday} and ${localToday} + ${calendarDays}::int`,
  // None in force, and none on its way, of a partner that goes on.
  without: sql`partners.closed_at is null and (year.id is null or year.to_day < ${localToday}) and charters.id is null`,
}

/** The agreements of these partners, by name. */
export const findAgreements = async (reader: Reader, partnerIds: readonly string[]): Promise<PartnerAgreement[]> => {
  const { rows } = await reader.execute<AgreementRow>(sql`
    select ${columns} from ${around} where partners.id = any(${sql.param(partnerIds)}::uuid[])
    order by partners.name, partners.id limit 100`)
  return rows.map(agreementOf)
}

/** The agreement of one partner; undefined when there is no such partner. */
export const findAgreement = async (reader: Reader, partnerId: string): Promise<PartnerAgreement | undefined> =>
  (await findAgreements(reader, [partnerId]))[0]

/** Agreements on one page. */
const perPage = 50

const isTheirs = (professional: Professional, own: boolean): SQL =>
  own
    ? sql`(${isWatched(professional)} or partners.id = any(${sql.param(professional.partnerIds)}::uuid[]))`
    : isWatched(professional)

/** Which agreements of which perimeter. `own`: those of the partners one answers for as well. */
interface Asked {
  readonly filter?: AgreementFilter | undefined
  readonly cursor?: AgreementCursor | undefined
  readonly own?: boolean
}

/** The agreements of what somebody watches, by the partner's name; `next` when there are more. */
export const listAgreements = async (
  reader: Reader,
  professional: Professional,
  { filter, cursor, own = false }: Asked,
): Promise<{ readonly items: readonly PartnerAgreement[]; readonly next: AgreementCursor | null }> => {
  const { rows } = await reader.execute<AgreementRow>(sql`
    select ${columns} from ${around}
    where ${isTheirs(professional, own)} and ${filter === undefined ? sql`true` : narrowed[filter]}
      and ${cursor === undefined ? sql`true` : sql`(partners.name, partners.id) > (${cursor.name}, ${cursor.partnerId}::uuid)`}
    order by partners.name, partners.id limit ${perPage + 1}`)
  const items = rows.slice(0, perPage).map(agreementOf)
  const last = items.at(-1)
  const next =
    rows.length > perPage && last !== undefined ? { name: last.partnerName, partnerId: last.place.partnerId } : null
  return { items, next }
}

/** How many agreements each list of what somebody watches holds: as many as its pages show. */
export const countAgreements = async (
  reader: Reader,
  professional: Professional,
): Promise<Readonly<Record<AgreementFilter, number>>> => {
  const { rows } = await reader.execute<Record<AgreementFilter, number>>(sql`
    select count(*) filter (where ${narrowed['to-countersign']})::int as "to-countersign",
      count(*) filter (where ${narrowed['to-sign']})::int as "to-sign",
      count(*) filter (where ${narrowed.soon})::int as soon,
      count(*) filter (where ${narrowed.without})::int as without
    from ${around} where ${isWatched(professional)}`)
  return rows[0] ?? { 'to-countersign': 0, 'to-sign': 0, soon: 0, without: 0 }
}

/** An ending that somebody declared. ISO days. */
export interface AgreementEnding {
  readonly lastDay: string
  readonly side: 'partner' | 'animation'
  readonly kind: 'at-term' | 'with-notice' | 'partner-closed'
  readonly words: string
  readonly declaredBy: string
  readonly declaredAt: Temporal.Instant
  /** Who took it back, and when; null while it stands. */
  readonly takenBack: { readonly by: string; readonly at: Temporal.Instant } | null
}

/** What there was of a partner's agreement, the newest first. */
export interface AgreementHistory {
  readonly years: readonly AgreementYearView[]
  readonly charters: readonly Charter[]
  readonly endings: readonly AgreementEnding[]
}

/** Shown of each. */
const shown = 30

/** The years, charters and endings of one partner. */
export const findAgreementHistory = async (reader: Reader, partnerId: string): Promise<AgreementHistory> => {
  const { rows } = await reader.execute<{
    years: AgreementYearView[]
    charters: CharterJson[]
    endings: (Omit<AgreementEnding, 'declaredAt' | 'takenBack'> & {
      declaredAt: string
      takenBack: { by: string; at: string } | null
    })[]
  }>(sql`
    select
      (select coalesce(jsonb_agg(${yearJson(sql`year`)} order by from_day desc), '[]') from (
        select * from agreements where partner_id = ${partnerId} order by from_day desc limit ${shown}) as year) as years,
      (select coalesce(jsonb_agg(${charterJson} order by proposed_at desc), '[]') from (
        select * from charters where partner_id = ${partnerId}
        order by proposed_at desc limit ${shown}) as charters) as charters,
      (select coalesce(jsonb_agg(jsonb_build_object('lastDay', last_day, 'side', side, 'kind', kind, 'words', words,
          'declaredBy', users.name, 'declaredAt', declared_at, 'takenBack', case when taken_back_at is not null
          then jsonb_build_object('at', taken_back_at, 'by', (select name from users where id = taken_back_by)) end) order by declared_at desc), '[]')
        from (select * from agreement_endings where partner_id = ${partnerId}
            order by declared_at desc limit ${shown}) as endings
          join users on users.id = declared_by) as endings`)
  const [row] = rows
  return {
    years: row?.years ?? [],
    charters: (row?.charters ?? []).map(charterOf),
    endings: (row?.endings ?? []).map((ending) => ({
      ...ending,
      declaredAt: instantOf(ending.declaredAt),
      takenBack: ending.takenBack && { ...ending.takenBack, at: instantOf(ending.takenBack.at) },
    })),
  }
}

/** A charter with the partner whose it is. */
export interface PartnerCharter {
  readonly charter: Charter
  readonly place: PartnerPlace
  readonly partnerName: string
  readonly territoryName: string
  readonly timeZone: string
}

const findCharterWhere = async (reader: Reader, which: SQL): Promise<PartnerCharter | undefined> => {
  const { rows } = await reader.execute<
    Omit<PartnerCharter, 'charter'> & { charter: CharterJson } & Record<string, unknown>
  >(sql`
    select ${charterJson} as charter, partners.name as "partnerName", territories.name as "territoryName",
      time_zone as "timeZone",
      jsonb_build_object('partnerId', partners.id, 'territoryId', territories.id, 'regionCode', region_code) as place
    from charters join partners on partners.id = charters.partner_id
      join territories on territories.id = charters.territory_id
    where ${which}`)
  const [row] = rows
  return row && { ...row, charter: charterOf(row.charter) }
}

/** One charter; undefined when there is none. */
export const findCharter = (reader: Reader, id: string): Promise<PartnerCharter | undefined> =>
  findCharterWhere(reader, sql`charters.id = ${id}`)

/** The charter of this link, as long as the link is good; undefined afterwards, and when it was taken back. */
export const findCharterByLink = (reader: Reader, tokenHash: Buffer): Promise<PartnerCharter | undefined> =>
  findCharterWhere(reader, sql`token_hash = ${tokenHash} and withdrawn_at is null and expires_at > platform_now()`)

/** The signed document of a charter, as it is kept; undefined before both have signed. */
export const findCharterPdf = async (reader: Reader, id: string): Promise<Buffer | undefined> => {
  const { rows } = await reader.execute<{ pdf: Buffer | null }>(sql`select pdf from charters where id = ${id}`)
  return rows[0]?.pdf ?? undefined
}

/** Somebody who signed a charter online for the partner: they may be written to. */
export interface OnlineSignatory {
  readonly charterId: string
  readonly name: string
}

/**
 * Who signed online for a partner, of the year that holds this day or of one after it; and, where an ending that stands
 * made this day the last one, of the years that it took away. Whoever signed several is named once, by the last
 * charter.
 */
export const listSignatoriesFrom = async (
  reader: Reader,
  partnerId: string,
  day: string,
): Promise<readonly OnlineSignatory[]> => {
  const { rows } = await reader.execute<OnlineSignatory & Record<string, unknown>>(sql`
    with years as (
        select charter_id, from_day from agreements where partner_id = ${partnerId} and to_day >= ${day}::date
        union all
        select later.charter_id, later.from_day
        from agreement_endings, jsonb_populate_recordset(null::agreements, later_years) as later
        where agreement_endings.partner_id = ${partnerId} and taken_back_at is null and last_day = ${day}::date),
      signatories as (
        select distinct on (signatory_email) charters.id, partner_signed_name, from_day
        from years join charters on charters.id = charter_id order by signatory_email, from_day desc)
    select id as "charterId", partner_signed_name as name from signatories order by from_day`)
  return rows
}

/** A year as a letter tells of it. */
export interface ToldYear extends Pick<AgreementYearView, 'toDay' | 'version' | 'followedBy'> {
  readonly partnerName: string
  /** Who declared that it ends; null when nobody did. */
  readonly endedBy: 'partner' | 'animation' | null
}

/** One year of an agreement; undefined when there is none any more. */
export const findAgreementYear = async (reader: Reader, id: string): Promise<ToldYear | undefined> => {
  const { rows } = await reader.execute<ToldYear & Record<string, unknown>>(sql`
    select to_day::text as "toDay", charter_version as version, followed_by as "followedBy",
      partners.name as "partnerName",
      (select side from agreement_endings where agreement_id = agreements.id and taken_back_at is null
        order by declared_at desc limit 1) as "endedBy"
    from agreements join partners on partners.id = partner_id where agreements.id = ${id}`)
  return rows[0]
}

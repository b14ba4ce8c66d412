import { sql } from 'drizzle-orm'
import type { Signature } from '@boussole/contracts'
import type {
  AgreementNotice,
  AgreementSide,
  AgreementYear,
  EndingKind,
  PartnerPlace,
  YearBeforeCharter,
} from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import type { NextSending, Sending } from '../invitations.ts'

/** How long the link of a charter may be used, in days from each sending. */
export const charterLinkDays = 30
/** How long the signatory may still fetch the signed document by that link, in days. */
const signedLinkDays = 60
/** A charter is sent so many times at the most. */
const sendingsAllowed = 20

/** Keeps two acts on one partner's agreement from being done at the same time. */
export const lockAgreement = async (tx: Tx, partnerId: string): Promise<void> => {
  await tx.execute(sql`select from partners where id = ${partnerId} for no key update`)
}

/** A charter to be kept. */
export interface NewCharter {
  readonly id: string
  readonly place: PartnerPlace
  readonly version: string
  readonly textHash: Buffer
  readonly signatory: Signature & { readonly email: string }
  readonly proposedBy: string
  readonly tokenHash: Buffer
}

/** Keeps a charter that is proposed. False: another one waits for this partner. */
export const insertCharter = async (
  tx: Tx,
  { id, place, version, textHash, signatory, proposedBy, tokenHash }: NewCharter,
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into charters (id, territory_id, partner_id, version, text_hash, signatory_name, signatory_function,
      signatory_email, proposed_by, token_hash, expires_at)
    values (${id}, ${place.territoryId}, ${place.partnerId}, ${version}, ${textHash}, ${signatory.name},
      ${signatory.function}, ${signatory.email}, ${proposedBy}, ${tokenHash},
      platform_now() + make_interval(days => ${charterLinkDays}))
    on conflict (partner_id) where animation_signed_at is null and withdrawn_at is null do nothing`)
  return rowCount === 1
}

const waitsForPartner = sql`partner_signed_at is null and withdrawn_at is null`

/** The next sending; undefined when nobody is waited for, or when it was sent often enough. */
export const nextCharterSending = async (tx: Tx, id: string): Promise<NextSending | undefined> => {
  const { rows } = await tx.execute<NextSending>(sql`
    select sendings + 1 as sending, signatory_email as "lastEmail" from charters
    where id = ${id} and ${waitsForPartner} and sendings < ${sendingsAllowed} for update`)
  return rows[0]
}

/** The charter is sent once more, with another link; the earlier one is over. */
export const updateCharterSending = async (tx: Tx, { id, sending, email, tokenHash }: Sending): Promise<void> => {
  await tx.execute(sql`
    update charters set sendings = ${sending}, token_hash = ${tokenHash}, signatory_email = ${email}, mail_bounced_at = null,
      expires_at = platform_now() + make_interval(days => ${charterLinkDays})
    where id = ${id}`)
}

/** What the letter with the link says of its sending: until when it is good; undefined when it is over. */
export const findCharterSending = async (
  reader: Reader,
  { id, sending }: { readonly id: string; readonly sending: number },
): Promise<{ readonly lastDay: string } | undefined> => {
  const { rows } = await reader.execute<{ lastDay: string }>(sql`
    select (expires_at at time zone time_zone)::date::text as "lastDay"
    from charters join territories on territories.id = territory_id
    where charters.id = ${id} and sendings = ${sending} and ${waitsForPartner} and expires_at > platform_now()`)
  return rows[0]
}

/** Which sending a charter is at. */
export const findLastSending = async (reader: Reader, id: string): Promise<number | undefined> => {
  const { rows } = await reader.execute<{ sendings: number }>(sql`select sendings from charters where id = ${id}`)
  return rows[0]?.sendings
}

/** The partner's signatory signs by the link, once; the id of the charter, undefined when the link is over. */
export const signByLink = async (
  tx: Tx,
  { tokenHash, name, function: role }: Signature & { readonly tokenHash: Buffer },
): Promise<string | undefined> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update charters set partner_signed_at = platform_now(), partner_signed_name = ${name},
      partner_signed_function = ${role}, partner_signed_sending = sendings,
      expires_at = platform_now() + make_interval(days => ${signedLinkDays})
    where token_hash = ${tokenHash} and ${waitsForPartner} and expires_at > platform_now()
    returning id`)
  return rows[0]?.id
}

/** The animation signs a charter that the partner has signed, with the document that both signed. False: it has moved on. */
export const countersign = async (
  tx: Tx,
  signed: Signature & {
    readonly id: string
    readonly userId: string
    readonly at: Temporal.Instant
    readonly pdf: Buffer
    readonly pdfHash: Buffer
  },
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update charters set animation_signed_at = ${signed.at.toString()}::timestamptz, animation_signed_name = ${signed.name},
      animation_signed_function = ${signed.function}, animation_signed_by = ${signed.userId},
      pdf = ${signed.pdf}, pdf_hash = ${signed.pdfHash},
      expires_at = platform_now() + make_interval(days => ${signedLinkDays})
    where id = ${signed.id} and partner_signed_at is not null and animation_signed_at is null and withdrawn_at is null`)
  return rowCount === 1
}

/** A charter is taken back before both have signed. False: it has moved on. */
export const withdrawWaitingCharter = async (tx: Tx, id: string, by: string): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update charters set withdrawn_at = platform_now(), withdrawn_by = ${by}
    where id = ${id} and animation_signed_at is null and withdrawn_at is null`)
  return rowCount === 1
}

/** The year of a charter takes the place of the renewal that was to begin on the same day, and which nobody has ended. */
export const inPlaceOfRenewal = sql`
    on conflict (partner_id, from_day) do update set charter_id = excluded.charter_id,
      paper_charter_id = excluded.paper_charter_id, charter_version = excluded.charter_version, origin = excluded.origin,
      signed_on = excluded.signed_on, to_day = excluded.to_day, signatory_partner = excluded.signatory_partner,
      signatory_animation = excluded.signatory_animation
    where agreements.origin = 'renewed' and agreements.followed_by is null`

/** The year of a charter begins to be in force; what ran until the day before is followed by it. */
export const insertSignedYear = async (tx: Tx, charterId: string, year: AgreementYear): Promise<void> => {
  const [from, to] = [year.fromDay.toString(), year.toDay.toString()]
  await tx.execute(sql`
    update agreements set followed_by = 'charter' from charters
    where charters.id = ${charterId} and agreements.partner_id = charters.partner_id
      and agreements.from_day < ${from} and followed_by is distinct from 'nothing' and to_day >= ${from}::date - 1`)
  const { rowCount } = await tx.execute(sql`
    insert into agreements (partner_id, charter_id, charter_version, origin, signed_on, from_day, to_day,
      signatory_partner, signatory_animation)
    select partner_id, charters.id, version, 'signed', (animation_signed_at at time zone time_zone)::date, ${from}, ${to},
      left(partner_signed_name || ', ' || partner_signed_function, 160),
      left(animation_signed_name || ', ' || animation_signed_function, 160)
    from charters join territories on territories.id = territory_id where charters.id = ${charterId}
    ${inPlaceOfRenewal}`)
  if (rowCount !== 1) throw new Error('the year of a charter was not kept')
}

/** The last year of a partner's agreement, with which its ending, its renewal and its next charter begin. */
export interface LastYear extends YearBeforeCharter {
  readonly id: string
}

interface LastYearRow extends Record<string, unknown> {
  id: string
  from: string
  to: string
  isRenewal: boolean
  ends: boolean
}

const lastYearOf = (row: LastYearRow): LastYear => ({
  id: row.id,
  isRenewal: row.isRenewal,
  fromDay: Temporal.PlainDate.from(row.from),
  toDay: Temporal.PlainDate.from(row.to),
  ends: row.ends,
})

/** The last year of a partner; undefined when it has none. */
export const findLastYear = async (tx: Tx, partnerId: string): Promise<LastYear | undefined> => {
  const { rows } = await tx.execute<LastYearRow>(sql`
    select id, from_day::text as "from", to_day::text as "to", origin = 'renewed' as "isRenewal", followed_by is not distinct from 'nothing' as ends
    from agreements where partner_id = ${partnerId} order by from_day desc limit 1`)
  return rows[0] && lastYearOf(rows[0])
}

/**
 * The day on which a partner's agreement was last decided on: its last charter was signed, or an end declared that stands.
 * Undefined when nothing was.
 */
export const findLastDecision = async (tx: Tx, partnerId: string): Promise<Temporal.PlainDate | undefined> => {
  const { rows } = await tx.execute<{ day: string | null }>(sql`
    select greatest(
      (select max(signed_on) from agreements where partner_id = partners.id),
      (select max((declared_at at time zone time_zone)::date) from agreement_endings
        where partner_id = partners.id and taken_back_at is null))::text as day
    from partners join territories on territories.id = territory_id where partners.id = ${partnerId}`)
  const day = rows[0]?.day ?? null
  return day === null ? undefined : Temporal.PlainDate.from(day)
}

/**
 * An agreement ends with this day, and this is kept: the year that holds the day ends with it, what would have come after
 * it does not. The id of that year.
 */
export const writeEnding = async (
  tx: Tx,
  ending: {
    readonly place: PartnerPlace
    readonly lastDay: Temporal.PlainDate
    readonly side: AgreementSide
    /** What was declared; `partner-closed`: nobody is left to give notice to (decision 0040). */
    readonly kind: EndingKind | 'partner-closed'
    readonly words: string
    readonly userId: string
  },
): Promise<string> => {
  const { partnerId, territoryId } = ending.place
  const day = ending.lastDay.toString()
  const { rows } = await tx.execute<{ id: string }>(sql`
    with year as (
        select id, to_day, followed_by from agreements
        where partner_id = ${partnerId} and ${day}::date between from_day and to_day),
      kept as (
        insert into agreement_endings (territory_id, partner_id, agreement_id, earlier_to_day, earlier_followed_by,
          later_years, last_day, side, kind, words, declared_by)
        select ${territoryId}, ${partnerId}, id, to_day, followed_by, (
            select coalesce(jsonb_agg(to_jsonb(later) order by from_day), '[]') from agreements as later
            where later.partner_id = ${partnerId} and later.from_day > ${day}),
          ${day}, ${ending.side}, ${ending.kind}, ${ending.words}, ${ending.userId} from year)
    update agreements set to_day = ${day}, followed_by = 'nothing' from year where agreements.id = year.id
    returning agreements.id`)
  const [year] = rows
  if (year === undefined) throw new Error('an agreement ends on a day on which it is not in force')
  const later = sql`select id from agreements where partner_id = ${partnerId} and from_day > ${day}`
  // An ending of a year that was to come is now one of this year.
  await tx.execute(sql`update agreement_endings set agreement_id = ${year.id} where agreement_id in (${later})`)
  await tx.execute(sql`delete from agreements where id in (${later})`)
  return year.id
}

/**
 * An ending is taken back: the year that it shortened is as long as before, and what was to come after it comes. The id of
 * that year; undefined when somebody else took it back first.
 */
export const writeEndingTakenBack = async (
  tx: Tx,
  { endingId, userId }: { readonly endingId: number; readonly userId: string },
): Promise<string | undefined> => {
  const { rows } = await tx.execute<{ id: string; partnerId: string }>(sql`
    with ending as (
      update agreement_endings set taken_back_at = platform_now(), taken_back_by = ${userId}
      where id = ${endingId} and taken_back_at is null returning *)
    update agreements set to_day = ending.earlier_to_day, followed_by = ending.earlier_followed_by from ending
    where agreements.partner_id = ending.partner_id and agreements.to_day = ending.last_day
      and agreements.followed_by = 'nothing'
    returning agreements.id, agreements.partner_id as "partnerId"`)
  const [year] = rows
  if (year === undefined) return undefined
  await tx.execute(sql`
    insert into agreements select later.* from agreement_endings,
      jsonb_populate_recordset(null::agreements, later_years) as later
    where agreement_endings.id = ${endingId}`)
  // An ending that was declared before of a year that comes again is one of that year.
  await tx.execute(sql`
    update agreement_endings set agreement_id = agreements.id from agreements
    where agreements.partner_id = ${year.partnerId} and agreement_endings.partner_id = agreements.partner_id
      and taken_back_at is null and last_day between from_day and to_day`)
  return year.id
}

/** A year whose end is near or has come, and nothing was decided of what follows. */
export interface YearToLookAt extends AgreementYear {
  readonly id: string
  readonly partnerId: string
  readonly territoryId: string
  readonly charterId: string | null
  readonly today: Temporal.PlainDate
  readonly noticed: readonly AgreementNotice[]
}

interface YearRow extends Record<string, unknown> {
  id: string
  partner_id: string
  territory_id: string
  charter_id: string | null
  from_day: string
  to_day: string
  today: string
  noticed: AgreementNotice[]
}

/**
 * Locks the next year that is to be renewed or told of, the one that ends first; another worker, and one on whose partner
 * somebody acts, takes another one. Undefined: there is none but those left out.
 */
export const takeYearToLookAt = async (tx: Tx, leftOut: readonly string[]): Promise<YearToLookAt | undefined> => {
  const { rows } = await tx.execute<YearRow>(sql`
    select agreements.id, partner_id, territory_id, charter_id, from_day::text, to_day::text, day.today::text as today,
      array_remove(array[case when noticed_60_at is not null then 60 end,
        case when noticed_30_at is not null then 30 end], null) as noticed
    from agreements join partners on partners.id = partner_id join territories on territories.id = territory_id
      cross join lateral (select ((select platform_now()) at time zone time_zone)::date as today) as day
    where followed_by is null and agreements.id <> all(${sql.param([...leftOut])}::uuid[]) and to_day <= (select platform_now())::date + 62
      and (to_day <= day.today
        or (noticed_60_at is null and to_day - 60 <= day.today)
        or (noticed_30_at is null and to_day - 30 <= day.today))
    order by to_day, agreements.id limit 1
    -- As every act on an agreement does: none of them meanwhile.
    for update of agreements skip locked for no key update of partners skip locked`)
  const [row] = rows
  return (
    row && {
      id: row.id,
      partnerId: row.partner_id,
      territoryId: row.territory_id,
      charterId: row.charter_id,
      fromDay: Temporal.PlainDate.from(row.from_day),
      toDay: Temporal.PlainDate.from(row.to_day),
      today: Temporal.PlainDate.from(row.today),
      noticed: row.noticed,
    }
  )
}

/** The notices of a year's end were put in the outbox, or their moment has passed. */
export const markNoticed = async (tx: Tx, id: string, notices: readonly AgreementNotice[]): Promise<void> => {
  const told = (days: AgreementNotice) => sql`${notices.includes(days)}`
  await tx.execute(sql`
    update agreements set
      noticed_60_at = case when ${told(60)} then coalesce(noticed_60_at, platform_now()) else noticed_60_at end,
      noticed_30_at = case when ${told(30)} then coalesce(noticed_30_at, platform_now()) else noticed_30_at end
    where id = ${id}`)
}

/** The year after a year, on the same terms; the id of the new one. A year that is there already stays as it is. */
export const insertRenewal = async (tx: Tx, id: string, { fromDay, toDay }: AgreementYear): Promise<string> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with renewed as (update agreements set followed_by = 'renewal' where id = ${id})
    insert into agreements (partner_id, charter_id, paper_charter_id, charter_version, origin, signed_on, from_day, to_day,
      signatory_partner, signatory_animation)
    select partner_id, charter_id, paper_charter_id, charter_version, 'renewed', signed_on, ${fromDay.toString()}, ${toDay.toString()},
      signatory_partner, signatory_animation
    from agreements where id = ${id}
    on conflict (partner_id, from_day) do update set from_day = excluded.from_day
    returning id`)
  const [row] = rows
  if (row === undefined) throw new Error('an agreement was not renewed')
  return row.id
}

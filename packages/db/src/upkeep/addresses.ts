import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { Professional, Role, TerritoryId, TerritoryPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { unlessTaken } from '../database.ts'
import type { Reader, Tx } from '../database.ts'
import { isUuid } from '../is-uuid.ts'
import { instantOf } from '../schema/columns.ts'
import { isWatched } from '../watched-territories.ts'
import { zoneOffered } from '../watchers.ts'
import type { UpkeepCursor } from './lists.ts'

/** An address to which mails come back: an offer's contact, somebody's own, or one to which a link was sent. */
export interface AddressInDoubt {
  readonly kind: 'offer' | 'person' | 'invitation' | 'watch' | 'charter'
  /** Of the offer, the person, the invitation or the charter. */
  readonly id: string
  /** The partner it belongs to; null for an invitation to watch, and for a person, who may have several. */
  readonly partnerId: string | null
  /** What the offer or the person is called. */
  readonly name: string
  /** Null for an invitation to watch. */
  readonly partnerName: string | null
  readonly email: string
  readonly phone: string | null
  readonly bouncedAt: Temporal.Instant
  readonly timeZone: string
}

/**
 * Contacts of offers, referents, and links sent to people without an account, of what this person watches; of
 * invitations to watch, their own. Counted and listed by the same words.
 */
const inDoubt = (professional: Professional): SQL => sql`
  select 'offer' as kind, offers.id, partners.id as partner_id, title as name, partners.name as partner_name, contact_email as email,
    partners.phone, contact_bounced_at as bounced_at, time_zone
  from offers join territories on territories.id = offers.territory_id join partners on partners.id = offers.partner_id
  where ${isWatched(professional)} and contact_bounced_at is not null and offers.state not in ('draft', 'withdrawn')
  union all
  select 'person', users.id, null, users.name, min(partners.name), users.email, coalesce(users.phone, min(partners.phone)),
    mail_bounced_at, min(time_zone)
  from users join referents on user_id = users.id and referents.left_at is null
    join partners on partners.id = partner_id join territories on territories.id = territory_id
  where ${isWatched(professional)} and mail_bounced_at is not null and users.left_at is null
  group by users.id
  union all
  select 'invitation', invitations.id, partners.id, invitations.name, partners.name, invitations.email, partners.phone,
    mail_bounced_at, time_zone
  from invitations join partners on partners.id = partner_id join territories on territories.id = partners.territory_id
  where ${isWatched(professional)} and mail_bounced_at is not null and accepted_at is null and cancelled_at is null
  union all
  select 'charter', charters.id, partners.id, signatory_name, partners.name, signatory_email, partners.phone,
    mail_bounced_at, time_zone
  from charters join partners on partners.id = partner_id join territories on territories.id = partners.territory_id
  where ${isWatched(professional)} and mail_bounced_at is not null and partner_signed_at is null and withdrawn_at is null
  union all
  select 'watch', id, null, name, null, email, null, mail_bounced_at, ${zoneOffered}
  from invitations
  where invited_by = ${professional.userId} and partner_id is null and mail_bounced_at is not null
    and accepted_at is null and cancelled_at is null`

/** How many addresses mails come back from, of what this person watches. */
export const countAddressesInDoubt = async (reader: Reader, professional: Professional): Promise<number> => {
  const { rows } = await reader.execute<{ count: number }>(
    sql`select count(*)::int as count from (${inDoubt(professional)}) as addresses`,
  )
  return rows[0]?.count ?? 0
}

const perPage = 30

interface AddressRow extends Record<string, unknown> {
  kind: AddressInDoubt['kind']
  id: string
  partner_id: string | null
  name: string
  partner_name: string | null
  email: string
  phone: string | null
  bounced_at: string
  time_zone: string
}

const addressOf = (row: AddressRow): AddressInDoubt => ({
  kind: row.kind,
  id: row.id,
  partnerId: row.partner_id,
  name: row.name,
  partnerName: row.partner_name,
  email: row.email,
  phone: row.phone,
  bouncedAt: instantOf(row.bounced_at),
  timeZone: row.time_zone,
})

/** The addresses that mails come back from: the longest in doubt first. */
export const listAddressesInDoubt = async (
  reader: Reader,
  professional: Professional,
  after?: UpkeepCursor,
): Promise<{ readonly items: readonly AddressInDoubt[]; readonly next: UpkeepCursor | null }> => {
  const rest = after === undefined ? sql`true` : sql`(bounced_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await reader.execute<AddressRow>(sql`
    select kind, id, partner_id, name, partner_name, email, phone, bounced_at::text, time_zone
    from (${inDoubt(professional)}) as addresses where ${rest}
    order by addresses.bounced_at, id limit ${perPage + 1}`)
  const items = rows.slice(0, perPage).map(addressOf)
  const last = items.at(-1)
  return {
    items,
    next: rows.length > perPage && last !== undefined ? { at: last.bouncedAt.toString(), id: last.id } : null,
  }
}

/** Somebody whose mails come back, with the places of the partners they answer for. */
export interface PersonInDoubt {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly places: readonly TerritoryPlace[]
}

/** This person, if their mails come back; undefined otherwise. */
export const findPersonInDoubt = async (reader: Reader, userId: string): Promise<PersonInDoubt | undefined> => {
  if (!isUuid(userId)) return undefined
  const { rows } = await reader.execute<{
    name: string
    email: string
    role: Role
    places: { id: string; region: string }[]
  }>(sql`
    select users.name, users.email, role, coalesce((
      select jsonb_agg(distinct jsonb_build_object('id', territories.id, 'region', region_code))
      from referents join partners on partners.id = partner_id join territories on territories.id = territory_id
      where user_id = users.id and referents.left_at is null), '[]') as places
    from users where id = ${userId} and mail_bounced_at is not null and left_at is null`)
  const [row] = rows
  if (row === undefined) return undefined
  const places = row.places.map(({ id, region }) => ({ territoryId: asId<TerritoryId>(id), regionCode: region }))
  return { userId, name: row.name, email: row.email, role: row.role, places }
}

/** Who answers for a partner together with this person: each colleague once, as a referent. */
export const findColleagues = async (reader: Reader, userId: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select distinct on (referents.user_id) referents.id
    from referents as own join referents on referents.partner_id = own.partner_id
      join users on users.id = referents.user_id and users.left_at is null
    where own.user_id = ${userId} and own.left_at is null and referents.left_at is null and referents.user_id <> ${userId}
    order by referents.user_id, referents.id limit 200`)
  return rows.map(({ id }) => id)
}

/** The address of this person is no longer in doubt. */
export const clearPersonDoubt = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`update users set mail_bounced_at = null where id = ${userId}`)
}

/** The account of this person has another address. False: another account has it. */
export const updatePersonAddress = (
  tx: Tx,
  { userId, oldEmail, email }: { readonly userId: string; readonly oldEmail: string; readonly email: string },
): Promise<boolean> =>
  unlessTaken(['users_by_email'], () =>
    tx.execute(sql`
      update users set email = ${email}, mail_bounced_at = null
      where id = ${userId} and email = ${oldEmail} and left_at is null and mail_bounced_at is not null`),
  )

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { GivenRole, PartnerPlace, Professional, UserId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { unlessTaken } from './database.ts'
import type { Reader, Tx } from './database.ts'
import { instantOf } from './schema/columns.ts'
import { isWatched } from './watched-territories.ts'
import { watchesOffered } from './watchers.ts'
import type { NamedWatch } from './watchers.ts'

/** How long an invitation is good for, in days from each sending. */
export const invitationDays = 7
/** An invitation is sent so many times at the most. */
const sendingsAllowed = 20

export type InvitationState = 'sent' | 'accepted' | 'expired' | 'cancelled'

/** An invitation as those see it who watch over its partner. */
export interface Invitation {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly partner: PartnerPlace & { readonly name: string }
  readonly invitedBy: string
  readonly state: InvitationState
  /** The mail with its link came back. */
  readonly hasBounced: boolean
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly timeZone: string
}

interface InvitationRow extends Record<string, unknown> {
  id: string
  name: string
  email: string
  partner: Invitation['partner']
  invited_by: string
  state: InvitationState
  has_bounced: boolean
  created_at: string
  expires_at: string
  time_zone: string
}

const columns = sql`
  invitations.id, invitations.name, invitations.email, invitations.created_at::text, expires_at::text, time_zone,
  jsonb_build_object('partnerId', partners.id, 'name', partners.name, 'territoryId', partners.territory_id,
    'regionCode', territories.region_code) as partner,
  inviters.name as invited_by, invitations.mail_bounced_at is not null as has_bounced,
  case when accepted_at is not null then 'accepted' when cancelled_at is not null then 'cancelled'
    when expires_at <= platform_now() then 'expired' else 'sent' end as state`

const tables = sql`
  invitations join partners on partners.id = partner_id join territories on territories.id = partners.territory_id
    join users inviters on inviters.id = invited_by`

const invitationOf = ({
  created_at,
  expires_at,
  time_zone,
  invited_by,
  has_bounced,
  ...row
}: InvitationRow): Invitation => ({
  ...row,
  hasBounced: has_bounced,
  invitedBy: invited_by,
  timeZone: time_zone,
  createdAt: instantOf(created_at),
  expiresAt: instantOf(expires_at),
})

/** Invitations on one page. */
const pageLength = 50

/** Where a list of invitations goes on. */
export interface InvitationCursor {
  readonly at: string
  readonly id: string
}

/** The invitations of what this person watches, the latest first; `next` when there are more. */
export const listInvitations = async (
  reader: Reader,
  professional: Professional,
  after?: InvitationCursor,
): Promise<{ readonly items: readonly Invitation[]; readonly next: InvitationCursor | null }> => {
  const rest =
    after === undefined
      ? sql`true`
      : sql`(invitations.created_at, invitations.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await reader.execute<InvitationRow>(sql`
    select ${columns} from ${tables}
    where ${isWatched(professional)} and ${rest}
    order by invitations.created_at desc, invitations.id desc limit ${pageLength + 1}`)
  const items = rows.slice(0, pageLength).map(invitationOf)
  const last = items.at(-1)
  const next = rows.length > pageLength && last !== undefined ? { at: last.createdAt.toString(), id: last.id } : null
  return { items, next }
}

/** One invitation; undefined when there is none. */
export const findInvitation = async (reader: Reader, id: string): Promise<Invitation | undefined> => {
  const { rows } = await reader.execute<InvitationRow>(sql`
    select ${columns} from ${tables} where invitations.id = ${id}`)
  return rows[0] && invitationOf(rows[0])
}

/** A partner to whom somebody may be invited. */
export interface InvitingPartner extends PartnerPlace {
  readonly name: string
}

/** Partners offered at the most in the list of a form. */
const partnersOffered = 1000

const partnerColumns = sql`
  partners.id as "partnerId", partners.name, partners.territory_id as "territoryId",
  territories.region_code as "regionCode"`

/** The partners of what this person watches, by name. */
export const listInvitingPartners = async (
  reader: Reader,
  professional: Professional,
): Promise<readonly InvitingPartner[]> => {
  const { rows } = await reader.execute<InvitingPartner & Record<string, unknown>>(sql`
    select ${partnerColumns} from partners join territories on territories.id = partners.territory_id
    where ${isWatched(professional)} and closed_at is null
    order by partners.name, partners.id limit ${partnersOffered}`)
  return rows
}

/** One partner, with where it lies; undefined where there is none, or it has closed. */
export const findInvitingPartner = async (reader: Reader, partnerId: string): Promise<InvitingPartner | undefined> => {
  const { rows } = await reader.execute<InvitingPartner & Record<string, unknown>>(sql`
    select ${partnerColumns} from partners join territories on territories.id = partners.territory_id
    where partners.id = ${partnerId} and closed_at is null`)
  return rows[0]
}

/** An invitation to be kept. */
export interface NewInvitation {
  readonly id: string
  readonly partner: InvitingPartner
  readonly name: string
  readonly email: string
  readonly invitedBy: string
  readonly tokenHash: Buffer
}

/** Keeps an invitation. False: one of the same address by the same partner waits already. */
export const insertInvitation = async (
  tx: Tx,
  { id, partner, name, email, invitedBy, tokenHash }: NewInvitation,
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into invitations (id, territory_id, partner_id, email, name, invited_by, token_hash, expires_at)
    values (${id}, ${partner.territoryId}, ${partner.partnerId}, ${email}, ${name}, ${invitedBy}, ${tokenHash},
      platform_now() + make_interval(days => ${invitationDays}))
    on conflict (partner_id, email) where accepted_at is null and cancelled_at is null do nothing`)
  return rowCount === 1
}

const waits = sql`accepted_at is null and cancelled_at is null`

/** The next sending of something: its number, and the address of the last one. */
export interface NextSending extends Record<string, unknown> {
  readonly sending: number
  readonly lastEmail: string
}

/** The next sending; undefined when the invitation waits no more, or was sent often enough. */
export const nextSending = async (tx: Tx, id: string): Promise<NextSending | undefined> => {
  const { rows } = await tx.execute<NextSending>(sql`
    select sendings + 1 as sending, email as "lastEmail" from invitations
    where id = ${id} and ${waits} and sendings < ${sendingsAllowed} for update`)
  return rows[0]
}

/** What is sent anew: which sending it is, to which address, with which link. */
export interface Sending {
  readonly id: string
  readonly sending: number
  readonly email: string
  readonly tokenHash: Buffer
}

/**
 * The invitation is sent once more, with another link; the earlier one is over. False: another one to this address, to the
 * same thing, waits already.
 */
export const updateSending = async (tx: Tx, { id, sending, email, tokenHash }: Sending): Promise<boolean> => {
  const write = () =>
    tx.execute(sql`
    update invitations set sendings = ${sending}, token_hash = ${tokenHash}, email = ${email}, mail_bounced_at = null,
      sent_at = platform_now(), expires_at = platform_now() + make_interval(days => ${invitationDays})
    where id = ${id} and not exists (
      select from invitations as other where other.id <> ${id} and other.email = ${email}
        and other.accepted_at is null and other.cancelled_at is null
        and (other.partner_id = invitations.partner_id
          or (other.partner_id is null and invitations.partner_id is null and other.invited_by = invitations.invited_by)))`)
  return unlessTaken(['invitations_waiting', 'invitations_to_watch_waiting'], write)
}

/** The invitation is taken back. False: it waits no more. */
export const cancelWaiting = async (tx: Tx, id: string, by: string): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update invitations set cancelled_at = platform_now(), cancelled_by = ${by} where id = ${id} and ${waits}`)
  return rowCount === 1
}

/** Is this sending of the invitation still to be answered? What its letter says. */
export const findSending = async (
  reader: Reader,
  { id, sending }: { readonly id: string; readonly sending: number },
): Promise<{ readonly partnerName: string; readonly invitedBy: string; readonly lastDay: string } | undefined> => {
  const { rows } = await reader.execute<{ partnerName: string; invitedBy: string; lastDay: string }>(sql`
    select partners.name as "partnerName", inviters.name as "invitedBy",
      (expires_at at time zone territories.time_zone)::date::text as "lastDay"
    from invitations join partners on partners.id = partner_id join users inviters on inviters.id = invited_by
      join territories on territories.id = partners.territory_id
    where invitations.id = ${id} and sendings = ${sending} and ${waits} and expires_at > platform_now()`)
  return rows[0]
}

/** To what somebody is invited: to answer for a partner, or to watch something in a role. */
export type InvitedTo =
  | { readonly kind: 'partner'; readonly partnerId: string; readonly name: string }
  | { readonly kind: 'watch'; readonly role: GivenRole; readonly watches: readonly NamedWatch[] }

/** An invitation as the person invited sees it. */
export interface OpenInvitation {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly to: InvitedTo
  readonly invitedBy: string
  /** There is an account at this address: what the invitation gives is added to it. */
  readonly hasAccount: boolean
}

const open = (tokenHash: Buffer): SQL => sql`
  select invitations.id, invitations.name, invitations.email, inviters.name as "invitedBy",
    case when partner_id is not null then jsonb_build_object('kind', 'partner', 'partnerId', partner_id, 'name', partners.name)
      else jsonb_build_object('kind', 'watch', 'role', invitations.role, 'watches', ${watchesOffered}) end as to,
    exists (select from users where users.email = invitations.email and left_at is null) as "hasAccount"
  from invitations left join partners on partners.id = partner_id join users inviters on inviters.id = invited_by
  where token_hash = ${tokenHash} and ${waits} and expires_at > platform_now()`

/** The invitation of this link, while it may be accepted. */
export const findOpenInvitation = async (reader: Reader, tokenHash: Buffer): Promise<OpenInvitation | undefined> => {
  const { rows } = await reader.execute<OpenInvitation & Record<string, unknown>>(open(tokenHash))
  return rows[0]
}

/** The same, which nobody else accepts, cancels or sends again meanwhile; nor does its partner close, which takes it back. */
export const lockOpenInvitation = async (tx: Tx, tokenHash: Buffer): Promise<OpenInvitation | undefined> => {
  await tx.execute(sql`
    select from partners where id = (select partner_id from invitations where token_hash = ${tokenHash}) for share`)
  await tx.execute(sql`select from invitations where token_hash = ${tokenHash} for update`)
  return findOpenInvitation(tx, tokenHash)
}

/** Who accepts an invitation: what they call themselves and the password they chose, if there is no account yet. */
export interface Accepting {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string | null
}

/** The account of this address, made when there is none, answers for the partner from now on. */
export const acceptPartner = async (
  tx: Tx,
  { id, email, name, passwordHash, partnerId }: Accepting & { readonly partnerId: string },
): Promise<void> => {
  await tx.execute(sql`
    insert into users (email, name, role, password_hash) values (${email}, ${name}, 'referent', ${passwordHash})
    on conflict (email) where left_at is null do nothing`)
  // Whoever would close the account for want of anything waits, and sees what it was given.
  await tx.execute(sql`select from users where email = ${email} and left_at is null for update`)
  await tx.execute(sql`
    with account as (select id from users where email = ${email} and left_at is null),
      accepted as (
        update invitations set accepted_at = platform_now(), accepted_by = account.id from account
        where invitations.id = ${id})
    insert into referents (partner_id, user_id) select ${partnerId}, id from account
    on conflict (partner_id, user_id) do update set left_at = null`)
}

/**
 * The account of this address, made when there is none, watches from now on what the invitation gives, in its role.
 * Undefined, and nothing is given: the account has another role.
 */
export const acceptWatches = async (
  tx: Tx,
  { id, email, name, passwordHash, role }: Accepting & { readonly role: GivenRole },
): Promise<UserId | undefined> => {
  await tx.execute(sql`
    insert into users (email, name, role, password_hash) values (${email}, ${name}, ${role}, ${passwordHash})
    on conflict (email) where left_at is null do nothing`)
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from users where email = ${email} and left_at is null and role = ${role} for update`)
  const userId = rows[0]?.id
  if (userId === undefined) return undefined
  await tx.execute(sql`
    insert into perimeters (user_id, territory_id, region_code)
    select ${userId}, territory_id, region_code from invitation_perimeters where invitation_id = ${id}
    on conflict do nothing`)
  await tx.execute(sql`update invitations set accepted_at = platform_now(), accepted_by = ${userId} where id = ${id}`)
  return asId<UserId>(userId)
}

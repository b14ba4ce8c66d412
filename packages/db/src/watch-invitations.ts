import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { GivenRole, Professional, Watch } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { invitationDays } from './invitations.ts'
import { instantOf } from './schema/columns.ts'
import { isGivenWhere, placesGiven, watchesOffered, zoneOffered } from './watchers.ts'
import type { NamedWatch } from './watchers.ts'

/** An invitation to watch that waits, as those see it who watch there. */
export interface WatchInvitation {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: GivenRole
  readonly watches: readonly NamedWatch[]
  readonly invitedBy: string
  /** Its link is over; it may be sent again. */
  readonly isExpired: boolean
  /** The mail with its link came back. */
  readonly hasBounced: boolean
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  /** In which its moments are told, on the page as in its mail. */
  readonly timeZone: string
}

interface WatchInvitationRow extends Record<string, unknown> {
  id: string
  name: string
  email: string
  role: GivenRole
  watches: readonly NamedWatch[]
  invited_by: string
  is_expired: boolean
  has_bounced: boolean
  created_at: string
  expires_at: string
  time_zone: string
}

const waiting = (professional: Professional): SQL => sql`
  select invitations.id, invitations.name, invitations.email, invitations.role, ${watchesOffered} as watches,
    inviters.name as invited_by, expires_at <= platform_now() as is_expired,
    invitations.mail_bounced_at is not null as has_bounced, invitations.created_at::text,
    expires_at::text, ${zoneOffered} as time_zone
  from invitations join users inviters on inviters.id = invited_by
  where invitations.role is not null and accepted_at is null and cancelled_at is null
    and exists (select from invitation_perimeters as given ${placesGiven}
      where given.invitation_id = invitations.id and ${isGivenWhere(professional)})`

const invitationOf = ({
  invited_by,
  is_expired,
  has_bounced,
  created_at,
  expires_at,
  time_zone,
  ...row
}: WatchInvitationRow): WatchInvitation => ({
  ...row,
  invitedBy: invited_by,
  isExpired: is_expired,
  hasBounced: has_bounced,
  createdAt: instantOf(created_at),
  expiresAt: instantOf(expires_at),
  timeZone: time_zone,
})

/** Invitations listed at the most. */
const mostListed = 200

/** The invitations to watch that wait where somebody watches, the latest first, 200 at most. */
export const listWatchInvitations = async (
  reader: Reader,
  professional: Professional,
): Promise<readonly WatchInvitation[]> => {
  const { rows } = await reader.execute<WatchInvitationRow>(sql`
    ${waiting(professional)} order by invitations.created_at desc, invitations.id limit ${mostListed}`)
  return rows.map(invitationOf)
}

/** One of them; undefined when it waits no more, or gives nothing where the one who asks watches. */
export const findWatchInvitation = async (
  reader: Reader,
  professional: Professional,
  id: string,
): Promise<WatchInvitation | undefined> => {
  const { rows } = await reader.execute<WatchInvitationRow>(sql`${waiting(professional)} and invitations.id = ${id}`)
  return rows[0] && invitationOf(rows[0])
}

/** An invitation to watch, to be kept. */
export interface NewWatchInvitation {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: GivenRole
  readonly watches: readonly Watch[]
  readonly invitedBy: string
  readonly tokenHash: Buffer
}

/** Keeps an invitation. False: one of the same address by the same person waits already. */
export const insertWatchInvitation = async (
  tx: Tx,
  { id, name, email, role, watches, invitedBy, tokenHash }: NewWatchInvitation,
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into invitations (id, email, name, role, invited_by, token_hash, expires_at)
    values (${id}, ${email}, ${name}, ${role}, ${invitedBy}, ${tokenHash},
      platform_now() + make_interval(days => ${invitationDays}))
    on conflict (invited_by, email) where partner_id is null and accepted_at is null and cancelled_at is null do nothing`)
  if (rowCount !== 1) return false
  for (const watch of watches) {
    await tx.execute(sql`
      insert into invitation_perimeters (invitation_id, territory_id, region_code)
      values (${id}, ${watch.kind === 'territory' ? watch.territoryId : null},
        ${watch.kind === 'region' ? watch.regionCode : null})
      on conflict do nothing`)
  }
  return true
}

/** What the letter of this sending says; undefined when it is not to be answered any more. */
export const findWatchSending = async (
  reader: Reader,
  { id, sending }: { readonly id: string; readonly sending: number },
): Promise<
  | {
      readonly role: GivenRole
      readonly places: readonly string[]
      readonly invitedBy: string
      readonly lastDay: string
    }
  | undefined
> => {
  const { rows } = await reader.execute<{
    role: GivenRole
    watches: readonly NamedWatch[]
    invitedBy: string
    lastDay: string
  }>(sql`
    select invitations.role, ${watchesOffered} as watches, inviters.name as "invitedBy",
      (expires_at at time zone ${zoneOffered})::date::text as "lastDay"
    from invitations join users inviters on inviters.id = invited_by
    where invitations.id = ${id} and sendings = ${sending} and invitations.role is not null
      and accepted_at is null and cancelled_at is null and expires_at > platform_now()`)
  const [row] = rows
  if (row === undefined) return undefined
  const { watches, ...rest } = row
  return { ...rest, places: watches.map(({ name }) => name) }
}

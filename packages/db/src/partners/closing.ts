import { sql } from 'drizzle-orm'
import type { Reader, Tx } from '../database.ts'
import { mostRequestsInOneAct } from '../opened-request.ts'

/** The requests of which a partner holds a referral, or accompanies one: those that its closing changes, or one too many. */
export const findRequestsAround = async (reader: Reader, partnerId: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select request_id as id from referrals
    where partner_id = ${partnerId} and state in ('sent', 'accepted', 'contacted')
    union
    select request_id from referrals join accompaniments on referral_id = referrals.id
    where accompaniments.partner_id = ${partnerId} and accompaniments.ended_at is null and referrals.ended_at is null
    order by id limit ${mostRequestsInOneAct + 1}`)
  return rows.map(({ id }) => id)
}

/** What a partner's closing takes away or sends elsewhere. */
export interface WhatCloses {
  readonly offers: number
  readonly referrals: number
  readonly referents: number
  readonly invitations: number
}

/** How many offers, running referrals, referents and invitations a closing ends. */
export const countWhatCloses = async (reader: Reader, partnerId: string): Promise<WhatCloses> => {
  const { rows } = await reader.execute<WhatCloses & Record<string, unknown>>(sql`
    select
      (select count(*)::int from offers where partner_id = ${partnerId} and state <> 'withdrawn') as offers,
      (select count(*)::int from referrals
        where partner_id = ${partnerId} and state in ('sent', 'accepted', 'contacted')) as referrals,
      (select count(*)::int from referents join users on users.id = user_id and users.left_at is null
        where partner_id = ${partnerId} and referents.left_at is null) as referents,
      (select count(*)::int from invitations
        where partner_id = ${partnerId} and accepted_at is null and cancelled_at is null) as invitations`)
  const [counts] = rows
  if (counts === undefined) throw new Error('nothing was counted')
  return counts
}

/** The offers of a partner that are not withdrawn yet, locked: a request that is being sent to one is waited for. */
export const lockOffersOf = async (tx: Tx, partnerId: string): Promise<readonly string[]> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from offers where partner_id = ${partnerId} and state <> 'withdrawn' order by id for update`)
  return rows.map(({ id }) => id)
}

/** The referents whom a partner has today. */
export const listReferentsOf = async (
  tx: Tx,
  partnerId: string,
): Promise<readonly { readonly referentId: string; readonly userId: string }[]> => {
  const { rows } = await tx.execute<{ referentId: string; userId: string }>(sql`
    select id as "referentId", user_id as "userId" from referents
    where partner_id = ${partnerId} and left_at is null order by id`)
  return rows
}

/** Invitations and charters that wait are taken back; years of agreement renew themselves no more. */
const endWhatWaits = async (tx: Tx, partnerId: string, by: string): Promise<void> => {
  await tx.execute(sql`
    update invitations set cancelled_at = platform_now(), cancelled_by = ${by}
    where partner_id = ${partnerId} and accepted_at is null and cancelled_at is null`)
  await tx.execute(sql`
    update charters set withdrawn_at = platform_now(), withdrawn_by = ${by}
    where partner_id = ${partnerId} and animation_signed_at is null and withdrawn_at is null`)
  await tx.execute(sql`
    update agreements set followed_by = 'nothing' where partner_id = ${partnerId} and followed_by is null`)
}

/** The partner is closed from now on. */
export const writeClosing = async (tx: Tx, partnerId: string, by: string): Promise<void> => {
  await endWhatWaits(tx, partnerId, by)
  await tx.execute(sql`update partners set closed_at = platform_now(), closed_by = ${by} where id = ${partnerId}`)
}

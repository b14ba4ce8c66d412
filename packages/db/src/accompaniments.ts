import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { AccompanimentView } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { Actor, AccompanimentConsent, PartnerId, PossibleCompanion, UserId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader, Tx } from './database.ts'
import { instantOf, instantOrNull } from './schema/columns.ts'

/** Partners that accompany a referral today besides its own, as a JSON list; `referrals` is in scope. */
export const companionIds: SQL = sql`coalesce((
  select jsonb_agg(partner_id) from accompaniments
  where referral_id = referrals.id and began_at is not null and ended_at is null
    and referrals.state = 'contacted' and referrals.ended_at is null), '[]')`

/** An accompaniment as the database prints it. */
export type PrintedAccompaniment = Omit<AccompanimentView, 'proposedAt' | 'beganAt'> & {
  readonly proposedAt: string
  readonly beganAt: string | null
}

/** The accompaniment of a referral that is asked for or runs; `referrals` is in scope. */
export const currentAccompaniment: SQL = sql`(
  select jsonb_build_object('id', accompaniments.id,
    'partner', jsonb_build_object('id', partners.id, 'name', partners.name),
    'referent', jsonb_build_object('id', accompaniments.referent_id, 'name', users.name),
    'pathwayReferent', jsonb_build_object('id', pathway_referent_id, 'name', pathway_users.name,
      'partnerName', pathway_partners.name),
    'proposedAt', proposed_at, 'beganAt', began_at, 'consent', consent)
  from accompaniments
    join partners on partners.id = accompaniments.partner_id
    join referents on referents.id = accompaniments.referent_id
    join users on users.id = referents.user_id
    join referents as pathway on pathway.id = pathway_referent_id
    join users as pathway_users on pathway_users.id = pathway.user_id
    join partners as pathway_partners on pathway_partners.id = pathway.partner_id
  where referral_id = referrals.id and accompaniments.ended_at is null
    and referrals.state = 'contacted' and referrals.ended_at is null)`

export const accompanimentOf = (printed: PrintedAccompaniment | null): AccompanimentView | null =>
  printed && {
    ...printed,
    proposedAt: instantOf(printed.proposedAt),
    beganAt: instantOrNull(printed.beganAt),
  }

/** One accompaniment, as acts need it. */
export interface Accompaniment {
  readonly id: string
  readonly referralId: string
  readonly partnerId: PartnerId
  readonly referentId: string
  readonly proposedBy: UserId
  readonly hasBegun: boolean
}

interface AccompanimentRow extends Record<string, unknown> {
  id: string
  referral_id: string
  partner_id: string
  referent_id: string
  proposed_by: string
  has_begun: boolean
}

/** The accompaniment of a referral that is asked for or runs, locked for the act that changes it. */
export const findAccompaniment = async (tx: Tx, referralId: string): Promise<Accompaniment | undefined> => {
  const { rows } = await tx.execute<AccompanimentRow>(sql`
    select id, referral_id, partner_id, referent_id, proposed_by, began_at is not null as has_begun
    from accompaniments where referral_id = ${referralId} and ended_at is null for update`)
  const [row] = rows
  return (
    row && {
      id: row.id,
      referralId: row.referral_id,
      partnerId: asId<PartnerId>(row.partner_id),
      referentId: row.referent_id,
      proposedBy: asId<UserId>(row.proposed_by),
      hasBegun: row.has_begun,
    }
  )
}

/** Of which referral is this accompaniment? */
export const findAccompaniedReferral = async (reader: Reader, id: string): Promise<string | undefined> => {
  const { rows } = await reader.execute<{ referral_id: string }>(sql`
    select referral_id from accompaniments where id = ${id}`)
  return rows[0]?.referral_id
}

/** A referent as a possible companion today; undefined when there is no such referent in the territory. */
export const findCompanion = async (
  reader: Reader,
  { referentId, territoryId }: { readonly referentId: string; readonly territoryId: string },
): Promise<PossibleCompanion | undefined> => {
  const { rows } = await reader.execute<{ user_id: string; partner_id: string; present: boolean }>(sql`
    select user_id, partner_id, referents.left_at is null and users.left_at is null
      and ${isUnderAgreement} as present
    from referents join users on users.id = user_id join partners on partners.id = partner_id
      join territories on territories.id = partners.territory_id
    where referents.id = ${referentId} and territory_id = ${territoryId}`)
  const [row] = rows
  return (
    row && {
      userId: asId<UserId>(row.user_id),
      partnerId: asId<PartnerId>(row.partner_id),
      present: row.present,
    }
  )
}

/** When the young person said no to the partner of this referent accompanying their request, before it began or after. */
export const listNoes = async (
  reader: Reader,
  { referralId, referentId }: { readonly referralId: string; readonly referentId: string },
): Promise<readonly Temporal.Instant[]> => {
  const { rows } = await reader.execute<{ ended_at: string }>(sql`
    select ended_at::text from accompaniments
    where ended_by = 'young-person' and referral_id in (select others.id from referrals
        join referrals as others on others.request_id = referrals.request_id where referrals.id = ${referralId})
      and partner_id = (select partner_id from referents where id = ${referentId})
    order by ended_at desc limit 10`)
  return rows.map((row) => instantOf(row.ended_at))
}

/** How many times a second partner was proposed on this referral, whatever became of it. */
export const countProposals = async (reader: Reader, referralId: string): Promise<number> => {
  const { rows } = await reader.execute<{ count: number }>(sql`
    select count(*)::int as count from accompaniments where referral_id = ${referralId}`)
  return rows[0]?.count ?? 0
}

/** The row of a person as a referent of one of these partners, who is still there. */
export const findReferentAt = async (
  reader: Reader,
  who: { readonly userId: string } | { readonly referentId: string },
  partnerIds: readonly string[],
): Promise<string | undefined> => {
  const whose = 'userId' in who ? sql`user_id = ${who.userId}` : sql`id = ${who.referentId}`
  const { rows } = await reader.execute<{ id: string }>(sql`
    select id from referents
    where ${whose} and left_at is null and partner_id = any(${sql.param(partnerIds)}::uuid[]) limit 1`)
  return rows[0]?.id
}

interface NewAccompaniment {
  readonly referralId: string
  readonly partnerId: string
  readonly referentId: string
  readonly pathwayReferentId: string
  readonly proposedBy: string
  readonly consent: AccompanimentConsent | null
  readonly now: Temporal.Instant
}

/** Keeps a proposal; one that the young person has agreed to begins at once. Returns its id. */
export const insertAccompaniment = async (tx: Tx, given: NewAccompaniment): Promise<string> => {
  const { referralId, partnerId, referentId, pathwayReferentId, proposedBy, consent } = given
  const now = given.now.toString()
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into accompaniments
      (referral_id, partner_id, referent_id, pathway_referent_id, proposed_by, proposed_at, consent, began_at)
    values (${referralId}, ${partnerId}, ${referentId}, ${pathwayReferentId}, ${proposedBy}, ${now}, ${consent},
      ${consent === null ? null : now})
    returning id`)
  const [row] = rows
  if (row === undefined) throw new Error('an accompaniment was not kept')
  return row.id
}

export const beginAccompaniment = async (tx: Tx, id: string, now: Temporal.Instant): Promise<void> => {
  await tx.execute(sql`
    update accompaniments set consent = 'own-choice', began_at = ${now.toString()} where id = ${id} and began_at is null`)
}

export const endAccompaniment = async (
  tx: Tx,
  id: string,
  { by, now }: { readonly by: Exclude<Actor['kind'], 'clock'>; readonly now: Temporal.Instant },
): Promise<void> => {
  await tx.execute(sql`
    update accompaniments set ended_at = ${now.toString()}, ended_by = ${by} where id = ${id} and ended_at is null`)
}

export const setPathwayReferent = async (tx: Tx, id: string, referentId: string): Promise<void> => {
  await tx.execute(sql`
    update accompaniments set pathway_referent_id = ${referentId} where id = ${id} and ended_at is null`)
}

/** Somebody who could accompany, to pick from. */
export interface CompanionFound {
  readonly referentId: string
  readonly name: string
  readonly partnerName: string
}

/** Companions shown to pick from. */
const companionsShown = 20

/** Referents of other partners of the territory, under agreement today, whose name or partner holds these words. */
export const searchCompanions = async (
  reader: Reader,
  referralId: string,
  words: string,
): Promise<readonly CompanionFound[]> => {
  const { rows } = await reader.execute<CompanionFound & Record<string, unknown>>(sql`
    select referents.id as "referentId", users.name, partners.name as "partnerName"
    from referrals
      join territories on territories.id = referrals.territory_id
      join partners on partners.territory_id = territories.id and partners.id <> referrals.partner_id
      join referents on referents.partner_id = partners.id and referents.left_at is null
      join users on users.id = referents.user_id and users.left_at is null
    where referrals.id = ${referralId}
      and ${isUnderAgreement}
      and fold_words(users.name || ' ' || partners.name) like '%' || fold_words(${words}) || '%'
    order by partners.name, users.name, referents.id limit ${companionsShown}`)
  return rows
}

/** The referents of these partners, by partner and name, 50 at the most: who may be the pathway referent. */
export const listPathwayReferents = async (
  reader: Reader,
  partnerIds: readonly string[],
): Promise<CompanionFound[]> => {
  const { rows } = await reader.execute<CompanionFound & Record<string, unknown>>(sql`
    select referents.id as "referentId", users.name, partners.name as "partnerName"
    from referents
      join users on users.id = referents.user_id and users.left_at is null
      join partners on partners.id = referents.partner_id
    where referents.left_at is null and partners.id = any(${sql.param(partnerIds)}::uuid[])
    order by partners.name, users.name, referents.id limit 50`)
  return rows
}

/** The accompaniments that run on these referrals: their ids, and who accompanies. */
export const listAccompanied = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<readonly Pick<Accompaniment, 'id' | 'referentId' | 'referralId'>[]> => {
  const { rows } = await tx.execute<{ id: string; referentId: string; referralId: string }>(sql`
    select id, referent_id as "referentId", referral_id as "referralId" from accompaniments
    where referral_id = any(${sql.param(referralIds)}::uuid[]) and began_at is not null and ended_at is null`)
  return rows
}

/** What a letter about an accompaniment tells; undefined when there is none of this id. */
export const findAccompanimentNames = async (reader: Reader, id: string) => {
  const { rows } = await reader.execute<{
    referralId: string
    partnerName: string
    companionName: string
    hadBegun: boolean
    runs: boolean
  }>(sql`
    select referral_id as "referralId", own.name as "partnerName", companion.name as "companionName",
      began_at is not null as "hadBegun", began_at is not null and accompaniments.ended_at is null as runs
    from accompaniments
      join referrals on referrals.id = referral_id
      join partners as own on own.id = referrals.partner_id
      join partners as companion on companion.id = accompaniments.partner_id
    where accompaniments.id = ${id}`)
  return rows[0]
}

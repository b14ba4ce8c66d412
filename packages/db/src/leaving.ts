import { sql } from 'drizzle-orm'
import type { Professional } from '@boussole/domain'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader, Tx } from './database.ts'
import { mostRequestsInOneAct } from './opened-request.ts'
import { isWatched } from './watched-territories.ts'
import { leaveWithNothing } from './watchers.ts'

/** The requests of the referrals that a referent follows by name and that the partner still holds; one too many at the most. */
export const findRequestsHeldBy = async (reader: Reader, referentId: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select distinct request_id as id from referrals
    where referent_id = ${referentId} and state in ('sent', 'accepted', 'contacted')
    order by request_id limit ${mostRequestsInOneAct + 1}`)
  return rows.map(({ id }) => id)
}

interface Departure {
  readonly referentId: string
  readonly userId: string
  readonly successorId: string | null
  /** Who says so. */
  readonly byUser: string
}

/** The offers of a referent go to whoever takes over, and each keeps who was written before. */
const handOffersOver = async (tx: Tx, { referentId, successorId, byUser }: Departure): Promise<void> => {
  if (successorId === null) return
  await tx.execute(sql`
    with held as (
        select offer_id, (select string_agg(referent_id::text, ',' order by referent_id::text)
            from offer_referents as every where every.offer_id = mine.offer_id) as before,
          (select string_agg(distinct answering::text, ',') from (
            select case referent_id when ${referentId}::uuid then ${successorId}::uuid else referent_id end as answering
            from offer_referents as every where every.offer_id = mine.offer_id) as next) as after
        from offer_referents as mine where referent_id = ${referentId})
    insert into offer_changes (offer_id, by_user, kind, old_value, new_value)
    select offer_id, ${byUser}, 'referents', before, after from held`)
  await tx.execute(sql`
    insert into offer_referents (offer_id, referent_id)
    select offer_id, ${successorId} from offer_referents where referent_id = ${referentId} on conflict do nothing`)
  await tx.execute(sql`delete from offer_referents where referent_id = ${referentId}`)
}

/** What a referent accompanies, and the pathways of which they are referent, go to whoever takes over. */
const handAccompanimentsOver = async (tx: Tx, { referentId, successorId }: Departure): Promise<void> => {
  if (successorId === null) return
  await tx.execute(sql`
    update accompaniments set
      referent_id = case when referent_id = ${referentId} then ${successorId}::uuid else referent_id end,
      pathway_referent_id =
        case when pathway_referent_id = ${referentId} then ${successorId}::uuid else pathway_referent_id end
    where ended_at is null and ${referentId}::uuid in (referent_id, pathway_referent_id)`)
}

/**
 * A referent is one no more: their offers and accompaniments go to whoever takes over, they are nobody's deputy. Whose only place it was
 * has no account any more, and is signed out everywhere.
 */
export const writeDeparture = async (tx: Tx, departure: Departure): Promise<void> => {
  const { referentId, userId } = departure
  await handOffersOver(tx, departure)
  await handAccompanimentsOver(tx, departure)
  await tx.execute(sql`update referents set deputy_id = null where deputy_id = ${referentId}`)
  await tx.execute(sql`update referents set left_at = platform_now() where id = ${referentId}`)
  await leaveWithNothing(tx, userId)
}

/** A partner for which nobody answers any more. */
export interface PartnerWithoutAnybody {
  readonly partnerId: string
  readonly name: string
}

/** Partners listed at the most. */
const mostPartners = 200

/** The partners under agreement that this person watches over and that have no referent, by name. */
export const listPartnersWithoutAnybody = async (
  reader: Reader,
  professional: Professional,
): Promise<readonly PartnerWithoutAnybody[]> => {
  const { rows } = await reader.execute<PartnerWithoutAnybody & Record<string, unknown>>(sql`
    select partners.id as "partnerId", partners.name
    from partners join territories on territories.id = partners.territory_id
    where ${isWatched(professional)}
      and ${isUnderAgreement}
      and not exists (select from referents join users on users.id = user_id and users.left_at is null
        where partner_id = partners.id and referents.left_at is null)
    order by partners.name, partners.id limit ${mostPartners}`)
  return rows
}

import { sql } from 'drizzle-orm'
import type { Professional, UserId } from '@boussole/domain'
import type { Reader } from './database.ts'
import { isUnderAgreement } from './agreement-in-force.ts'

/** Somebody who signs in, with their role and perimeter as they are now. Undefined: unknown, or has left. */
export const findProfessional = async (reader: Reader, userId: UserId): Promise<Professional | undefined> => {
  const { rows } = await reader.execute<{ professional: Professional }>(sql`
    select jsonb_build_object(
      'userId', id, 'name', name, 'role', role, 'isNational', role = 'national',
      'partnerIds', coalesce((select jsonb_agg(partner_id order by partner_id) from referents
        where user_id = users.id and left_at is null), '[]'),
      'isUnderAgreement', exists (select from referents join partners on partners.id = partner_id
        join territories on territories.id = territory_id
        where user_id = users.id and referents.left_at is null and ${isUnderAgreement}),
      'territoryIds', coalesce((select jsonb_agg(territory_id order by territory_id) from perimeters
        where user_id = users.id and territory_id is not null), '[]'),
      'regionCodes', coalesce((select jsonb_agg(region_code order by region_code) from perimeters
        where user_id = users.id and region_code is not null), '[]')) as professional
    from users
    where id = ${userId} and left_at is null`)
  return rows[0]?.professional
}

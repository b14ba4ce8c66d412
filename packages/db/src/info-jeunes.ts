import { sql } from 'drizzle-orm'
import { communeCode as communeCodeShape } from '@boussole/contracts'
import type { InfoJeunes } from '@boussole/contracts'
import type { Reader } from './database.ts'

const code = communeCodeShape()

/**
 * The Info Jeunes structure nearest to a commune: its own territory's, open or not, else one of its department, else one
 * of its region. Undefined when no territory is near, or when there is no such commune.
 */
export const findInfoJeunes = async (reader: Reader, communeCode: string): Promise<InfoJeunes | undefined> => {
  if (!code.safeParse(communeCode).success) return undefined
  const { rows } = await reader.execute<{ [Field in keyof InfoJeunes]: InfoJeunes[Field] }>(sql`
    select info_jeunes_name as name, info_jeunes_phone as phone, info_jeunes_email as email,
      info_jeunes_address as address
    from communes as home
      cross join territories
      cross join lateral (select case
        when exists (select from territory_communes
          where territory_id = territories.id and commune_code = home.code) then 0
        when exists (select from territory_communes join communes on communes.code = commune_code
          where territory_id = territories.id and communes.department_code = home.department_code) then 1
        when territories.region_code = home.region_code then 2 end as remoteness) as near
    where home.code = ${communeCode} and remoteness is not null
    order by remoteness, territories.slug
    limit 1`)
  return rows[0]
}

import { sql } from 'drizzle-orm'
import { communeCode as communeCodeShape } from '@boussole/contracts'
import type { InfoJeunes } from '@boussole/contracts'
import type { Reader } from './database.ts'

const code = communeCodeShape()

/**
 * The Info Jeunes structure nearest to a commune: its own territory's, open or not, else one of its department, else
 * one of its region, each looked for only where the one before is not. Undefined when no territory is near, or when
 * there is no such commune.
 */
export const findInfoJeunes = async (reader: Reader, communeCode: string): Promise<InfoJeunes | undefined> => {
  if (!code.safeParse(communeCode).success) return undefined
  const { rows } = await reader.execute<{ [Field in keyof InfoJeunes]: InfoJeunes[Field] }>(sql`
    select info_jeunes_name as name, info_jeunes_phone as phone, info_jeunes_email as email,
      info_jeunes_address as address
    from communes as home
      join territories on territories.id = coalesce(
        (select territory_id from territory_communes where commune_code = home.code),
        (select near.id from communes
            join territory_communes on commune_code = communes.code join territories as near on near.id = territory_id
          where communes.department_code = home.department_code order by near.slug limit 1),
        (select near.id from territories as near where near.region_code = home.region_code order by near.slug limit 1))
    where home.code = ${communeCode}`)
  return rows[0]
}

import { sql } from 'drizzle-orm'
import type { Column, SQL } from 'drizzle-orm'

/** The zone codes that contain a commune, from the nearest level to the widest, as one SQL array (see `offer_zones`). */
export const zoneCodesOf = (communeCode: string | Column | SQL): SQL => sql`(
  select array['C:' || code, 'E:' || coalesce(epci_code, '-'), 'D:' || department_code, 'R:' || region_code, 'N:FR']
  from communes where code = ${communeCode})`

import type { Pool } from 'pg'
import type { AskingPlace } from '../directory.ts'

// What a conventional application runs to match: the offers of the theme, then one question after the other about each.

interface OfferRow {
  readonly id: string
  readonly partner_id: string
  readonly monthly_quota: number | null
}

const zonesOf = async (pool: Pool, commune: string): Promise<string[]> => {
  const { rows } = await pool.query<{
    code: string
    epci_code: string | null
    department_code: string
    region_code: string
  }>('select code, epci_code, department_code, region_code from communes where code = $1', [commune])
  const [row] = rows
  if (row === undefined) throw new Error(`no commune ${commune}`)
  return [`C:${row.code}`, `E:${row.epci_code}`, `D:${row.department_code}`, `R:${row.region_code}`, 'N:FR']
}

const exists = async (pool: Pool, statement: string, values: readonly unknown[]): Promise<boolean> =>
  ((await pool.query(`${statement} limit 1`, [...values])).rowCount ?? 0) > 0

const fits = async (pool: Pool, offer: OfferRow, zones: readonly string[]): Promise<boolean> => {
  const isHere = await exists(pool, 'select 1 from offer_zones where offer_id = $1 and zone_code = any($2)', [
    offer.id,
    zones,
  ])
  if (!isHere) return false
  const today = 'current_date between from_day and to_day'
  if (!(await exists(pool, `select 1 from agreements where partner_id = $1 and ${today}`, [offer.partner_id])))
    return false
  if (offer.monthly_quota !== null) {
    const { rows } = await pool.query<{ taken: number }>(
      "select count(*)::int as taken from referrals where offer_id = $1 and sent_at >= date_trunc('month', now())",
      [offer.id],
    )
    if ((rows[0]?.taken ?? 0) >= offer.monthly_quota) return false
  }
  return exists(
    pool,
    `select 1 from offer_referents where offer_id = $1
       and not exists (select 1 from absences where absences.referent_id = offer_referents.referent_id and ${today})`,
    [offer.id],
  )
}

/**
 * Matches as described above, looking at no more than `most` of the theme's offers: how many there are, how many fit, and
 * the statements that it took for those looked at.
 */
export const matchOneByOne = async (pool: Pool, { commune, theme }: AskingPlace, most: number) => {
  const zones = await zonesOf(pool, commune)
  const { rows } = await pool.query<OfferRow>(
    `select offers.id, partner_id, monthly_quota, criteria, window_days from offers join themes on themes.id = theme_id
     where code = $1 and state = 'active' and 19 between age_min and age_max
       and current_date between valid_from and coalesce(valid_until, 'infinity')`,
    [theme],
  )
  const looked = rows.slice(0, most)
  let fitting = 0
  for (const offer of looked) if (await fits(pool, offer, zones)) fitting += 1
  return { offers: rows.length, looked: looked.length, fitting }
}

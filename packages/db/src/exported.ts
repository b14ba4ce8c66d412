import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader } from './database.ts'

/** A partner as it is taken away in a file. */
export interface ExportedPartner {
  readonly id: string
  readonly name: string
  readonly siret: string | null
  readonly roleInWords: string
  readonly communeCode: string | null
  readonly communeName: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly sourceId: string | null
  readonly createdOn: string
  /** ISO day, where it is. */
  readonly closedOn: string | null
}

/** An offer as it is taken away in a file, with its partner. */
export interface ExportedOffer {
  readonly id: string
  readonly partner: ExportedPartner
  readonly title: string
  readonly description: string
  readonly place: string | null
  readonly theme: string
  readonly themeName: string
  readonly need: string | null
  readonly needName: string | null
  readonly windowDays: number | null
  readonly counting: 'calendar' | 'working'
  readonly ageMin: number | null
  readonly ageMax: number | null
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly contactEmail: string | null
  readonly isDeclaredFree: boolean
  readonly zones: readonly string[]
  /** Departments that make up the regions among its zones. */
  readonly departments: readonly string[]
  readonly referents: readonly string[]
  readonly sourceId: string | null
  readonly updatedAt: string
  readonly confirmedOn: string
}

/** Rows read at once. */
const pageLength = 500

const partnerColumns = sql`
  partners.id, partners.name, siret, role_in_words as "roleInWords", commune_code as "communeCode",
  communes.name as "communeName", address, phone, email, website, latitude, longitude, partners.source_id as "sourceId",
  partners.created_at::date::text as "createdOn", (closed_at at time zone time_zone)::date::text as "closedOn"`

/**
 * The partners of a territory, page after page by their id, so that no more than a page is in memory; `onlyShown`: those
 * under agreement today.
 */
export async function* exportPartners(
  reader: Reader,
  { territoryId, onlyShown }: { readonly territoryId: string; readonly onlyShown: boolean },
): AsyncGenerator<ExportedPartner> {
  const which = onlyShown ? isUnderAgreement : sql`true`
  for (let after: string | null = null; ;) {
    const rest: SQL = after === null ? sql`true` : sql`partners.id > ${after}`
    const { rows } = await reader.execute<ExportedPartner & Record<string, unknown>>(sql`
      select ${partnerColumns} from partners left join communes on communes.code = commune_code
        join territories on territories.id = territory_id
      where territory_id = ${territoryId} and ${which} and ${rest} order by partners.id limit ${pageLength}`)
    yield* rows
    after = rows.at(-1)?.id ?? null
    if (rows.length < pageLength) return
  }
}

/** The offers of a territory, page after page; `onlyOnline`: those that young people can be shown today. */
export async function* exportOffers(
  reader: Reader,
  { territoryId, onlyOnline }: { readonly territoryId: string; readonly onlyOnline: boolean },
): AsyncGenerator<ExportedOffer> {
  const which = onlyOnline
    ? sql`state = 'active' and today.day between valid_from and coalesce(valid_until, 'infinity') and ${isUnderAgreement}`
    : sql`state <> 'withdrawn'`
  for (let after: string | null = null; ;) {
    const rest: SQL = after === null ? sql`true` : sql`offers.id > ${after}`
    const { rows } = await reader.execute<ExportedOffer & Record<string, unknown>>(sql`
      select offers.id, title, description, place, themes.code as theme, themes.name as "themeName", needs.code as need,
        needs.name as "needName", window_days as "windowDays", offers.counting, age_min as "ageMin", age_max as "ageMax",
        valid_from::text as "validFrom", valid_until::text as "validUntil", contact_email as "contactEmail",
        free_declared_by is not null as "isDeclaredFree", offers.source_id as "sourceId",
        to_char(offers.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
        offers.confirmed_at::date::text as "confirmedOn",
        coalesce((select jsonb_agg(zone_code order by zone_code) from offer_zones where offer_id = offers.id), '[]') as zones,
        coalesce((select jsonb_agg(departments.code order by departments.code) from offer_zones
          join departments on zone_code = 'R:' || region_code where offer_id = offers.id), '[]') as departments,
        coalesce((select jsonb_agg(users.email order by users.email) from offer_referents
          join referents on referents.id = referent_id and referents.left_at is null
          join users on users.id = user_id and users.left_at is null where offer_id = offers.id), '[]') as referents,
        (select to_jsonb(partner) from (select ${partnerColumns}) as partner) as partner
      from offers join partners on partners.id = partner_id left join communes on communes.code = commune_code
        join themes on themes.id = offers.theme_id left join needs on needs.id = offers.need_id
        join territories on territories.id = offers.territory_id
        cross join lateral (select (platform_now() at time zone time_zone)::date as day) as today
      where offers.territory_id = ${territoryId} and ${which} and ${rest} order by offers.id limit ${pageLength}`)
    yield* rows
    after = rows.at(-1)?.id ?? null
    if (rows.length < pageLength) return
  }
}

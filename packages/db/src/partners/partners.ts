import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { AgreementCursor, PartnerWritten } from '@boussole/contracts'
import type { PartnerPlace, Professional } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { isUnderAgreement } from '../agreement-in-force.ts'
import { unlessTaken } from '../database.ts'
import type { Reader, Tx } from '../database.ts'
import { isUuid } from '../is-uuid.ts'
import { instantOrNull } from '../schema/columns.ts'
import { isWatched } from '../watched-territories.ts'

/** A partner in the animation's list. */
export interface PartnerListed {
  readonly place: PartnerPlace
  readonly name: string
  readonly siret: string | null
  readonly commune: string | null
  readonly territoryName: string
  readonly isUnderAgreement: boolean
  readonly referents: number
  readonly closedAt: Temporal.Instant | null
}

/** One partner, whole. `seen` tells whether it is still as it was read. */
export interface PartnerCard extends PartnerListed {
  readonly seen: string
  readonly timeZone: string
  readonly roleInWords: string
  readonly communeCode: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly closedBy: string | null
}

type Row<Of extends PartnerListed> = Omit<Of, 'closedAt'> & { closedAt: string | null } & Record<string, unknown>

const columns = sql`
  jsonb_build_object('partnerId', partners.id, 'territoryId', territories.id, 'regionCode', territories.region_code) as place,
  partners.name, siret, communes.name as commune, territories.name as "territoryName",
  ${isUnderAgreement} as "isUnderAgreement",
  (select count(*)::int from referents join users on users.id = user_id and users.left_at is null
    where partner_id = partners.id and referents.left_at is null) as referents,
  closed_at::text as "closedAt"`

const tables = sql`
  partners join territories on territories.id = partners.territory_id
    left join communes on communes.code = partners.commune_code`

const seen = sql`md5(partner_as_imported(partners)::text || coalesce(closed_at::text, ''))`

/** Partners on one page. */
const pageLength = 50

/** Every word in the name or the commune, or the digits that a SIRET begins with. */
const holds = (words: string): SQL => {
  const digits = words.replaceAll(/\s/g, '')
  if (/^\d{3,14}$/.test(digits)) return sql`siret like ${`${digits}%`}`
  const each = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(
      (word) =>
        sql`fold_words(partners.name || ' ' || coalesce(communes.name, '')) like '%' || fold_words(${word}) || '%'`,
    )
  return each.length === 0 ? sql`true` : sql`(${sql.join(each, sql` and `)})`
}

/** The partners over which somebody watches, by name, 50 at a time; `next` when there are more. */
export const listPartners = async (
  reader: Reader,
  professional: Professional,
  { words = '', cursor }: { readonly words?: string | undefined; readonly cursor?: AgreementCursor | undefined },
): Promise<{ readonly items: readonly PartnerListed[]; readonly next: AgreementCursor | null }> => {
  const rest =
    cursor === undefined ? sql`true` : sql`(partners.name, partners.id) > (${cursor.name}, ${cursor.partnerId}::uuid)`
  // NUL never reaches PostgreSQL, which refuses it in any text.
  const { rows } = await reader.execute<Row<PartnerListed>>(sql`
    select ${columns} from ${tables}
    where ${isWatched(professional)} and ${holds(words.replaceAll('\0', ''))} and ${rest}
    order by partners.name, partners.id limit ${pageLength + 1}`)
  const items = rows.slice(0, pageLength).map((row) => ({ ...row, closedAt: instantOrNull(row.closedAt) }))
  const last = items.at(-1)
  const next =
    rows.length > pageLength && last !== undefined ? { name: last.name, partnerId: last.place.partnerId } : null
  return { items, next }
}

/** One partner; undefined: there is none of this id. */
export const findPartner = async (reader: Reader, partnerId: string): Promise<PartnerCard | undefined> => {
  if (!isUuid(partnerId)) return undefined
  const { rows } = await reader.execute<Row<PartnerCard>>(sql`
    select ${columns}, ${seen} as seen, time_zone as "timeZone", role_in_words as "roleInWords",
      commune_code as "communeCode", address, phone, partners.email, website,
      (select users.name from users where users.id = closed_by) as "closedBy"
    from ${tables} where partners.id = ${partnerId}`)
  return rows.map((row) => ({ ...row, closedAt: instantOrNull(row.closedAt) }))[0]
}

/** A partner locked for one act: as it is now. */
export const lockPartner = async (tx: Tx, partnerId: string): Promise<PartnerCard | undefined> => {
  await tx.execute(sql`select from partners where id = ${partnerId} for no key update`)
  return findPartner(tx, partnerId)
}

/** By what a partner is like another: as imports tell it (decision 0032). */
export type Likeness = 'siret' | 'name' | 'email'

/** A partner that is like the one being written. Null `partnerId`: it is another territory's, and not told. */
export interface LookAlike {
  readonly partnerId: string | null
  readonly name: string
  readonly by: Likeness
  readonly isClosed: boolean
}

/** Partners that are like one, the surest likeness first: its SIRET anywhere; its name and commune, or its mail, in the territory. */
export const findLookAlikes = async (
  reader: Reader,
  {
    name,
    siret,
    commune,
    email,
  }: Pick<PartnerWritten, 'name' | 'siret' | 'email'> & { readonly commune: string | null },
  { territoryId, but = null }: { readonly territoryId: string; readonly but?: string | null },
): Promise<readonly LookAlike[]> => {
  const { rows } = await reader.execute<LookAlike & Record<string, unknown>>(sql`
    with found as (
      select distinct on (id) * from (
        select partners.*, 1 as how from partners where siret = ${siret}
        union all select partners.*, 2 from partners
          where territory_id = ${territoryId} and fold_words(name) = fold_words(${name}) and commune_code = ${commune}
            and (siret is null or ${siret}::text is null or siret = ${siret})
        union all select partners.*, 3 from partners
          where territory_id = ${territoryId} and lower(email) = lower(${email})) as each
      where id is distinct from ${but}::uuid
      order by id, how)
    select case when territory_id = ${territoryId} then id end as "partnerId",
      case when territory_id = ${territoryId} then name else '' end as name,
      (array['siret', 'name', 'email'])[how] as by, closed_at is not null as "isClosed"
    from found order by how, name, id limit 5`)
  return rows
}

/** Keeps a new partner; its id. Undefined: its SIRET is another's by now. */
export const insertPartner = async (
  tx: Tx,
  territoryId: string,
  { name, siret, roleInWords, commune, address, phone, email, website }: PartnerWritten,
): Promise<string | undefined> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into partners (territory_id, name, siret, role_in_words, commune_code, address, phone, email, website)
    values (${territoryId}, ${name}, ${siret}, ${roleInWords}, ${commune}, ${address}, ${phone}, ${email}, ${website})
    on conflict (siret) do nothing returning id`)
  return rows[0]?.id
}

/**
 * A partner is from now on as it was written; a commune that is another one takes its coordinates away. False: its SIRET is
 * another's by now.
 */
export const updatePartner = async (
  tx: Tx,
  partnerId: string,
  { name, siret, roleInWords, commune, address, phone, email, website }: PartnerWritten,
): Promise<boolean> => {
  const moved = sql`(commune_code is distinct from ${commune} or address is distinct from ${address})`
  const write = () =>
    tx.execute(sql`
    update partners set name = ${name}, siret = ${siret}, role_in_words = ${roleInWords},
      latitude = case when ${moved} then null else latitude end,
      longitude = case when ${moved} then null else longitude end,
      commune_code = ${commune}, address = ${address}, phone = ${phone}, email = ${email}, website = ${website}
    where id = ${partnerId}`)
  return unlessTaken(['partners_siret_key'], write)
}

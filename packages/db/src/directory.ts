import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { PartnerId } from '@boussole/domain'
import { localToday } from './local-today.ts'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader } from './database.ts'
import { zoneCodesOf } from './zone-codes.ts'

const perPage = 30
/** A partner has a few people and a few offers, never more than these. */
const mostPeople = 100
const mostOffers = 60

const runningOffers = sql`
  from offers join themes on themes.id = offers.theme_id
  where offers.partner_id = partners.id and offers.state = 'active'
    and ${localToday} between offers.valid_from and coalesce(offers.valid_until, 'infinity')`

const shows = (what: 'phone' | 'email'): SQL => sql`
  case when exists (select from directory_shares
    where directory_shares.user_id = users.id and shown = ${what} and taken_back_at is null) then users.${sql.raw(what)} end`

const people = sql`
  select referents.id, users.name, ${shows('phone')} as phone, ${shows('email')} as email
  from referents join users on users.id = referents.user_id and users.left_at is null
  where referents.partner_id = partners.id and referents.left_at is null`

const entry = sql`
  jsonb_build_object('id', partners.id, 'name', partners.name, 'roleInWords', role_in_words,
    'territory', territories.name,
    'commune', case when communes.code is not null then
      jsonb_build_object('code', communes.code, 'name', communes.name) end,
    'address', address, 'phone', partners.phone, 'email', partners.email, 'website', website,
    'offers', coalesce((select jsonb_agg(offer order by offer ->> 'title') from (
      select jsonb_build_object('id', offers.id, 'title', title, 'windowDays', window_days, 'counting', offers.counting,
        'theme', jsonb_build_object('code', themes.code, 'name', themes.name)) as offer
      ${runningOffers} order by title limit ${mostOffers}) as running), '[]'),
    'people', coalesce((select jsonb_agg(to_jsonb(person) order by person.name, person.id) from (
      ${people} order by users.name, referents.id limit ${mostPeople}) as person), '[]')) as entry`

const around = sql`
  join territories on territories.id = partners.territory_id
  left join communes on communes.code = partners.commune_code`

/** Each word must begin one of the entry's. Folded words hold only letters and digits: nothing in them is a wildcard. */
const saysAll = (folded: readonly string[]): SQL =>
  sql.join(
    folded.map((word) => sql`directory_entries.words like ${`% ${word}%`}`),
    sql` and `,
  )

/** Words beyond these narrow nothing more. */
const mostWords = 8

const foldedWords = async (reader: Reader, words: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ folded: string }>(sql`select fold_words(${words}) as folded`)
  return (rows[0]?.folded ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords)
}

/** A running offer of the partner is about this theme, and reaches this commune. */
const offers = ({ theme, commune }: Pick<DirectoryQuery, 'theme' | 'commune'>): SQL => sql`
  partners.id in (select offers.partner_id
    from offers join offer_reach on offer_reach.offer_id = offers.id
    where offers.state = 'active' and ${localToday} between offer_reach.valid_from and offer_reach.valid_until
      ${theme === undefined ? sql`` : sql`and offer_reach.theme_id = (select id from themes where code = ${theme})`}
      ${commune === undefined ? sql`` : sql`and offer_reach.zone_code = any((${zoneCodesOf(commune)})::text[])`})`

/**
 * The partners under agreement today, of all territories, by name, a page of 30 at a time: those whose name, people or
 * offers have words that begin so (accents and case do not count), who can act on a theme, who reach a commune.
 */
export const listDirectory = async (reader: Reader, query: DirectoryQuery): Promise<DirectoryPage> => {
  const { q, theme, commune, cursor } = query
  const folded = q === undefined ? null : await foldedWords(reader, q)
  if (folded?.length === 0) return { items: [], nextCursor: null }
  const conditions = [
    isUnderAgreement,
    ...(folded === null ? [] : [saysAll(folded)]),
    ...(theme === undefined && commune === undefined ? [] : [offers({ theme, commune })]),
    ...(cursor === undefined
      ? []
      : [sql`(folded_name collate "C", partner_id) > (${cursor.name} collate "C", ${cursor.id}::uuid)`]),
  ]
  const { rows } = await reader.execute<{ entry: DirectoryEntry; folded_name: string }>(sql`
    with page as (
      select partner_id, folded_name
      from directory_entries join partners on partners.id = partner_id
        join territories on territories.id = partners.territory_id
      where ${sql.join(conditions, sql` and `)}
      order by folded_name collate "C", partner_id limit ${perPage + 1})
    select ${entry}, folded_name from page join partners on partners.id = page.partner_id ${around}
    order by folded_name collate "C", partner_id`)
  const shown = rows.slice(0, perPage)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => row.entry),
    nextCursor:
      rows.length > perPage && last !== undefined
        ? { name: last.folded_name, id: asId<PartnerId>(last.entry.id) }
        : null,
  }
}

/** The entry of a partner; undefined when there is none, or no agreement of it is in force today. */
export const findDirectoryEntry = async (reader: Reader, partnerId: string): Promise<DirectoryEntry | undefined> => {
  const { rows } = await reader.execute<{ entry: DirectoryEntry }>(sql`
    select ${entry} from partners ${around} where partners.id = ${partnerId} and ${isUnderAgreement}`)
  return rows[0]?.entry
}

/** The entry of the partner for which this referent answers. */
export const findDirectoryEntryOf = async (reader: Reader, referentId: string): Promise<DirectoryEntry | undefined> => {
  const { rows } = await reader.execute<{ entry: DirectoryEntry }>(sql`
    select ${entry} from partners ${around}
    where partners.id = (select partner_id from referents where id = ${referentId}) and ${isUnderAgreement}`)
  return rows[0]?.entry
}

/** The themes by which the directory may be narrowed, in their order. */
export const listThemeNames = async (reader: Reader): Promise<{ readonly code: string; readonly name: string }[]> => {
  const { rows } = await reader.execute<{ code: string; name: string }>(
    sql`select code, name from themes order by position, code limit 100`,
  )
  return rows
}

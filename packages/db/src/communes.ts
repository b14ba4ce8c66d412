import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reader } from './database.ts'
import { plannedEachTime } from './prepared-statements.ts'
import { isOpenToday } from './territories.ts'

/** A commune as a list of suggestions shows it. */
export interface FoundCommune {
  readonly code: string
  readonly name: string
  readonly postalCodes: readonly string[]
  readonly department: { readonly code: string; readonly name: string }
  /** The open territory it belongs to; null where nobody answers yet. */
  readonly territory: { readonly id: string; readonly slug: string; readonly name: string } | null
  /** The name that was recognised, when it is not the commune's own: a commune it absorbed, an arrondissement. */
  readonly matchedName: string | null
}

/** 51300 means 46 communes, and everybody must find their own. */
const mostOfPostalCode = 100

/**
 * The communes a person may mean by these words, the most exact first, then the most populated. By name: whole, then
 * by its beginning, then by the beginning of one of its words; when nothing starts so, by likeness, for typing mistakes.
 * By digits: postal code (2 to 5 digits) or INSEE code. Accents, hyphens, apostrophes, case and "st", "ste" do not
 * count. At most `limit` (1 to 20) communes, but all those of a whole postal code; none for words without letter or digit, or longer than any name.
 */
export const searchCommunes = async (
  reader: Reader,
  { words, limit }: { words: string; limit: number },
): Promise<FoundCommune[]> => {
  // NUL never reaches PostgreSQL, which refuses it in any text.
  if (words.length > longestWords || words.includes('\0')) return []
  const code = words.replaceAll(/\s/g, '').toUpperCase()
  const found = /^(\d{2,5}|2[AB]\d{3})$/.test(code) ? foundByCode(code) : foundByName(words)
  const most = /^\d{5}$/.test(code) ? mostOfPostalCode : Math.min(Math.max(Math.trunc(limit), 1), 20)
  // A letter finds thousands: only of the best is looked up what is shown of them.
  const { rows } = await reader.execute<CommuneRow>(sql`${sql.raw(plannedEachTime)}
    with best as (select * from (${found}) as found order by remoteness, population desc, commune_code limit ${most})
    select ${columns}, nullif(best.name, c.name) as matched_name
    from best join communes c on c.code = best.commune_code ${territoryOfCommune}
    order by best.remoteness, best.population desc, c.code`)
  return rows.map(communeOf)
}

/** The commune of this INSEE code; undefined when there is none. */
export const getCommune = async (reader: Reader, code: string): Promise<FoundCommune | undefined> => {
  if (!/^(\d{5}|2[AB]\d{3})$/.test(code)) return undefined
  const { rows } = await reader.execute<CommuneRow>(sql`
    select ${columns}, null as matched_name from communes c ${territoryOfCommune} where c.code = ${code}`)
  return rows.map(communeOf)[0]
}

const longestWords = 100

// Below, two names have little in common but their first letters.
const leastLikeness = 0.4

/**
 * `remoteness`: 0 the whole name, 1 its beginning, 2 the beginning of one of its words, above 3 likeness only. What
 * fold_words() gives holds only letters, digits and spaces: nothing in it is a wildcard for LIKE. It is written out at
 * each place, because the planner reads the indexes only with a constant. A single letter is only looked for at the beginning.
 * `offset 0`: each commune found is looked up, because the planner would read all of them, even for one.
 */
const foundByName = (words: string): SQL => {
  const folded = sql`fold_words(${words})`
  return sql`
    select distinct on (near.commune_code collate "C") near.commune_code, near.name, remoteness, population
    from (
      with starting as (
        select commune_code, name,
          case when folded_name = ${folded} then 0 when starts_with(folded_name, ${folded}) then 1 else 2 end as remoteness
        from commune_names
        where ${folded} <> ''
          and (folded_name like ${folded} || '%' or (length(${folded}) > 1 and folded_name like '% ' || ${folded} || '%'))
      )
      select * from starting
      union all
      select commune_code, name, 4 - similarity(folded_name, ${folded})
      from commune_names
      where length(${folded}) > 1 and folded_name % ${folded} and similarity(folded_name, ${folded}) >= ${leastLikeness}
        and not exists (select from starting)
    ) as near cross join lateral (select communes.name, population from communes where code = near.commune_code offset 0) as own
    order by near.commune_code collate "C", remoteness, near.name <> own.name`
}

/** A postal code before an INSEE code of the same digits: it is what people know. */
const foundByCode = (code: string): SQL => sql`
  select code as commune_code, name, case when code = ${code} then 1 else 0 end as remoteness, population
  from communes
  where ${code.length === 5 ? isCode(code) : hasPostalCodeFrom(code)}`

const isCode = (code: string): SQL => sql`code = ${code} or postal_codes @> array[${code}]`

// The index knows whole codes only; the beginning of one is read row by row.
const hasPostalCodeFrom = (digits: string): SQL =>
  sql`' ' || array_to_string(postal_codes, ' ') like '% ' || ${digits} || '%'`

const columns = sql`
  c.code, c.name, c.postal_codes, d.code as department_code, d.name as department_name,
  territories.id as territory_id, territories.slug as territory_slug, territories.name as territory_name`

const territoryOfCommune = sql`
  join departments d on d.code = c.department_code
  left join territory_communes tc on tc.commune_code = c.code
  left join territories on territories.id = tc.territory_id and ${isOpenToday}`

interface CommuneRow extends Record<string, unknown> {
  code: string
  name: string
  postal_codes: string[]
  department_code: string
  department_name: string
  territory_id: string | null
  territory_slug: string | null
  territory_name: string | null
  matched_name: string | null
}

const communeOf = (row: CommuneRow): FoundCommune => ({
  code: row.code,
  name: row.name,
  postalCodes: row.postal_codes,
  department: { code: row.department_code, name: row.department_name },
  territory:
    row.territory_id === null || row.territory_slug === null || row.territory_name === null
      ? null
      : { id: row.territory_id, slug: row.territory_slug, name: row.territory_name },
  matchedName: row.matched_name,
})

import { useDatabase } from '@boussole/testing'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import * as requestTables from './requests.ts'
import * as workTables from './work.ts'

const database = useDatabase()

const ask = async <Row extends object>(question: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await database.pool.query<Row>(question, [...values])).rows

describe('what the code says of a table', () => {
  const tables = Object.values({ ...requestTables, ...workTables })
    .filter((value) => is(value, PgTable))
    .map(getTableConfig)

  const inCode = ({ columns }: (typeof tables)[number]) =>
    columns
      .map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        required: column.notNull,
        filled: column.hasDefault,
        key: column.primary,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))

  const inSql = (table: string) =>
    ask<{ name: string; type: string; required: boolean; filled: boolean; key: boolean }>(
      `select attname as name, replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz') as type,
         attnotnull as required, atthasdef or attidentity <> '' as filled, coalesce(attnum = any(conkey), false) as key
       from pg_attribute left join pg_constraint on conrelid = attrelid and contype = 'p'
       where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
       order by attname collate "C"`,
      [table],
    )

  /** Every quoted word of the check that names this column alone and lists what it may hold. */
  const listInSql = async (table: string, column: string): Promise<string[]> => {
    const [row] = await ask<{ rule: string }>(
      `select pg_get_constraintdef(pg_constraint.oid) as rule
       from pg_constraint join pg_attribute on attrelid = conrelid and conkey = array[attnum]
       where contype = 'c' and conrelid = to_regclass($1) and attname = $2
         and pg_get_constraintdef(pg_constraint.oid) like '%= ANY%'`,
      [table, column],
    )
    return [...(row?.rule ?? '').matchAll(/'([^']+)'::text/g)].map(([, word = '']) => word).toSorted()
  }

  test('covers the tables that acts write', () => {
    const names = tables.map(({ name }) => name).toSorted()
    expect(names).toEqual(['feedbacks', 'journal', 'milestones', 'notes', 'outbox', 'referrals', 'requests'])
  })

  test.each(tables)('$name has the columns of the migrated table, and no other', async (table) => {
    expect(inCode(table)).toEqual(await inSql(table.name))
  })

  // Their lists grow with the code or are copied from a column that holds them; their length is bounded in SQL.
  const listedInCodeOnly = new Set(['outbox.mail', 'referrals.holiday_zone'])

  const lists = tables
    .flatMap(({ name, columns }) =>
      columns.map((column) => ({
        place: `${name}.${column.name}`,
        table: name,
        column: column.name,
        words: [...(column.enumValues ?? [])],
      })),
    )
    .filter(({ place, words }) => words.length > 0 && !listedInCodeOnly.has(place))

  test.each(lists)('$place may hold the same words in the code and in SQL', async ({ table, column, words }) => {
    expect(await listInSql(table, column)).toEqual(words.toSorted())
  })
})

test('every foreign key is covered by an index that begins with its columns', async () => {
  const uncovered = await ask(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as key from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
       select from pg_index
       where indrelid = conrelid and indnkeyatts >= cardinality(conkey) and (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
         -- A part of the rows covers the key when it is only the null ones that are left out.
         and (indpred is null or pg_get_expr(indpred, indrelid) = format('(%s IS NOT NULL)',
           (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]))))`,
  )
  expect(uncovered).toEqual([])
})

test('every text is bounded in SQL: by a length, a list, a pattern that ends, or what it refers to', async () => {
  const unbounded = await ask<{ column: string }>(
    `with written as (
       select attrelid, attnum, attname, format('%s.%s', attrelid::regclass, attname) as column
       from pg_attribute join pg_class on pg_class.oid = attrelid
       where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
         and atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)),
     rules as (
       select conrelid, conkey, contype, pg_get_constraintdef(oid) as rule from pg_constraint)
     select "column" from written
     where not exists (
       select from rules
       where conrelid = attrelid and attnum = any(conkey) and (contype = 'f' or (contype = 'c' and (
         rule ~ format('length\\(\\(?%s(\\)?::text)?\\) (<=|=) [0-9]+', attname)
         or rule ~ format('\\(%s = ANY \\(ARRAY\\[', attname)
         or rule ~ format('\\(%s ~ ''\\^[^*+'']*\\$''', attname)))))
     order by 1`,
  )
  expect(unbounded.map(({ column }) => column)).toEqual(Object.keys(unboundedForAReason).toSorted())
})

/** Texts that nobody can write from outside. */
const unboundedForAReason = {
  'commune_names.folded_name': 'generated from the name beside it',
  'commune_names.name': 'reference data of France, loaded by us',
  'communes.name': 'reference data of France, loaded by us',
  'communes.postal_codes': 'reference data of France, loaded by us',
  'departments.name': 'reference data of France, loaded by us',
  'epcis.name': 'reference data of France, loaded by us',
  'journal.event': 'ids, dates and codes put there by the rules; no words of anybody',
  'offer_reach.zone_code': 'copied by a trigger from offer_zones, which bounds it',
  'regions.name': 'reference data of France, loaded by us',
}

test('every table carries its territory, or hangs on one that does, apart from what all territories share', async () => {
  const homeless = await ask<{ name: string }>(
    `with recursive housed as (
       select attrelid as id from pg_attribute join pg_class on pg_class.oid = attrelid
       where attname = 'territory_id' and attnotnull and relkind = 'r' and relnamespace = 'public'::regnamespace
       union
       select conrelid from pg_constraint join housed on confrelid = housed.id
         join pg_attribute on attrelid = conrelid and attnum = conkey[1] and attnotnull
       where contype = 'f')
     select relname as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and oid not in (select id from housed)
     order by relname collate "C"`,
  )
  expect(homeless.map(({ name }) => name)).toEqual(Object.keys(sharedByAllTerritories).toSorted())
})

/** Tables that do not grow with the requests of a territory. */
const sharedByAllTerritories = {
  addresses_given: 'an address is written to by requests of any territory',
  acts: 'of a territory, or of the nation where an act concerns all of it',
  answers: 'part of a questionnaire',
  applied_migrations: 'which migrations were applied',
  commune_names: 'reference data of France',
  communes: 'reference data of France',
  corrected_addresses: 'part of an act, which may concern all of the nation',
  demand_counted: 'one row: until which month demand is counted',
  departments: 'reference data of France',
  directory_shares: 'belongs to a person, who may watch several territories',
  epcis: 'reference data of France',
  erasures: 'how many of what went, also of what belongs to no territory',
  federated_identities: 'belongs to a person, who may watch several territories',
  invitation_perimeters: 'what an invitation gives to watch: territories, or a region',
  invitations: 'to a partner of a territory, or to watch several territories or a region',
  heartbeat: 'one row: the last sign of life of any worker',
  needs: 'the national list',
  outages: 'the platform’s own, which touch every territory',
  outbox: 'a letter may go to somebody who watches several territories',
  perimeters: 'a person may watch several territories, or a region',
  questionnaire_pages: 'part of a questionnaire',
  questionnaire_versions: 'part of a questionnaire',
  questionnaires: 'some are national models',
  questions: 'part of a questionnaire',
  recovery_codes: 'belongs to a person, who may watch several territories',
  refresh_tokens: 'belongs to a person, who may watch several territories',
  regions: 'reference data of France',
  second_factors: 'belongs to a person, who may watch several territories',
  sessions: 'belongs to a person, who may watch several territories',
  sign_in_links: 'belongs to a person, who may watch several territories',
  territories: 'the territories themselves',
  themes: 'the national list',
  users: 'a person may watch several territories',
}

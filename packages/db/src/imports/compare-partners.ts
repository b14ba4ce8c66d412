import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '../database.ts'

/** Lines of one import, of one territory. */
export interface LinesOf {
  readonly importId: string
  readonly territoryId: string
}

/** Lines from one to another, both included. */
export interface LineRange extends LinesOf {
  readonly from: number
  readonly to: number
}

/** Faults that hold, as a JSON list: what is wrong under which condition. */
export const faultsWhere = (
  asked: readonly { readonly field: string; readonly code: string; readonly when: SQL }[],
): SQL => sql`(
  select coalesce(jsonb_agg(fault) filter (where fault is not null), '[]') from (values ${sql.join(
    asked.map(
      ({ field, code, when }) =>
        sql`(case when ${when} then jsonb_build_object('field', ${field}::text, 'code', ${code}::text) end)`,
    ),
    sql`, `,
  )}) as found (fault))`

/**
 * Where a line's commune is, by what tells most first: its INSEE code; name and postal code; name and department (CEDEX);
 * postal code alone; name alone, in the territory, then anywhere. `asked` is in scope.
 */
const communeOf = (territoryId: string): SQL => sql`(
  select rank, array_agg(distinct code) as codes from (
    select code, 1 as rank from communes where code = asked.insee
    union all select commune_code, 2 from commune_names join communes on code = commune_code
      where folded_name = fold_words(asked.commune) and postal_codes @> array[asked.postal]
    union all select commune_code, 3 from commune_names join communes on code = commune_code
      where folded_name = fold_words(asked.commune) and asked.postal is not null
        and department_code = any(case
          when asked.postal like '97%' or asked.postal like '98%' then array[left(asked.postal, 3)]
          when asked.postal like '20%' then array['2A', '2B'] else array[left(asked.postal, 2)] end)
    union all select code, 4 from communes where asked.postal is not null and postal_codes @> array[asked.postal]
    union all select commune_names.commune_code, 5 from commune_names
        join territory_communes on territory_communes.commune_code = commune_names.commune_code
      where asked.postal is null and folded_name = fold_words(asked.commune) and territory_id = ${territoryId}
    union all select commune_code, 6 from commune_names
      where asked.postal is null and folded_name = fold_words(asked.commune)
  ) as found group by rank order by rank limit 1)`

/**
 * The partner that a line is: by its source's identifier, its SIRET, its name and commune, or its mail address; 9 means
 * another territory's. `placed` is in scope.
 */
const partnerOf = (territoryId: string): SQL => sql`(
  select id, how from (
    select id, 1 as how from partners where territory_id = ${territoryId} and source_id = placed.given->>'sourceId'
    union all select id, case when territory_id = ${territoryId} then 2 else 9 end
      from partners where siret = placed.given->>'siret'
    union all select id, 3 from partners
      where territory_id = ${territoryId} and fold_words(name) = fold_words(placed.given->>'name')
        and commune_code = placed.code and (siret is null or siret = coalesce(placed.given->>'siret', siret))
    union all select id, 4 from partners
      where territory_id = ${territoryId} and lower(email) = placed.given->>'email' and closed_at is null
  ) as found order by how, id limit 1)`

/** Compares lines that were read with the partners that are there, in one statement. */
export const comparePartners = async (tx: Tx, { importId, territoryId, from, to }: LineRange): Promise<void> => {
  const faults = faultsWhere([
    { field: 'commune', code: 'commune-missing', when: sql`compared.asked_nothing and compared.id is null` },
    { field: 'commune', code: 'commune-unknown', when: sql`not compared.asked_nothing and compared.codes is null` },
    { field: 'commune', code: 'commune-ambiguous', when: sql`cardinality(compared.codes) > 1` },
    { field: 'commune', code: 'outside-territory', when: sql`compared.code is not null and not compared.is_here` },
    { field: 'name', code: 'partner-closed', when: sql`compared.is_closed` },
    { field: 'siret', code: 'siret-taken', when: sql`compared.how = 9 or compared.siret_taken` },
  ])
  await tx.execute(sql`
    with asked as (
      select line, given, asked->>'insee' as insee, asked->>'postal' as postal, asked->>'commune' as commune,
        asked->>'street' as street, concat_ws('/', coalesce(asked->>'insee', '-'), coalesce(asked->>'postal', '-'),
          coalesce(asked->>'commune', '-')) as place_key
      from import_lines
      where import_id = ${importId} and line between ${from} and ${to} and outcome is null),
    -- Each place once: files name few of them, and often.
    places as materialized (
      select asked.place_key, place.codes, place.rank
      from (select distinct on (place_key) * from asked) as asked
        left join lateral ${communeOf(territoryId)} as place on true),
    placed as (
      select asked.*, places.codes, case when cardinality(places.codes) = 1 then places.codes[1] end as code,
        places.rank = 4 and commune is not null as by_postal, coalesce(insee, postal, commune) is null as asked_nothing
      from asked join places using (place_key)),
    matched as (
      select placed.*, twin.id, twin.how,
        exists (select from territory_communes where commune_code = placed.code and territory_id = ${territoryId})
          as is_here,
        exists (select from partners where siret = placed.given->>'siret' and id is distinct from twin.id) as siret_taken,
        communes.name as commune_name,
        case when placed.postal = any(communes.postal_codes) then placed.postal else communes.postal_codes[1] end
          as postal_written
      from placed left join lateral ${partnerOf(territoryId)} as twin on true
        left join communes on communes.code = placed.code),
    compared as materialized (
      select matched.*, case when partners.id is not null then partner_as_imported(partners) end as seen,
        partners.closed_at is not null as is_closed,
        matched.given || jsonb_strip_nulls(jsonb_build_object('communeCode', matched.code,
          'address', case when coalesce(matched.street, '') <> ''
            then concat_ws(', ', matched.street, trim(concat(postal_written, ' ', commune_name))) end)) as wanted
      from matched left join partners on partners.id = matched.id and matched.how in (1, 2, 3)),
    judged as materialized (
      select compared.*, ${faults} as found,
        (select coalesce(jsonb_object_agg(key, jsonb_build_array(seen->key, value)), '{}') from jsonb_each(wanted)
          where value is distinct from seen->key and (jsonb_typeof(value) <> 'string'
            or fold_words(value #>> '{}') is distinct from fold_words(coalesce(seen->>key, '')))) as differences
      from compared)
    update import_lines set
      given = judged.wanted, faults = judged.found, seen = judged.seen,
      mended = import_lines.mended || case when judged.by_postal
        then '[{"field": "commune", "code": "commune-from-postal"}]'::jsonb else '[]'::jsonb end,
      target_id = judged.id,
      twin_by = case when judged.how = 4 and judged.found = '[]' then 'email' end,
      changes = case when judged.seen is not null then judged.differences end,
      outcome = case
        when judged.found <> '[]' then 'refused'
        when judged.how = 4 then 'duplicate'
        when judged.id is null then 'new'
        when judged.differences = '{}' then 'same' else 'changed' end
    from judged where import_lines.import_id = ${importId} and import_lines.line = judged.line`)
}

const settled = sql`outcome in ('new', 'changed', 'same', 'incomplete')`

/** Of lines that are the same by this key, all but the first are its duplicates; `unless` tells two that are not. */
export const markTwins = async (
  tx: Tx,
  {
    importId,
    by,
    key,
    of = sql`true`,
    unless = sql`false`,
  }: { importId: string; by: string; key: SQL; of?: SQL; unless?: SQL },
): Promise<void> => {
  await tx.execute(sql`
    with keyed as (
      select line, min(line) over (partition by ${key}) as first from import_lines
      where import_id = ${importId} and ${settled} and (${key}) is not null and ${of})
    update import_lines set outcome = 'duplicate', twin_line = keyed.first, twin_by = ${by},
      target_id = case when outcome = 'new' then null else target_id end
    from keyed where import_lines.import_id = ${importId} and import_lines.line = keyed.line and keyed.first < keyed.line
      and not exists (select from import_lines as firsts
        where firsts.import_id = ${importId} and firsts.line = keyed.first and ${unless})`)
}

/** Lines that repeat an earlier one of the same file. */
export const markPartnerTwins = async (tx: Tx, importId: string): Promise<void> => {
  await markTwins(tx, { importId, by: 'target', key: sql`target_id` })
  await markTwins(tx, { importId, by: 'source', key: sql`given->>'sourceId'` })
  await markTwins(tx, { importId, by: 'siret', key: sql`given->>'siret'` })
  await markTwins(tx, {
    importId,
    by: 'name',
    key: sql`fold_words(given->>'name') || '/' || (given->>'communeCode')`,
    // Two establishments of one name in one commune have SIRETs of their own.
    unless: sql`firsts.given ? 'siret' and import_lines.given ? 'siret'`,
  })
  await markTwins(tx, { importId, by: 'email', key: sql`given->>'email'`, of: sql`outcome = 'new'` })
}

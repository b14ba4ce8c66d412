import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { faultsWhere, markTwins } from './compare-partners.ts'
import type { LineRange } from './compare-partners.ts'

/** The partner a line is about, by what tells most first. `asked` is in scope. */
const partnerAsked = (territoryId: string): SQL => sql`(
  select how, array_agg(id) as ids from (
    select id, 1 as how from partners where territory_id = ${territoryId} and source_id = asked.asked->>'partnerSource'
    union all select id, 2 from partners where territory_id = ${territoryId} and siret = asked.asked->>'partnerSiret'
    union all select id, 3 from partners
      where territory_id = ${territoryId} and fold_words(name) = fold_words(asked.asked->>'partnerName')
  ) as found group by how order by how limit 1)`

/** The one partner that was found has closed, for good. */
const isOneClosed = (ids: SQL): SQL => sql`(cardinality(${ids}) = 1
  and exists (select from partners where id = (${ids})[1] and closed_at is not null))`

/** The need a line names, by code or in words, among the themes open in the territory. `asked` is in scope. */
const needAsked = (territoryId: string): SQL => sql`(
  select array_agg(distinct themes.code) as themes, array_agg(distinct needs.code)
      filter (where asked.asked->>'need' in (needs.code) or fold_words(needs.name) = fold_words(asked.asked->>'need')) as needs
  from territory_themes join themes on themes.id = theme_id join needs on needs.theme_id = themes.id
  where territory_id = ${territoryId}
    and (asked.asked->>'theme' is null or themes.code = asked.asked->>'theme'
      or fold_words(themes.name) = fold_words(asked.asked->>'theme'))
    and (asked.asked->>'theme' is not null or needs.code = asked.asked->>'need'
      or fold_words(needs.name) = fold_words(asked.asked->>'need')))`

/** A zone by its name: the widest of that name first; of communes, one of the territory. `named` is in scope. */
const zoneNamed = (territoryId: string): SQL => sql`(
  select code from (
    select 'R:' || code as code, 1 as rank from regions where fold_words(name) = fold_words(named.name)
    union all select 'D:' || code, 2 from departments where fold_words(name) = fold_words(named.name)
    union all select 'E:' || code, 3 from epcis where fold_words(named.name) in (fold_words(name), regexp_replace(
      fold_words(name), '^(cc|ca|cu|communaute (de communes|d agglomeration|urbaine)) (du |de la |de l |des |de |d )?', ''))
    union all select 'C:' || commune_names.commune_code, 4 from commune_names
        join territory_communes on territory_communes.commune_code = commune_names.commune_code
      where folded_name = fold_words(named.name) and territory_id = ${territoryId}
  ) as found order by rank limit 1)`

const isZone = sql`case left(zone, 1)
  when 'C' then exists (select from communes where code = substr(zone, 3))
  when 'E' then exists (select from epcis where code = substr(zone, 3))
  when 'D' then exists (select from departments where code = substr(zone, 3))
  when 'R' then exists (select from regions where code = substr(zone, 3))
  else zone = 'N:FR' end`

/** What an offer lacks before it can be a draft like any other. `told` is in scope. */
const lacks = sql`(
  select coalesce(jsonb_agg(lack) filter (where lack is not null), '[]') from (values
    (case when not told.wanted ? 'windowDays' then 'window' end),
    (case when not told.wanted ? 'need' then 'need' end),
    (case when length(coalesce(told.wanted->>'description', '')) < 3 then 'description' end),
    (case when length(told.wanted->>'description') > 1500 then 'description-shorter' end),
    (case when not told.wanted ?& array['ageMin', 'ageMax'] then 'ages' end),
    (case when not told.wanted ? 'zones' then 'zones' end),
    (case when not told.wanted ? 'validFrom' then 'first-day' end),
    (case when not told.wanted ? 'contactEmail' then 'contact' end),
    (case when not told.wanted ? 'free' then 'free' end),
    (case when coalesce(cardinality(told.referent_ids), 0) = 0 or told.unknown_referents > 0 then 'referents' end)
  ) as lacking (lack))`

/** What a file may change of the words of an offer that is there: its draft, which the animation reads before anybody. */
const contentFields = sql.raw(
  `array['title', 'description', 'place', 'windowDays', 'counting', 'ageMin', 'ageMax', 'zones', 'theme', 'need']`,
)

/** Compares lines that were read with the offers that are there, in one statement. */
export const compareOffers = async (tx: Tx, { importId, territoryId, from, to }: LineRange): Promise<void> => {
  const faults = faultsWhere([
    { field: 'partnerName', code: 'partner-unknown', when: sql`told.partner_ids is null` },
    { field: 'partnerName', code: 'partner-ambiguous', when: sql`cardinality(told.partner_ids) > 1` },
    { field: 'partnerName', code: 'partner-closed', when: isOneClosed(sql`told.partner_ids`) },
    {
      field: 'theme',
      code: 'theme-unknown',
      when: sql`(told.asked ? 'theme' or told.asked ? 'need') and (coalesce(cardinality(told.themes), 0) <> 1
        or (told.asked ? 'need' and coalesce(cardinality(told.needs), 0) <> 1))`,
    },
    { field: 'zones', code: 'zone-unknown', when: sql`told.unknown_zones > 0` },
    {
      field: 'title',
      code: 'offer-being-edited',
      when: sql`told.differences <> '{}' and exists (
        select from offer_versions where offer_id = told.id and state in ('draft', 'proposed'))`,
    },
  ])
  await tx.execute(sql`
    with asked as (
      select line, given, asked from import_lines
      where import_id = ${importId} and line between ${from} and ${to} and outcome is null),
    zoned as (
      select line, array_agg(distinct zone order by zone) filter (where zone is not null and ${isZone}) as zones,
        count(*) filter (where zone is null or not ${isZone}) as unknown
      from (
        select line, jsonb_array_elements_text(given->'zones') as zone from asked where given ? 'zones'
        union all select line, ${zoneNamed(territoryId)} from asked,
          jsonb_array_elements_text(asked->'zoneNames') as named (name) where asked ? 'zoneNames') as listed
      group by line),
    known as materialized (
      select asked.*, partner.ids as partner_ids, need.themes, need.needs, coalesce(zoned.unknown, 0) as unknown_zones,
        zoned.zones,
        (select array_agg(referents.id) from referents
            join users on users.id = user_id and users.left_at is null
          where partner_id = partner.ids[1] and referents.left_at is null
            and asked.asked->'referents' ? lower(users.email)) as referent_ids
      from asked left join lateral ${partnerAsked(territoryId)} as partner on true
        left join lateral ${needAsked(territoryId)} as need on true left join zoned on zoned.line = asked.line),
    wanting as (
      select known.*, known.given || jsonb_strip_nulls(jsonb_build_object('partnerId', partner_ids[1],
        'theme', case when cardinality(themes) = 1 and known.asked ? 'theme' or cardinality(needs) = 1 then themes[1] end,
        'need', case when cardinality(needs) = 1 then needs[1] end,
        'zones', to_jsonb(zones), 'referents', to_jsonb(referent_ids))) as wanted,
        coalesce(jsonb_array_length(known.asked->'referents'), 0) - coalesce(cardinality(referent_ids), 0)
          as unknown_referents
      from known),
    there as (
      select wanting.*, offer.id, case when offer.id is not null then offer_content(offer.id) end as content
      from wanting left join lateral (
        select id, 1 as how from offers where territory_id = ${territoryId} and source_id = wanting.given->>'sourceId'
        union all select id, 2 from offers where partner_id = wanting.partner_ids[1] and state <> 'withdrawn'
          and fold_words(title) = fold_words(wanting.given->>'title')
        order by how, id limit 1) as offer on true),
    told as materialized (
      select there.*, (select coalesce(jsonb_object_agg(key, jsonb_build_array(content->key, value)), '{}')
        from jsonb_each(wanted) where content is not null and key = any(${contentFields})
          and value is distinct from content->key and (jsonb_typeof(value) <> 'string'
            or fold_words(value #>> '{}') is distinct from fold_words(coalesce(content->>key, '')))) as differences
      from there),
    judged as materialized (
      select told.*, ${faults} as found, ${lacks} as lacking from told)
    update import_lines set
      given = judged.wanted || case when judged.id is null and judged.found = '[]' and judged.lacking <> '[]'
        then jsonb_build_object('lacks', judged.lacking) else '{}' end,
      faults = judged.found, target_id = judged.id,
      changes = case when judged.id is not null then judged.differences end,
      seen = case when judged.id is not null then offer_as_imported(judged.id) || jsonb_build_object('content', content) end,
      outcome = case
        when judged.found <> '[]' then 'refused'
        when judged.id is not null then case when judged.differences = '{}' then 'same' else 'changed' end
        when judged.lacking <> '[]' then 'incomplete' else 'new' end
    from judged where import_lines.import_id = ${importId} and import_lines.line = judged.line`)
}

/** Lines that repeat an offer of the same file. */
export const markOfferTwins = async (tx: Tx, importId: string): Promise<void> => {
  await markTwins(tx, { importId, by: 'target', key: sql`target_id` })
  await markTwins(tx, { importId, by: 'source', key: sql`given->>'sourceId'` })
  await markTwins(tx, { importId, by: 'name', key: sql`(given->>'partnerId') || '/' || fold_words(given->>'title')` })
}

/** Compares people that were read with the referents that are there, invited or expected, in one statement. */
export const compareReferents = async (tx: Tx, { importId, territoryId, from, to }: LineRange): Promise<void> => {
  const faults = faultsWhere([
    { field: 'partnerName', code: 'partner-unknown', when: sql`known.ids is null` },
    { field: 'partnerName', code: 'partner-ambiguous', when: sql`cardinality(known.ids) > 1` },
    { field: 'partnerName', code: 'partner-closed', when: isOneClosed(sql`known.ids`) },
  ])
  await tx.execute(sql`
    with asked as (
      select line, given, asked from import_lines
      where import_id = ${importId} and line between ${from} and ${to} and outcome is null),
    known as (
      select asked.*, partner.ids from asked left join lateral ${partnerAsked(territoryId)} as partner on true),
    judged as materialized (select known.*, ${faults} as found from known)
    update import_lines set faults = judged.found,
      given = judged.given || jsonb_strip_nulls(jsonb_build_object('partnerId', judged.ids[1])),
      outcome = case
        when judged.found <> '[]' then 'refused'
        when exists (select from referents join users on users.id = user_id
            where partner_id = judged.ids[1] and referents.left_at is null and users.left_at is null
              and users.email = judged.given->>'email')
          or exists (select from invitations where partner_id = judged.ids[1] and email = judged.given->>'email'
            and accepted_at is null and cancelled_at is null)
          or exists (select from expected_referents where partner_id = judged.ids[1] and email = judged.given->>'email')
          then 'same'
        else 'new' end
    from judged where import_lines.import_id = ${importId} and import_lines.line = judged.line`)
}

/** People whom the same file names twice for one partner. */
export const markReferentTwins = (tx: Tx, importId: string): Promise<void> =>
  markTwins(tx, { importId, by: 'email', key: sql`(given->>'partnerId') || '/' || (given->>'email')` })

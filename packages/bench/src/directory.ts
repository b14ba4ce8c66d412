import type { Pool } from 'pg'

/** What the national platform counts today; one department holds so many offers in the measured directories. */
const offersOfADepartment = 5_500
/** Offers that one partner answers for. */
const offersOfAPartner = 10
const themesMeasured = 12

/**
 * Fills a migrated database that holds the communes with a directory of so many offers, as dense however large: each
 * department that is filled gets as many offers as its neighbours, and a larger directory fills more of them (all of
 * them at 500,000, and from there on more densely). 85 in 100 offers reach a commune, 14 a group of communes, 1 a
 * department. Every offer is active, under agreement, and has one referent who is there.
 */
export const fillDirectory = async (pool: Pool, offers: number): Promise<void> => {
  const departments = Math.max(1, Math.min(96, Math.round(offers / offersOfADepartment)))
  const client = await pool.connect()
  const ask = async (statement: string, values: unknown[] = []) => {
    await client.query(statement, values)
  }
  try {
    // What a trigger would write row by row is written below by the same rules, in one statement.
    await ask(`set session_replication_role = replica`)
    await ask(`
      insert into themes (code, name) select 'mesure-' || n, 'Thème ' || n from generate_series(1, ${themesMeasured}) as n`)
    await ask(`
      insert into needs (theme_id, code, name)
      select id, 'besoin-' || n, 'Besoin ' || n from themes, generate_series(1, 2) as n where themes.code like 'mesure-%'`)
    await ask(
      `with filled as (
        select code, name, region_code, row_number() over (order by (code <> '42'), code) as place from departments
        where exists (select from communes where department_code = departments.code and epci_code is not null))
      insert into territories (slug, name, time_zone, holiday_zone, region_code, opens_on, info_jeunes_name)
      select 'mesure-' || lower(code), name, 'Europe/Paris', 'metropole', region_code, '2020-01-01', 'Info Jeunes'
      from filled where place <= $1`,
      [departments],
    )
    await ask(`
      insert into territory_communes (commune_code, territory_id)
      select communes.code, territories.id from communes
        join territories on territories.slug = 'mesure-' || lower(communes.department_code)`)
    await ask(`
      insert into questionnaires (theme_id, territory_id, name)
      select themes.id, territories.id, 'Questionnaire' from themes, territories where themes.code like 'mesure-%'`)
    await ask(`
      insert into territory_themes (territory_id, theme_id, questionnaire_id)
      select territory_id, theme_id, id from questionnaires where territory_id is not null`)
    await ask(`
      insert into questionnaire_pages (questionnaire_id, position, title)
      select id, 1, 'Ta situation' from questionnaires where territory_id is not null`)
    await ask(`
      insert into questions (page_id, position, code, label, kind)
      select id, 1, 'statut', 'Que fais-tu ?', 'one' from questionnaire_pages`)
    await ask(`
      insert into answers (question_id, position, code, label)
      select questions.id, place, given.code, 'Réponse' from questions,
        (values (1, 'etudes'), (2, 'emploi'), (3, 'recherche')) as given (place, code)`)
    await ask(
      `create table numbered_partners as
      select gen_random_uuid() as id, gen_random_uuid() as user_id, gen_random_uuid() as referent_id, n, territory_id
      from generate_series(1, $1::int) as n
        join (select id as territory_id, row_number() over (order by slug) as place from territories) as placed
          on place = n % $2::int + 1`,
      [Math.ceil(offers / offersOfAPartner), departments],
    )
    await ask(`
      insert into users (id, name, role, email)
      select user_id, 'Référente ' || n, 'referent', 'referente-' || n || '@structure.example' from numbered_partners`)
    await ask(`
      insert into partners (id, territory_id, name) select id, territory_id, 'Structure ' || n from numbered_partners`)
    await ask(`insert into referents (id, partner_id, user_id) select referent_id, id, user_id from numbered_partners`)
    await ask(`
      insert into agreements (partner_id, charter_version, signed_on, from_day, to_day, signatory_partner,
        signatory_animation)
      select id, '2026', '2026-01-01', '2026-01-01', '2030-12-31', 'La direction', 'L’animation' from numbered_partners`)
    await ask(
      `create table numbered_offers as
      select gen_random_uuid() as id, made.n, partners.id as partner_id, partners.referent_id, partners.territory_id,
        themes.theme_id, themes.need_id,
        case when made.n % 100 = 0 then 'D' when made.n % 100 < 15 then 'E' else 'C' end as level
      from generate_series(1, $1::int) as made (n)
        join numbered_partners as partners on partners.n = (made.n - 1) / ${offersOfAPartner} + 1
        join (select theme_id, id as need_id, row_number() over (order by code, id) as place from needs
          where code like 'besoin-%') as themes on themes.place = (made.n * 7) % ${themesMeasured * 2} + 1`,
      [offers],
    )
    await ask(`
      insert into offers (id, partner_id, territory_id, theme_id, need_id, title, description, state, window_days,
        valid_from, contact_email, free_of_charge, criteria)
      select id, partner_id, territory_id, theme_id, need_id, 'Offre ' || n,
        'Un accompagnement gratuit, près de chez soi.', 'active', n % 5 + 1, '2026-01-01',
        'offre-' || n || '@structure.example', true,
        case when n % 3 = 0 then '{"statut": ["etudes", "emploi"]}' else '{}' end::jsonb
      from numbered_offers`)
    await ask(`
      with placed as (
        select code, epci_code, department_code, territory_id,
          row_number() over (partition by territory_id order by code) as place,
          count(*) over (partition by territory_id) as places
        from communes join territory_communes on commune_code = code where epci_code is not null)
      insert into offer_zones (offer_id, zone_code)
      select numbered_offers.id, case level when 'C' then 'C:' || code when 'E' then 'E:' || epci_code
        else 'D:' || department_code end
      from numbered_offers join placed on placed.territory_id = numbered_offers.territory_id
        and place = (hashint8(n) & 2147483647) % places + 1`)
    await ask(`
      insert into offer_referents (offer_id, referent_id) select id, referent_id from numbered_offers`)
    await ask(`
      insert into offer_reach (theme_id, zone_code, offer_id, age_min, age_max, valid_from, valid_until)
      select theme_id, zone_code, id, age_min, age_max, valid_from, coalesce(valid_until, 'infinity')
      from offers join offer_zones on offer_id = id`)
    await ask(`drop table numbered_partners, numbered_offers`)
    await ask(`set session_replication_role = origin`)
    await ask(`vacuum analyze`)
  } finally {
    client.release()
  }
}

/** Somewhere in the measured directory where somebody may ask. */
export interface AskingPlace {
  readonly commune: string
  readonly theme: string
}

/** So many places of the directory where something is offered, the same each time, spread over it. */
export const askingPlaces = async (pool: Pool, count: number): Promise<AskingPlace[]> => {
  const { rows } = await pool.query<AskingPlace>(
    `select communes.code as commune, themes.code as theme
     from communes join territory_communes on commune_code = communes.code
       join themes on themes.code = 'mesure-' || (hashtext(communes.code) & 2147483647) % ${themesMeasured} + 1
     where exists (select from offer_reach where theme_id = themes.id
       and zone_code in ('C:' || communes.code, 'E:' || epci_code))
     order by hashtext(communes.code || 'place') limit $1`,
    [count],
  )
  return rows
}

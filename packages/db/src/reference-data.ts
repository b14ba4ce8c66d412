import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type pg from 'pg'

const require = createRequire(import.meta.url)

/** The published file: PostgreSQL reads its JSON by itself. Apostrophes become those of print, as everywhere on screens. */
const published = async (name: 'regions' | 'departements' | 'epci' | 'communes'): Promise<string> => {
  const json = await readFile(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8')
  return json.replaceAll("'", '’')
}

/**
 * Brings regions, departments, EPCI, communes and the names they are looked for by to what the State publishes
 * (@etalab/decoupage-administratif, Licence Ouverte). Can be run again after each yearly update: a commune that
 * disappeared keeps its row, since requests may name it, but is no longer found by name or postal code.
 * One transaction of its own on `client`. Errors: whatever the database says; then nothing has changed.
 */
export const loadReferenceData = async (client: pg.ClientBase): Promise<void> => {
  const [regions, departments, epcis, communes] = await Promise.all([
    published('regions'),
    published('departements'),
    published('epci'),
    published('communes'),
  ])
  await client.query('begin')
  try {
    await client.query(regionsStatement, [regions])
    await client.query(departmentsStatement, [departments])
    await client.query(epcisStatement, [epcis])
    await client.query(publishedCommunesTable)
    await client.query(publishedCommunesStatement, [communes])
    await client.query(communesStatement, [epcis])
    await client.query(goneCommunesStatement)
    await client.query(goneNamesStatement)
    await client.query(namesStatement)
    await client.query('analyze communes, commune_names')
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

const regionsStatement = `
  insert into regions (code, name)
    select code, nom from json_to_recordset($1::json) as r(code text, nom text)
  on conflict (code) do update set name = excluded.name
    where regions.name <> excluded.name`

const departmentsStatement = `
  insert into departments (code, name, region_code)
    select code, nom, region from json_to_recordset($1::json) as d(code text, nom text, region text)
  on conflict (code) do update set name = excluded.name, region_code = excluded.region_code
    where (departments.name, departments.region_code) <> (excluded.name, excluded.region_code)`

const epcisStatement = `
  insert into epcis (code, name)
    select code, nom from json_to_recordset($1::json) as e(code text, nom text)
  on conflict (code) do update set name = excluded.name
    where epcis.name <> excluded.name`

// Communes of today, those they absorbed ("chefLieu" is where they went) and arrondissements (of "commune").
const publishedCommunesTable = `
  create temporary table published_communes (
    code text, nom text, type text, "chefLieu" text, commune text, departement text, region text,
    population integer, "codesPostaux" text[]
  ) on commit drop`

const publishedCommunesStatement = `
  insert into published_communes
    select * from json_to_recordset($1::json) as c(
      code text, nom text, type text, "chefLieu" text, commune text, departement text, region text,
      population integer, "codesPostaux" text[])`

const communesStatement = `
  insert into communes (code, name, department_code, region_code, epci_code, population, postal_codes)
    select p.code, p.nom, p.departement, p.region, member.epci, coalesce(p.population, 0), coalesce(p."codesPostaux", '{}')
    from published_communes p
    left join (
      select m.code, e.code as epci
      from json_to_recordset($1::json) as e(code text, membres json), json_to_recordset(e.membres) as m(code text)
    ) member on member.code = p.code
    where p.type = 'commune-actuelle'
  on conflict (code) do update set name = excluded.name, department_code = excluded.department_code,
      region_code = excluded.region_code, epci_code = excluded.epci_code, population = excluded.population,
      postal_codes = excluded.postal_codes
    where (communes.name, communes.department_code, communes.region_code, communes.epci_code, communes.population,
        communes.postal_codes)
      is distinct from (excluded.name, excluded.department_code, excluded.region_code, excluded.epci_code,
        excluded.population, excluded.postal_codes)`

const goneCommunesStatement = `
  update communes set postal_codes = '{}'
  where postal_codes <> '{}'
    and not exists (select from published_communes p where p.code = communes.code and p.type = 'commune-actuelle')`

const currentNames = `
  select distinct case when type = 'commune-actuelle' then code else coalesce("chefLieu", commune) end as commune_code, nom as name
  from published_communes`

const goneNamesStatement = `
  delete from commune_names
  where (commune_code, name) not in (${currentNames})`

const namesStatement = `
  insert into commune_names (commune_code, name)
    ${currentNames}
  on conflict do nothing`

import { useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { loadReferenceData } from './reference-data.ts'

const database = useDatabase()

const load = async (): Promise<void> => {
  const client = await database.pool.connect()
  try {
    await loadReferenceData(client)
  } finally {
    client.release()
  }
}

const read = async (statement: string): Promise<unknown[]> => (await database.pool.query<object>(statement)).rows

const counts = `
  select (select count(*)::int from regions) as regions, (select count(*)::int from departments) as departments,
    (select count(*)::int from epcis) as epcis, (select count(*)::int from communes) as communes,
    (select count(*)::int from commune_names) as names`

beforeAll(load)

test('the whole of France is there, overseas included', async () => {
  expect(await read(counts)).toEqual([{ regions: 26, departments: 109, epcis: 1255, communes: 34_969, names: 37_515 }])
})

test('a commune knows its department, its region, its EPCI, its people and its postal codes', async () => {
  expect(await read(`select * from communes where code in ('42218', '97411') order by code`)).toMatchObject([
    {
      code: '42218',
      name: 'Saint-Étienne',
      department_code: '42',
      region_code: '84',
      epci_code: '244200770',
      postal_codes: ['42000', '42100', '42230'],
    },
    { department_code: '974', region_code: '04', epci_code: '249740119' },
  ])
})

test('the communes of the overseas collectivities are there, without an EPCI, uninhabited ones without a postal code', async () => {
  expect(await read(`select code, department_code, epci_code from communes where code = '98735'`)).toEqual([
    { code: '98735', department_code: '987', epci_code: null },
  ])
  expect(await read(`select population, postal_codes from communes where code = '98412'`)).toEqual([
    { population: 0, postal_codes: [] },
  ])
})

test('arrondissements and absorbed communes are names of their commune, not communes', async () => {
  expect(await read(`select commune_code from commune_names where name = 'Lyon 3e Arrondissement'`)).toEqual([
    { commune_code: '69123' },
  ])
  expect(await read(`select name from commune_names where commune_code = '01033' order by name`)).toContainEqual({
    name: 'Bellegarde-sur-Valserine',
  })
  expect(await read(`select from communes where code = '69383'`)).toEqual([])
})

test('every department has at least one commune, and every EPCI too', async () => {
  const empty = `select code from departments d where code <> '989'
    and not exists (select from communes where department_code = d.code)`
  expect(await read(empty)).toEqual([])
  expect(
    await read(`select code from epcis e where not exists (select from communes where epci_code = e.code)`),
  ).toEqual([])
})

test('loading again changes nothing', async () => {
  // xmin is the transaction that wrote the row: it tells a row that was written again from one left alone.
  const written = `
    select (select jsonb_object_agg(xmin::text, true) from communes) as communes,
      (select jsonb_object_agg(xmin::text, true) from commune_names) as names`
  const before = await read(written)
  await load()
  expect(await read(written)).toEqual(before)
})

test('a yearly update corrects what changed and keeps a commune that disappeared, which is no longer found', async () => {
  await read(`update communes set name = 'Ancien nom', population = 1, epci_code = null where code = '42187'`)
  await read(`update commune_names set name = 'Ancien nom' where commune_code = '42187'`)
  await read(`insert into communes (code, name, department_code, region_code, postal_codes)
    values ('42999', 'Disparue', '42', '84', '{42999}')`)
  await read(`insert into commune_names (commune_code, name) values ('42999', 'Disparue')`)
  await load()
  expect(await read(`select name, epci_code from communes where code = '42187'`)).toEqual([
    { name: 'Roanne', epci_code: '200035731' },
  ])
  expect(await read(`select name from commune_names where commune_code in ('42187', '42999')`)).toEqual([
    { name: 'Roanne' },
  ])
  expect(await read(`select name, postal_codes from communes where code = '42999'`)).toEqual([
    { name: 'Disparue', postal_codes: [] },
  ])
})

test('a load that fails leaves everything as it was', async () => {
  await read(`update regions set name = 'Avant' where code = '84'`)
  await read(`update communes set population = 7 where code = '42218'`)
  await read(`alter table communes add constraint small check (population < 100000) not valid`)
  await expect(load()).rejects.toThrow('small')
  expect(await read(`select name from regions where code = '84'`)).toEqual([{ name: 'Avant' }])
  await read(`alter table communes drop constraint small`)
})

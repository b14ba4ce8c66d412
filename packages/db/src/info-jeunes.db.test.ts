import { givenTerritory, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findInfoJeunes } from './info-jeunes.ts'

const database = useDatabase()
let db: Database

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const loire = await givenTerritory(pool)
  const later = await givenTerritory(pool, { communeCode: '42187', opensOn: '2999-01-01' })
  for (const [id, name] of [
    [loire.id, 'Loire'],
    [later.id, 'Roannais'],
  ]) {
    await pool.query('update territories set info_jeunes_name = $2, slug = lower($2) where id = $1', [id, name])
  }
  await pool.query(
    `insert into departments (code, name, region_code) values ('69', 'Rhône', '84') on conflict do nothing`,
  )
  await pool.query(`
    insert into communes (code, name, department_code, region_code)
    values ('42001', 'Aboën', '42', '84'), ('69123', 'Lyon', '69', '84')`)
  return () => closeDatabase(db)
})

test.each([
  ['its own territory’s', '42218', 'Loire'],
  ['its own territory’s, even before it opens', '42187', 'Roannais'],
  ['one of its department, where it has no territory', '42001', 'Loire'],
  ['one of its region, where its department has none', '69123', 'Loire'],
])('the nearest Info Jeunes is %s', async (_, commune, name) => {
  expect(await findInfoJeunes(db, commune)).toMatchObject({ name })
})

test.each(['75056', '99999', '', 'Lyon', '42\0'])('there is none near %j', async (commune) => {
  expect(await findInfoJeunes(db, commune)).toBeUndefined()
})

import { createHash } from 'node:crypto'
import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { breakRows, givenProfessional, givenRequest, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { eraseOldData } from './index.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  return () => closeDatabase(db)
})

const erasedOf = async (table: 'requests' | 'users') =>
  (
    await database.pool.query<{ id: string }>(`select id from ${table} where erased_at is not null order by id`)
  ).rows.map(({ id }) => id)

test('what cannot be erased is told of by its id, stops nothing else, and goes once that is mended', async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const submitted = { submitted_at: new Date(Date.now() - 400 * 86_400_000).toISOString() }
  const requests: string[] = []
  const people: string[] = []
  for (let n = 0; n < 3; n += 1) {
    requests.push((await givenRequest(pool, { territory, theme }, submitted)).id)
    people.push(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  }
  await pool.query(`update users set left_at = platform_now() - interval '400 days' where id = any($1)`, [people])
  const [request, ...otherRequests] = requests.toSorted()
  const [person, ...otherPeople] = people.toSorted()
  const mended = [
    await breakRows(pool, { table: 'requests', on: 'update', when: `new.id = '${request}'` }),
    await breakRows(pool, { table: 'users', on: 'update', when: `new.id = '${person}'` }),
  ]
  const told: unknown[] = []
  const onError = (_: unknown, about: unknown) => told.push(about)
  expect(await eraseOldData({ db, onError }, () => false)).toBe(4)
  expect(told).toEqual([{ request }, { kind: 'professionals' }, { kind: 'professionals', id: person }])
  expect([await erasedOf('requests'), await erasedOf('users')]).toEqual([otherRequests, otherPeople])
  for (const mend of mended) await mend()
  expect(await eraseOldData({ db }, () => false)).toBe(2)
  expect([await erasedOf('requests'), await erasedOf('users')]).toEqual([requests.toSorted(), people.toSorted()])
})

test('of an address that requests were given nothing stays once its hour is over', async () => {
  const keep = (name: string, ago: string) =>
    database.pool.query(`insert into addresses_given values (sha256($1::bytea), platform_now() - $2::interval, 20)`, [
      name,
      ago,
    ])
  await keep('over', '1 hour')
  await keep('running', '59 minutes')
  await eraseOldData({ db }, () => false)
  const { rows } = await database.pool.query<{ hash: string }>(
    `select encode(address_hash, 'hex') as hash from addresses_given`,
  )
  expect(rows).toEqual([{ hash: createHash('sha256').update('running').digest('hex') }])
})

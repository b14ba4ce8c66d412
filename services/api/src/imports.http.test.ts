import { runImports } from '@boussole/commands'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenPartner, givenProfessional, givenSession, givenTerritory, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let territoryId: string
let animator: string
let otherAnimator: string
let referent: string

const tokenOf = async (userId: string): Promise<string> =>
  api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(database.pool, userId) })

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const other = await givenTerritory(pool, { communeCode: '42187' })
  territoryId = territory.id
  api = await startTestApi(database.url)
  animator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  otherAnimator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: other.id }))
  referent = await tokenOf((await givenPartner(pool, territory)).userId)
  return () => api.stop()
})

const send = (body: string, { query = '', type = 'text/csv', token = animator } = {}) =>
  api.ask('POST', `imports?territory=${territoryId}&kind=partners${query}`, {
    token,
    body,
    headers: { 'content-type': type },
  })

const idOf = (seen: { readonly json: unknown }): string =>
  typeof seen.json === 'object' && seen.json !== null && 'id' in seen.json ? String(seen.json.id) : ''

test('a file is tried, and applied at once only when that is asked for and no line is refused', async () => {
  const dry = await send('nom;code insee\nLe Relais;42218\n')
  expect(dry).toMatchObject({ status: 202, json: { state: 'trying', kind: 'partners' } })
  await runImports({ db: api.db })
  const tried = { state: 'tried', lines: 1, counts: { new: 1, refused: 0 }, failure: null }
  expect(await api.ask('GET', `imports/${idOf(dry)}`, { token: animator })).toMatchObject({ status: 200, json: tried })

  const partly = await send('nom;code insee\nLe Pont;42218\nTEST;42218\n', { query: '&apply=true' })
  const whole = await send('[{"nom": "La Ruche", "code_insee": "42218", "id": "a--1"}]', {
    query: '&apply=true',
    type: 'application/json',
  })
  await runImports({ db: api.db })
  const stateOf = async (seen: { readonly json: unknown }) =>
    (await api.ask('GET', `imports/${idOf(seen)}`, { token: animator })).json
  expect(await stateOf(partly)).toMatchObject({ state: 'tried', counts: { refused: 1 } })
  expect(await stateOf(whole)).toMatchObject({ state: 'applied' })
  const { rows } = await database.pool.query('select name, source_id from partners where source_id is not null')
  expect(rows).toEqual([{ name: 'La Ruche', source_id: 'a--1' }])
})

test('what is no file, or has no column that is known, is refused, and nothing is kept of it', async () => {
  const { rows: before } = await database.pool.query('select from imports')
  expect(await send('truc;machin\n1;2\n')).toMatchObject({ status: 422, json: { code: 'import-columns' } })
  expect(await send('nom\n')).toMatchObject({ status: 422, json: { code: 'import-no-lines' } })
  expect(await send('<a/>', { type: 'application/xml' })).toMatchObject({ status: 415 })
  expect(await send('nom\na\n', { query: '&kind=users' })).toMatchObject({ status: 422 })
  expect((await database.pool.query('select from imports')).rows).toHaveLength(before.length)
})

test('only who watches the territory sends files, reads imports, and takes files away', async () => {
  const mine = await send('nom;code insee\nLe Phare;42218\n')
  for (const token of [otherAnimator, referent]) {
    expect(await send('nom;code insee\nLe Phare;42218\n', { token })).toMatchObject({ status: 404 })
    expect(await api.ask('GET', `imports/${idOf(mine)}`, { token })).toMatchObject({ status: 404 })
    expect(await api.ask('GET', `exports/structures.csv?territory=${territoryId}`, { token })).toMatchObject({
      status: 404,
    })
  }
  const csv = await api.ask('GET', `exports/structures.csv?territory=${territoryId}`, { token: animator })
  expect(csv).toMatchObject({ status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } })
  expect(csv.text).toContain('Mission locale')
  expect(await api.ask('GET', `exports/users.csv?territory=${territoryId}`, { token: animator })).toMatchObject({
    status: 404,
  })
})

import { directoryPage } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenPartner, givenSession, givenTerritory, useDatabase } from '@boussole/testing'
import type { GivenPartner } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let partner: GivenPartner
let lapsed: GivenPartner

const ask = async ({ userId }: GivenPartner, query = '') => {
  const sid = await givenSession(database.pool, userId)
  return api.ask('GET', `directory${query}`, { token: api.api.jwt.sign({ sub: asId<UserId>(userId), sid }) })
}

beforeAll(async () => {
  const territory = await givenTerritory(database.pool)
  partner = await givenPartner(database.pool, territory, 'Mission locale de l’Été')
  lapsed = await givenPartner(database.pool, territory, 'Foyer des Pins')
  await database.pool.query(`update agreements set to_day = '2026-01-02' where partner_id = $1`, [lapsed.id])
  api = await startTestApi(database.url)
  return () => api.stop()
})

test('the directory is read by professionals under agreement, and shows partners under agreement', async () => {
  const { status, json } = await ask(partner, '?q=ete')
  expect(status).toBe(200)
  expect(directoryPage.parse(json).items.map(({ name }) => name)).toEqual(['Mission locale de l’Été'])
  expect(await ask(partner, '?q=pins')).toMatchObject({ json: { items: [] } })
  expect(await ask(lapsed)).toMatchObject({ status: 403, json: { code: 'directory-needs-agreement' } })
})

test('a person’s phone and mail are there once that person agreed to show them', async () => {
  const person = async () => {
    const [entry] = directoryPage.parse((await ask(partner, '?q=ete')).json).items
    return entry?.people[0]
  }
  await database.pool.query(`update users set phone = '+33477000000' where id = $1`, [partner.userId])
  expect(await person()).toMatchObject({ phone: null, email: null })
  await database.pool.query(`insert into directory_shares (user_id, shown, text_version) values ($1, 'phone', '1')`, [
    partner.userId,
  ])
  expect(await person()).toMatchObject({ phone: '+33477000000', email: null })
})

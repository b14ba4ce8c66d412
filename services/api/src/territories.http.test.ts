import { questionnaireList, territoryList, territoryMade, themeList } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import {
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import type { GivenTerritory } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let territory: GivenTerritory
const tokens: Record<'animator' | 'regional' | 'stranger' | 'referent', string> = {
  animator: '',
  regional: '',
  stranger: '',
  referent: '',
}

const tokenOf = async (userId: string): Promise<string> =>
  api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(database.pool, userId) })

beforeAll(async () => {
  const { pool } = database
  territory = await givenTerritory(pool)
  const elsewhere = await givenTerritory(pool, { communeCode: '97411', departmentCode: '974', regionCode: '04' })
  await givenTheme(pool, territory)
  const { userId } = await givenPartner(pool, territory)
  api = await startTestApi(database.url)
  tokens.animator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  tokens.regional = await tokenOf(await givenProfessional(pool, { role: 'regional', regionCode: territory.regionCode }))
  tokens.stranger = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: elsewhere.id }))
  tokens.referent = await tokenOf(userId)
  return () => api.stop()
})

const created = {
  regionCode: '84',
  name: 'Forez',
  infoJeunes: { name: 'Info Jeunes Forez', phone: null, email: null, address: null },
}

describe('territories', () => {
  test('are those that somebody watches', async () => {
    const idsOf = async (who: keyof typeof tokens) =>
      territoryList.parse((await api.ask('GET', 'territories', { token: tokens[who] })).json).items.map(({ id }) => id)
    expect(await idsOf('animator')).toEqual([territory.id])
    expect(await idsOf('stranger')).not.toContain(territory.id)
    expect(await idsOf('referent')).toEqual([])
  })

  test('are created by the level above, and by nobody else', async () => {
    const make = (who: keyof typeof tokens, body: unknown = created) =>
      api.ask('POST', 'territories', { token: tokens[who], body })
    for (const who of ['animator', 'stranger', 'referent'] as const) {
      expect(await make(who)).toMatchObject({ status: 404, json: { code: 'not-found' } })
    }
    expect(await make('regional', { ...created, regionCode: '04' })).toMatchObject({ status: 404 })
    expect(await make('regional', { ...created, name: '' })).toMatchObject({ status: 422 })
    const { status, json } = await make('regional')
    expect(status).toBe(201)
    expect(territoryMade.parse(json).slug).toBe('forez')
  })
})

test('the national list of themes is read by whoever has signed in', async () => {
  const { json } = await api.ask('GET', 'themes', { token: tokens.referent })
  expect(themeList.parse(json).items).toMatchObject([{ code: 'logement', needs: [{ code: 'trouver' }] }])
})

test('what a territory asks is read by who watches it', async () => {
  const read = (who: keyof typeof tokens) =>
    api.ask('GET', `questionnaires?territory=${territory.id}`, { token: tokens[who] })
  const { items } = questionnaireList.parse((await read('animator')).json)
  expect(items).toMatchObject([{ from: 'copy', content: { pages: [{ questions: [{ code: 'statut' }] }] } }])
  expect((await read('stranger')).status).toBe(404)
  expect((await read('referent')).status).toBe(404)
  expect(
    questionnaireList.parse((await api.ask('GET', 'questionnaires', { token: tokens.animator })).json).items,
  ).toEqual([])
})

import { agreementList } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenPartner, givenProfessional, givenSession, givenTerritory, useDatabase } from '@boussole/testing'
import type { GivenPartner } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let signed: GivenPartner
let unsigned: GivenPartner
let animatorId: string

const tokenOf = async (userId: string) =>
  api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(database.pool, userId) })

const namesFor = async (userId: string, query = '') =>
  agreementList
    .parse((await api.ask('GET', `agreements${query}`, { token: await tokenOf(userId) })).json)
    .items.map(({ partner, inForce, waiting }) => [partner, inForce, waiting?.signatory.name ?? null])

beforeAll(async () => {
  const territory = await givenTerritory(database.pool)
  signed = await givenPartner(database.pool, territory, 'Mission locale')
  unsigned = await givenPartner(database.pool, territory, 'Foyer')
  await database.pool.query('delete from agreements where partner_id = $1', [unsigned.id])
  animatorId = await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id })
  api = await startTestApi(database.url)
  return () => api.stop()
})

test('agreements are listed by perimeter, and a charter is proposed by who watches, once', async () => {
  expect(await namesFor(animatorId)).toEqual([
    ['Foyer', false, null],
    ['Mission locale', true, null],
  ])
  expect(await namesFor(signed.userId)).toEqual([['Mission locale', true, null]])
  expect(await namesFor(animatorId, '?filter=without')).toEqual([['Foyer', false, null]])
  const body = {
    partnerId: unsigned.id,
    name: 'Agnès Tardieu',
    function: 'Présidente',
    email: 'agnes.tardieu@foyer.example',
  }
  const propose = async (userId: string, sent: object = body) =>
    api.ask('POST', 'agreements', { token: await tokenOf(userId), body: sent })
  expect(await propose(unsigned.userId)).toMatchObject({ status: 404 })
  expect(await propose(animatorId, { ...body, email: 'nulle-part' })).toMatchObject({ status: 422 })
  expect(await propose(animatorId)).toMatchObject({
    status: 201,
    json: { partner: 'Foyer', inForce: false, waiting: { signatory: { name: 'Agnès Tardieu' }, partnerSigned: null } },
  })
  expect(await propose(animatorId)).toMatchObject({ status: 409, json: { code: 'charter-open' } })
  expect(await namesFor(animatorId, '?filter=to-sign')).toEqual([['Foyer', false, 'Agnès Tardieu']])
  expect(await api.ask('GET', 'agreements')).toMatchObject({ status: 401 })
})

test('a long list goes on where its cursor says', async () => {
  const territory = await givenTerritory(database.pool, { communeCode: '69123' })
  const watcher = await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id })
  for (let count = 0; count < 53; count += 1)
    await givenPartner(database.pool, territory, `Structure ${String(count).padStart(2, '0')}`)
  const token = await tokenOf(watcher)
  const first = agreementList.parse((await api.ask('GET', 'agreements', { token })).json)
  expect(first.items).toHaveLength(50)
  const { json } = await api.ask('GET', 'agreements', { token })
  const { nextCursor } = z.looseObject({ nextCursor: z.string() }).parse(json)
  const rest = agreementList.parse((await api.ask('GET', `agreements?cursor=${nextCursor}`, { token })).json)
  expect(rest.items.map(({ partner }) => partner)).toEqual(['Structure 50', 'Structure 51', 'Structure 52'])
  expect(rest.nextCursor).toBeNull()
})

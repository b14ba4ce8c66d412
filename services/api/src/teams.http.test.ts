import { absenceKept, teamList } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenOffer, givenPartner, givenSession, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import type { GivenPartner } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let partner: GivenPartner
let other: GivenPartner

const tokenOf = async ({ userId }: GivenPartner) =>
  api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(database.pool, userId) })

beforeAll(async () => {
  const territory = await givenTerritory(database.pool)
  const theme = await givenTheme(database.pool, territory)
  partner = await givenPartner(database.pool, territory, 'Mission locale')
  other = await givenPartner(database.pool, territory, 'Foyer')
  await givenOffer(database.pool, { territory, theme, partner })
  api = await startTestApi(database.url)
  return () => api.stop()
})

test('an absence is planned for one’s own team, says which offers pause, and is cancelled', async () => {
  const token = await tokenOf(partner)
  const team = async () => teamList.parse((await api.ask('GET', 'referents', { token })).json).items
  const [mine] = await team()
  expect((await team()).map(({ name }) => name)).toEqual(['Mission locale'])
  const { rows } = await database.pool.query<{ day: string }>(
    `select (platform_now() + interval '9 days')::date::text as day`,
  )
  const day = rows[0]?.day ?? ''
  const body = { referentId: partner.referentId, fromDay: day, toDay: day }
  expect(await api.ask('POST', 'absences', { token: await tokenOf(other), body })).toMatchObject({ status: 404 })
  const planned = await api.ask('POST', 'absences', { token, body })
  expect(planned.status).toBe(201)
  const { id, pausedOffers } = absenceKept.parse(planned.json)
  expect(pausedOffers.map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([[day, day]])
  expect(await api.ask('POST', 'absences', { token, body })).toMatchObject({ json: { code: 'absence-overlaps' } })
  expect(mine?.members[0]?.absences).toEqual([])
  expect((await team())[0]?.members[0]?.absences).toEqual([{ id, fromDay: day, toDay: day }])
  const path = `referents/${partner.referentId}/absences/${id}`
  expect((await api.ask('DELETE', path, { token: await tokenOf(other) })).status).toBe(404)
  expect((await api.ask('DELETE', path, { token })).status).toBe(204)
  expect((await team())[0]?.members[0]?.absences).toEqual([])
})

import { runUpkeep } from '@boussole/commands'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

const database = useDatabase()
const clock = useClock(database)
let api: TestApi
const tokens = { animator: '', otherAnimator: '', referent: '' }
let offerId: string

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const other = await givenTerritory(pool, { communeCode: '42187' })
  const theme = await givenTheme(pool, territory)
  const partner = await givenPartner(pool, territory)
  const offer = await givenOffer(pool, { territory, theme, partner }, { confirmed_at: '2026-03-01T09:00:00Z' })
  offerId = offer.id
  api = await startTestApi(database.url)
  const tokenOf = async (userId: string): Promise<string> =>
    api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(pool, userId) })
  tokens.animator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  tokens.otherAnimator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: other.id }))
  tokens.referent = await tokenOf(partner.userId)
  await clock.freeze('2026-11-26T09:00:00Z')
  await runUpkeep({ db: api.db })
  return () => api.stop()
})

test('who watches reads what a run did, and takes it back, once; for others it does not exist', async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    'select run_id as id from upkeep_changes where offer_id = $1',
    [offerId],
  )
  const path = `upkeep/runs/${rows[0]?.id ?? ''}`
  const seen = await api.ask('GET', 'upkeep/runs', { token: tokens.animator })
  expect(seen).toMatchObject({
    status: 200,
    json: { items: [{ day: '2026-11-26', undoneAt: null }], nextCursor: null },
  })
  const changes = [{ offerId, kind: 'to-confirm', cause: 'offer', dueOn: '2026-09-01', undoing: null }]
  expect(await api.ask('GET', path, { token: tokens.animator })).toMatchObject({ status: 200, json: { changes } })
  for (const token of [tokens.otherAnimator, tokens.referent]) {
    expect(await api.ask('GET', 'upkeep/runs', { token })).toMatchObject({ status: 200, json: { items: [] } })
    expect((await api.ask('GET', path, { token })).status).toBe(404)
    expect((await api.ask('POST', `${path}/undoing`, { token, body: {} })).status).toBe(404)
  }
  const undo = () => api.ask('POST', `${path}/undoing`, { token: tokens.animator, body: {} })
  expect(await undo()).toMatchObject({ status: 200, json: { changes: [{ offerId, undoing: 'undone' }] } })
  expect(await undo()).toMatchObject({ status: 409, json: { code: 'run-undone' } })
  expect((await api.ask('GET', 'upkeep/runs/rien', { token: tokens.animator })).status).toBe(404)
})

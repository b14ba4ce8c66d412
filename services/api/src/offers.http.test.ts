import { offerContent, offerList, offerSettings, offerView } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import type { GivenOffer, GivenPartner, GivenTheme } from '@boussole/testing'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { Seen, TestApi } from './test-api.ts'

const database = useDatabase()
let api: TestApi
let theme: GivenTheme
let mine: GivenPartner
let others: GivenPartner
let offer: GivenOffer
let newOffer: () => Promise<GivenOffer>
let referent: string
let stranger: string
let animator: string

const tokenOf = async (userId: string): Promise<string> =>
  api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(database.pool, userId) })

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  theme = await givenTheme(pool, territory)
  mine = await givenPartner(pool, territory, 'Mission locale')
  others = await givenPartner(pool, territory, 'Foyer')
  newOffer = () => givenOffer(pool, { territory, theme, partner: mine })
  api = await startTestApi(database.url)
  referent = await tokenOf(mine.userId)
  stranger = await tokenOf(others.userId)
  animator = await tokenOf(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  return () => api.stop()
})

beforeEach(async () => {
  offer = await newOffer()
})

const view = (seen: Seen) => {
  expect([seen.status, seen.status < 300 ? '' : seen.text]).toEqual([seen.status < 300 ? seen.status : 200, ''])
  return offerView.parse(seen.json)
}

const read = async (token = referent) => view(await api.ask('GET', `offers/${offer.id}`, { token }))

/** The offer as it runs, with another title. */
const retitled = async (title: string) => {
  const { content, seen } = await read()
  return { content: { ...content, title }, seen }
}

describe('the offers of a partner', () => {
  test('are listed for their partner and for who watches, and for nobody else', async () => {
    const listed = async (token: string) => {
      const { json } = await api.ask('GET', 'offers', { token })
      return offerList.parse(json).items.map(({ id }) => id)
    }
    expect(await listed(referent)).toContain(offer.id)
    expect(await listed(animator)).toContain(offer.id)
    expect(await listed(stranger)).toEqual([])
    expect(await api.ask('GET', `offers/${offer.id}`, { token: stranger })).toMatchObject({
      status: 404,
      json: { code: 'not-found' },
    })
  })

  test('a change runs once the animation has accepted it, and not before', async () => {
    const { content, seen } = await retitled('Un toit à toi')
    const before = (await read()).content.title
    const changed = view(
      await api.ask('PATCH', `offers/${offer.id}`, { token: referent, body: { content, seen, propose: true } }),
    )
    expect([changed.content.title, changed.change]).toEqual([before, 'proposed'])
    const [version] = changed.versions
    const review = { number: version?.number, accepted: true }
    expect(await api.ask('POST', `offers/${offer.id}/review`, { token: referent, body: review })).toMatchObject({
      status: 403,
    })
    const accepted = view(await api.ask('POST', `offers/${offer.id}/review`, { token: animator, body: review }))
    expect([accepted.content.title, accepted.change]).toEqual(['Un toit à toi', null])
  })

  test('of two who change it at once, the second is told', async () => {
    const body = await retitled('Le premier')
    await api.ask('PATCH', `offers/${offer.id}`, { token: referent, body })
    expect(
      await api.ask('PATCH', `offers/${offer.id}`, {
        token: animator,
        body: { ...body, content: { ...body.content, title: 'Le second' } },
      }),
    ).toMatchObject({ status: 409, json: { code: 'offer-edited-meanwhile' } })
  })

  test('are paused, resumed and confirmed at once', async () => {
    const act = async (name: string, body: unknown) =>
      view(await api.ask('POST', `offers/${offer.id}/${name}`, { token: referent, body }))
    expect((await act('pause', { paused: true })).standing).toBe('paused')
    expect((await act('pause', { paused: false })).standing).not.toBe('paused')
    expect((await act('confirmation', {})).isToConfirm).toBe(false)
  })

  test('a new one is a draft of one’s own partner, declared free of charge', async () => {
    const running = await read()
    const settings = offerSettings.parse({
      ...running.settings,
      referents: running.settings.referents.map(({ id }) => id),
    })
    const content = offerContent.parse({ ...running.content, title: 'Une offre neuve' })
    const body = { partnerId: mine.id, content, settings, freeOfCharge: true }
    const created = await api.ask('POST', 'offers', { token: referent, body })
    expect(created.status).toBe(201)
    expect(view(created).standing).toBe('draft')
    expect(await api.ask('POST', 'offers', { token: stranger, body })).toMatchObject({ status: 404 })
    expect(await api.ask('POST', 'offers', { token: referent, body: { ...body, freeOfCharge: false } })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'freeOfCharge' }] },
    })
  })
})

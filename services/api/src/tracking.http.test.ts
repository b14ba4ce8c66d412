import { requestSubmitted, trackingExport, trackingView } from '@boussole/contracts'
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
import type { GivenOffer, GivenPartner } from '@boussole/testing'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Seen, TestApi } from './test-api.ts'
import { startTestApi } from './test-api.ts'

const database = useDatabase()
const clock = useClock(database)

let api: TestApi
let partner: GivenPartner
let offer: GivenOffer
let otherOffer: GivenOffer

beforeAll(async () => {
  const territory = await givenTerritory(database.pool)
  const theme = await givenTheme(database.pool, territory)
  partner = await givenPartner(database.pool, territory, 'Mission locale')
  const other = await givenPartner(database.pool, territory, 'Foyer')
  offer = await givenOffer(database.pool, { territory, theme, partner })
  otherOffer = await givenOffer(database.pool, { territory, theme, partner: other })
  await givenProfessional(database.pool, { name: 'Anne', role: 'animator', territoryId: territory.id })
  api = await startTestApi(database.url)
  return () => api.stop()
})

beforeEach(() => clock.freeze('2026-11-20T09:00:00Z'))

/** Camille asks; the tracking token and the referral. */
const given = async ({ redirect = false, email = `camille.${randomUUID()}@exemple.example` } = {}) => {
  const { json } = await api.ask('POST', 'requests', {
    body: {
      commune: '42218',
      theme: 'logement',
      age: 19,
      offers: [offer.id],
      contact: { firstName: 'Camille', email, message: randomUUID() },
      consents: { contact: true, redirect },
    },
  })
  const { trackingToken: token, referrals } = requestSubmitted.parse(json)
  return { token, referralId: referrals[0]?.id ?? '' }
}

const answer = async (referralId: string, name: string, body: unknown) =>
  api.ask('POST', `referrals/${referralId}/${name}`, {
    token: api.api.jwt.sign({ sub: partner.userId, sid: await givenSession(database.pool, partner.userId) }),
    body,
  })

const viewIn = (seen: Seen) => {
  expect([seen.status, seen.status === 200 ? '' : seen.text]).toEqual([200, ''])
  return trackingView.parse(seen.json)
}

const mails = async (name: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*)::int as count from outbox where mail = $1',
    [name],
  )
  return rows[0]?.count ?? 0
}

describe('a young person follows the request with its token', () => {
  test('and sees who answers by when', async () => {
    const { token } = await given()
    const view = viewIn(await api.ask('GET', 'tracking', { token }))
    expect(view).toMatchObject({
      contact: { firstName: 'Camille', email: expect.stringMatching(/^camille\./) },
      referrals: [{ partner: { name: 'Mission locale' }, state: 'sent', dueDay: '2026-11-23' }],
      timeline: [{ kind: 'sent' }],
      choices: [],
      infoJeunes: { name: 'Info Jeunes' },
    })
  })

  test.each([
    ['no token', {}, 401, 'token-missing'],
    ['a token in another form', { authorization: 'Bearer court' }, 401, 'token-missing'],
    ['a token that opens nothing', { authorization: `Bearer ${'a'.repeat(43)}` }, 404, 'not-found'],
  ])('%s opens nothing', async (_, headers, status, code) => {
    expect(await api.ask('GET', 'tracking', { headers })).toMatchObject({ status, json: { code } })
  })

  test('a professional’s token opens no request', async () => {
    const token = api.api.jwt.sign({ sub: partner.userId, sid: randomUUID() })
    expect((await api.ask('GET', 'tracking', { token })).status).toBe(401)
  })

  test('and withdraws it', async () => {
    const { token } = await given()
    const view = viewIn(await api.ask('POST', 'tracking/withdrawal', { token }))
    expect(view.referrals[0]?.state).toBe('withdrawn')
    expect(view.endedAt).not.toBeNull()
    expect(await api.ask('POST', 'tracking/withdrawal', { token })).toMatchObject({
      status: 409,
      json: { code: 'already-ended' },
    })
  })

  test('and says that nobody made contact, once a partner said the contrary', async () => {
    const { token, referralId } = await given()
    const claim = () => api.ask('POST', 'tracking/claims', { token, body: { referralId } })
    expect(await claim()).toMatchObject({ status: 409, json: { code: 'nothing-to-claim' } })
    await answer(referralId, 'contacts', { reached: true, channel: 'phone' })
    viewIn(await claim())
    expect(await mails('claim-animator')).toBe(1)
  })

  test('and says how it went, once', async () => {
    const { token, referralId } = await given()
    await answer(referralId, 'contacts', { reached: true, channel: 'phone' })
    const give = () =>
      api.ask('POST', 'tracking/feedback', { token, body: { referralId, contacted: true, useful: false } })
    viewIn(await give())
    expect(await give()).toMatchObject({ status: 409, json: { code: 'feedback-already-given' } })
  })

  test('and picks another offer after a refusal that left nobody', async () => {
    const { token, referralId } = await given()
    const choose = (offerId: string) => api.ask('POST', 'tracking/choice', { token, body: { referralId, offerId } })
    expect(await choose(otherOffer.id)).toMatchObject({ status: 409, json: { code: 'nothing-to-choose' } })
    await answer(referralId, 'refusal', { reason: 'no-capacity' })
    const before = viewIn(await api.ask('GET', 'tracking', { token }))
    expect(before.choices.map(({ offerId }) => offerId)).toEqual([otherOffer.id])
    const view = viewIn(await choose(otherOffer.id))
    expect(view.referrals.map(({ partner: { name }, state }) => [name, state])).toEqual([
      ['Mission locale', 'redirected'],
      ['Foyer', 'sent'],
    ])
  })

  test('and cannot act on the referral of somebody else, nor learn that its contact was contradicted', async () => {
    const { token } = await given()
    const { token: theirs, referralId } = await given()
    await answer(referralId, 'contacts', { reached: true, channel: 'phone' })
    viewIn(await api.ask('POST', 'tracking/claims', { token: theirs, body: { referralId } }))
    for (const [name, body] of [
      ['claims', { referralId }],
      ['feedback', { referralId, contacted: true }],
      ['choice', { referralId, offerId: otherOffer.id }],
    ] as const) {
      expect(await api.ask('POST', `tracking/${name}`, { token, body })).toMatchObject({ status: 404 })
    }
  })
})

/** Holds a young person's request as an act under way does. */
const holdRequestOf = async (token: string) => {
  const { id: requestId } = viewIn(await api.ask('GET', 'tracking', { token }))
  const erasing = await database.pool.connect()
  await erasing.query('begin')
  await erasing.query('select from requests where id = $1 for update', [requestId])
  return { requestId, erasing }
}

const waitingForLocks = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.count ?? 0
}

describe('a young person rules over the own data', () => {
  const correct = (token: string, body: unknown) => api.ask('PATCH', 'tracking/contact', { token, body })

  test('corrects it, field by field', async () => {
    const { token } = await given()
    expect(viewIn(await correct(token, { phone: '06 12 34 56 78', prefers: 'phone' })).contact).toMatchObject({
      firstName: 'Camille',
      email: expect.stringMatching(/^camille\./),
      phone: '+33612345678',
      prefers: 'phone',
    })
    expect(viewIn(await correct(token, { email: null })).contact.email).toBeNull()
    expect(await correct(token, { phone: null })).toMatchObject({ status: 422, json: { code: 'contact-missing' } })
  })

  test('corrected again and again it is written down once an hour, and holds what was said last', async () => {
    const { token } = await given()
    const corrections = ({ timeline }: ReturnType<typeof viewIn>) =>
      timeline.filter(({ kind }) => kind === 'contact-corrected').length
    for (const moments of ['le matin', 'le midi', 'le soir']) {
      const view = viewIn(await correct(token, { moments }))
      expect([corrections(view), view.contact.moments]).toEqual([1, moments])
    }
    await clock.advance('PT59M')
    expect(corrections(viewIn(await correct(token, { moments: 'la nuit' })))).toBe(1)
    await clock.advance('PT1M')
    expect(corrections(viewIn(await correct(token, { moments: 'à midi' })))).toBe(2)
  })

  test('a consent given or taken back is written down each time, so that it can be shown when that was', async () => {
    const { token } = await given()
    const told = ({ timeline }: ReturnType<typeof viewIn>) =>
      timeline.filter(({ kind }) => kind === 'contact-corrected').length
    const first = told(viewIn(await correct(token, { redirectConsent: true, moments: 'le matin' })))
    expect(first).toBe(1)
    for (const [place, redirectConsent] of [false, true, false].entries()) {
      expect(told(viewIn(await correct(token, { redirectConsent })))).toBe(first + place + 1)
    }
  })

  test('however much has happened, the latest three hundred things are told', async () => {
    const { token, referralId } = await given()
    await database.pool.query(
      `insert into journal (request_id, at, actor_kind, event)
       select request_id, platform_now() - interval '1 day', 'young-person', '{"kind": "contact-corrected"}'
       from referrals, generate_series(1, 400) where id = $1`,
      [referralId],
    )
    const { timeline } = viewIn(await api.ask('POST', 'tracking/withdrawal', { token }))
    expect([timeline.length, timeline.at(-1)?.kind]).toEqual([300, 'withdrawn'])
  })

  test.each([
    [{}, 'body'],
    [{ email: 'x' }, 'email'],
    [{ phone: '12' }, 'phone'],
    [{ firstName: null }, 'firstName'],
    [{ age: 20 }, 'age'],
    [{ firstName: 'a\nb' }, 'firstName'],
  ])('a correction that is none is told: %j', async (body, path) => {
    const { token } = await given()
    const seen = await correct(token, body)
    expect(seen.status).toBe(422)
    expect(seen.json).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path })]) })
  })

  test('takes everything away as JSON', async () => {
    const { token } = await given()
    const seen = await api.ask('GET', 'tracking/export', { token })
    expect(seen.status).toBe(200)
    const { referrals, mails: sent } = trackingExport.parse(seen.json)
    expect([referrals.length, sent.length > 0]).toEqual([1, true])
    expect(seen.text).toContain('@exemple.example')
    expect(seen.text).not.toContain(token)
  })

  test('erases it: the token opens nothing any more, and the partner reads nothing', async () => {
    const { token, referralId } = await given()
    expect((await api.ask('DELETE', 'tracking', { token })).status).toBe(204)
    expect((await api.ask('GET', 'tracking', { token })).status).toBe(404)
    const { rows } = await database.pool.query(
      `select first_name, email, message, tracking_token_hash from requests join referrals on request_id = requests.id
        where referrals.id = $1`,
      [referralId],
    )
    expect(rows).toEqual([{ first_name: null, email: null, message: null, tracking_token_hash: null }])
  })

  test('erases it: nothing is written about the person any more, by the partner or by who watches', async () => {
    const { token, referralId } = await given()
    await answer(referralId, 'contacts', { reached: true, channel: 'phone', note: 'Camille rappelle lundi' })
    await api.ask('DELETE', 'tracking', { token })
    for (const [name, body] of [
      ['notes', { words: 'Camille Durand, 06 12 34 56 78' }],
      ['contacts', { reached: true, channel: 'phone', note: 'Camille Durand' }],
    ] as const) {
      expect(await answer(referralId, name, body)).toMatchObject({ status: 409, json: { code: 'already-ended' } })
    }
    const { rows } = await database.pool.query('select words from notes where referral_id = $1', [referralId])
    expect(rows).toEqual([])
  })

  test('erases it: a correction that waited meanwhile finds nothing', async () => {
    const { token } = await given()
    const { requestId, erasing } = await holdRequestOf(token)
    const correction = correct(token, { firstName: 'Autre', email: 'autre@exemple.example' })
    await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1), { timeout: 5000, interval: 20 })
    await erasing.query(
      `update requests set first_name = null, email = null, message = null, tracking_token_hash = null,
        idempotency_hash = null, content_hash = null, ended_at = now(), erased_at = now() where id = $1`,
      [requestId],
    )
    await erasing.query('commit')
    erasing.release()
    expect(await correction).toMatchObject({ status: 404, json: { code: 'not-found' } })
  })

  test('asks the lost link again: the same answer whether there is a request or not, and one mail to the stored address', async () => {
    await given({ email: 'perdue@exemple.example' })
    const ask = (body: unknown) => api.ask('POST', 'tracking/links', { body })
    const before = await mails('tracking-link')
    const known = await ask({ email: 'perdue@exemple.example' })
    const unknown = await ask({ email: 'personne@exemple.example' })
    expect([known.status, known.text]).toEqual([202, ''])
    expect([unknown.status, unknown.text]).toEqual([202, ''])
    await ask({ email: 'PERDUE@exemple.example' })
    expect(await mails('tracking-link')).toBe(before + 1)
    expect((await ask({})).status).toBe(422)
    expect((await ask({ email: 'a@exemple.example', phone: '06 12 34 56 78' })).status).toBe(422)
  })
})

test('whatever was tried above, nothing that went wrong was the platform’s fault', () => {
  expect(api.log.filter((line) => line.includes('request failed'))).toEqual([])
})

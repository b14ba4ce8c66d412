import { randomUUID } from 'node:crypto'
import { communesFound, matchesFound, problemShape, requestSubmitted, themesOpen } from '@boussole/contracts'
import { givenOffer, givenPartner, givenTerritory, givenTheme, useClock, useDatabase } from '@boussole/testing'
import type { GivenOffer } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Seen, TestApi } from './test-api.ts'
import { startTestApi } from './test-api.ts'

const database = useDatabase()
const clock = useClock(database)

let api: TestApi
const offers: Record<string, GivenOffer> = {}

beforeAll(async () => {
  await clock.freeze('2026-11-20T09:00:00Z')
  const territory = await givenTerritory(database.pool)
  const theme = await givenTheme(database.pool, territory)
  const give = async (name: string, columns: object) => {
    const partner = await givenPartner(database.pool, territory, name)
    offers[name] = await givenOffer(database.pool, { territory, theme, partner }, { ...columns })
  }
  await give('able', { windowDays: 3 })
  await give('other', { windowDays: 5 })
  await give('adults', { age_min: 26, age_max: 30 })
  await give('paused', { state: 'paused' })
  await give('withdrawn', { state: 'withdrawn' })
  api = await startTestApi(database.url)
  return () => api.stop()
})

const offerId = (name: string): string => offers[name]?.id ?? ''

const request = () => ({
  commune: '42218',
  theme: 'logement',
  need: 'trouver',
  age: 19,
  answers: { statut: ['etudes'] },
  offers: [offerId('able')],
  contact: { firstName: 'Camille', email: 'camille@exemple.example' },
  consents: { contact: true, redirect: true },
})

const withContact = (contact: object) => ({ ...request(), contact: { ...request().contact, ...contact } })

/** A request of its own, told apart from the others by its message. */
let made = 0
const newRequest = () => {
  made += 1
  return {
    ...request(),
    contact: { firstName: 'Camille', email: `camille.${made}@exemple.example`, message: `demande ${made}` },
  }
}

const stored = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select ((select count(*) from requests) + (select count(*) from referrals) + (select count(*) from outbox)
      + (select count(*) from journal) + (select count(*) from milestones))::int as count`,
  )
  return rows[0]?.count ?? -1
}

const english = /\b(invalid|expected|required|received|unrecognized|not found|error|request|body|must|should|the)\b/i

const problemIn = (seen: Seen) => {
  expect(seen.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const problem = problemShape.parse(seen.json)
  expect(problem.status).toBe(seen.status)
  expect(
    `${problem.title} ${problem.detail} ${(problem.errors ?? []).map(({ message }) => message).join(' ')}`,
  ).not.toMatch(english)
  return problem
}

test('an address that others use to flood somebody is written to twenty times an hour at most', async () => {
  const flood = () =>
    api.ask('POST', 'requests', {
      body: {
        ...newRequest(),
        contact: { firstName: 'Camille', email: 'Victime@exemple.example', message: randomUUID() },
      },
    })
  for (let sent = 0; sent < 20; sent += 1) expect((await flood()).status).toBe(201)
  const refused = await flood()
  expect(refused.status).toBe(429)
  expect(problemIn(refused).code).toBe('asked-too-often')
  await clock.freeze('2026-11-20T10:00:01Z')
  expect((await flood()).status).toBe(201)
  await clock.freeze('2026-11-20T09:00:00Z')
})

describe('an address that was written to twenty times within the hour', () => {
  const asked = (contact: Readonly<Record<string, string>>) =>
    api.ask('POST', 'requests', { body: { ...newRequest(), contact: { firstName: 'Camille', ...contact } } })
  const fresh = (email: string) => asked({ email, message: randomUUID() })
  const tokenIn = (seen: Seen): string => requestSubmitted.parse(seen.json).trackingToken
  const correct = (seen: Seen, body: object) => api.ask('PATCH', 'tracking/contact', { token: tokenIn(seen), body })

  test.each([
    {
      what: 'corrected to another one',
      give: (seen: Seen) => correct(seen, { email: `${randomUUID()}@exemple.example` }),
    },
    { what: 'erased', give: (seen: Seen) => api.ask('DELETE', 'tracking', { token: tokenIn(seen) }) },
  ])('is not given again because it was $what each time', async ({ what, give }) => {
    const email = `${what.replaceAll(' ', '-')}@exemple.example`
    for (let sent = 0; sent < 20; sent += 1) expect((await give(await fresh(email))).status).toBeLessThan(300)
    expect((await fresh(email.toUpperCase())).json).toMatchObject({ code: 'asked-too-often' })
  })

  test('is not written into requests made without it, nor into one more of the same instant', async () => {
    const email = 'prise-de-force@exemple.example'
    const known = await asked({ phone: '06 39 98 00 42', message: randomUUID() })
    const seen = await Promise.all(Array.from({ length: 24 }, () => fresh(email)))
    const answered = (code: number) => seen.filter(({ status }) => status === code).length
    expect([answered(201), answered(429)]).toEqual([20, 4])
    const corrected = await correct(known, { email })
    expect(corrected.status).toBe(429)
    expect(problemIn(corrected).code).toBe('asked-too-often')
    // What has nothing to do with it is put right all the same.
    expect((await correct(known, { redirectConsent: false })).status).toBe(200)
    await clock.freeze('2026-11-20T10:00:01Z')
    expect((await correct(known, { email })).status).toBe(200)
    await clock.freeze('2026-11-20T09:00:00Z')
  })
})

describe('a young person looks for help', () => {
  test('by commune, then by theme, with the questions of that theme', async () => {
    const found = communesFound.parse((await api.ask('GET', 'communes?q=42218')).json)
    expect(found.items.map(({ code, territory }) => [code, territory?.slug])).toEqual([['42218', 'territoire-42218']])
    const themes = themesOpen.parse((await api.ask('GET', 'communes/42218/themes')).json)
    expect(themes.items[0]).toMatchObject({ code: 'logement', needs: [{ code: 'trouver' }] })
    expect(themes.items[0]?.questionnaire.pages[0]?.questions[0]?.answers).toHaveLength(2)
  })

  test('in English too, and in no language that we do not speak', async () => {
    await database.pool.query(`update themes set name_en = 'A home' where code = 'logement'`)
    await database.pool.query(`update needs set name_en = 'Finding a home' where code = 'trouver'`)
    const themes = themesOpen.parse((await api.ask('GET', 'communes/42218/themes?language=en')).json)
    expect(themes.items.find(({ code }) => code === 'logement')).toMatchObject({
      name: 'A home',
      needs: [{ code: 'trouver', name: 'Finding a home' }],
    })
    const body = { commune: '42218', theme: 'logement', age: 19, answers: {}, language: 'en' }
    const found = matchesFound.parse((await api.ask('POST', 'matches', { body })).json)
    expect(found.items[0]?.need.name).toBe('Finding a home')
    expect(problemIn(await api.ask('GET', 'communes/42218/themes?language=de')).status).toBe(422)
  })

  test('and sees each offer with the date it promises', async () => {
    const { status, json } = await api.ask('POST', 'matches', {
      body: { commune: '42218', theme: 'logement', age: 19, answers: {} },
    })
    expect(status).toBe(200)
    const { items, infoJeunes } = matchesFound.parse(json)
    expect(items.map(({ id, dueDay, available }) => [id, dueDay, available])).toEqual([
      [offerId('able'), '2026-11-23', true],
      [offerId('other'), '2026-11-25', true],
      [offerId('paused'), '2026-11-23', false],
    ])
    expect(items[0]?.dueAt.toString()).toBe('2026-11-23T23:00:00Z')
    expect(infoJeunes.name).toBe('Info Jeunes')
  })

  test.each([
    ['communes?q=', 422],
    ['communes', 422],
    ['communes?q=a&q=b', 422],
    ['communes?q=%00', 422],
    ['communes?q=lyon&limit=5', 422],
    ['communes/99999/themes', 404],
    ['communes/nulle-part/themes', 404],
    ['communes/%00/themes', 404],
    ['communes/%ff/themes', 400],
    [`communes/${'4'.repeat(200)}/themes`, 400],
  ])('GET %s is answered %i in French', async (path, status) => {
    expect(problemIn(await api.ask('GET', path)).status).toBe(status)
  })

  test('a commune where nothing is open yet has no theme, which is an answer', async () => {
    await database.pool.query(
      `insert into communes (code, name, department_code, region_code) values ('42001', 'Ailleurs', '42', '84')`,
    )
    expect((await api.ask('GET', 'communes/42001/themes')).json).toEqual({
      items: [],
      nextCursor: null,
      infoJeunes: { name: 'Info Jeunes', phone: '04 00 00 00 00', email: null, address: null },
    })
    const body = { commune: '42001', theme: 'logement', age: 19 }
    expect(problemIn(await api.ask('POST', 'matches', { body }))).toMatchObject({
      code: 'territory-closed',
      about: { infoJeunesName: 'Info Jeunes', infoJeunesPhone: '04 00 00 00 00' },
    })
  })
})

describe('a request', () => {
  test('is answered 201 with its tracking token and what each partner promised', async () => {
    const { status, json } = await api.ask('POST', 'requests', {
      body: { ...newRequest(), offers: [offerId('able'), offerId('other')], promised: { [offerId('able')]: 3 } },
    })
    expect(status).toBe(201)
    const { trackingToken, referrals } = requestSubmitted.parse(json)
    expect(trackingToken).toMatch(/^[\w-]{43}$/)
    expect(
      referrals.map(({ offerId: id, state, windowDays, dueAt }) => [id, state, windowDays, dueAt.toString()]),
    ).toEqual([
      [offerId('able'), 'sent', 3, '2026-11-23T23:00:00Z'],
      [offerId('other'), 'sent', 5, '2026-11-25T23:00:00Z'],
    ])
  })

  test('goes to the offer that fits best when the young person asks for « best »', async () => {
    const { json } = await api.ask('POST', 'requests', { body: { ...newRequest(), offers: 'best' } })
    expect(requestSubmitted.parse(json).referrals.map(({ offerId: id }) => id)).toEqual([offerId('able')])
  })

  test('keeps the free text exactly', async () => {
    const message = '  Bonjour,\n\ne\u0301te\u0301 « été » 🏠👩🏽‍🎓 <script>alert("x")</script> \u202Eא\n'
    const { status } = await api.ask('POST', 'requests', { body: withContact({ message }) })
    expect(status).toBe(201)
    const { rows } = await database.pool.query('select message from requests where message = $1', [message])
    expect(rows).toEqual([{ message }])
  })

  test('sent 20 times at once with the same key is one request, answered 20 times alike', async () => {
    const body = newRequest()
    const before = await stored()
    const headers = { 'idempotency-key': 'cle-du-formulaire-1' }
    const seen = await Promise.all(Array.from({ length: 20 }, () => api.ask('POST', 'requests', { body, headers })))
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
    const once = await stored()
    expect(once).toBeGreaterThan(before)
    const again = await api.ask('POST', 'requests', { body, headers })
    expect(again.text).toBe(seen[0]?.text)
    expect(await stored()).toBe(once)
  })

  test('sent 20 times at once without a key is one request as well', async () => {
    const body = newRequest()
    const seen = await Promise.all(Array.from({ length: 20 }, () => api.ask('POST', 'requests', { body })))
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
    const { rows } = await database.pool.query('select id from requests where message = $1', [body.contact.message])
    expect(rows).toHaveLength(1)
  })

  test('in the same words without a key, once the first one was withdrawn, is a new request', async () => {
    const body = newRequest()
    const first = requestSubmitted.parse((await api.ask('POST', 'requests', { body })).json)
    await api.ask('POST', 'tracking/withdrawal', { token: first.trackingToken })
    const second = requestSubmitted.parse((await api.ask('POST', 'requests', { body })).json)
    expect(second.id).not.toBe(first.id)
    const { rows } = await database.pool.query('select state from referrals where request_id = $1', [second.id])
    expect(rows).toEqual([{ state: 'sent' }])
  })

  test('without a key is taken for a repeated one for ten minutes, and then gives nobody its tracking token', async () => {
    const body = newRequest()
    const submit = async () => requestSubmitted.parse((await api.ask('POST', 'requests', { body })).json)
    const first = await submit()
    await clock.freeze('2026-11-20T09:10:00Z')
    expect((await submit()).trackingToken).toBe(first.trackingToken)
    await clock.freeze('2026-11-20T09:10:01Z')
    const later = await Promise.all([submit(), submit(), submit()])
    await clock.freeze('2026-11-20T09:00:00Z')
    expect(new Set(later.map(({ trackingToken }) => trackingToken)).size).toBe(1)
    expect(later[0]?.trackingToken).not.toBe(first.trackingToken)
  })

  test('with a key that served for another one is refused', async () => {
    const headers = { 'idempotency-key': 'cle-du-formulaire-2' }
    await api.ask('POST', 'requests', { body: newRequest(), headers })
    const before = await stored()
    const seen = await api.ask('POST', 'requests', { body: newRequest(), headers })
    expect(problemIn(seen)).toMatchObject({ status: 409, code: 'idempotency-key-reused' })
    expect(await stored()).toBe(before)
  })
})

describe('bad input gets the right status, a French sentence, and leaves nothing behind', () => {
  const json = (change: object) => () => ({ body: { ...request(), ...change } })
  const contact = (change: object) => () => ({ body: withContact(change) })
  const raw = (body: () => string) => () => ({ body: body() })
  const cases: readonly (readonly [what: string, status: number, code: string, sent: () => object])[] = [
    ['an unknown commune', 422, 'commune-unknown', json({ commune: '42999' })],
    ['a commune that is a number', 422, 'input-invalid', json({ commune: 42_218 })],
    ['an unknown theme', 422, 'theme-not-open-here', json({ theme: 'astrologie' })],
    ['an unknown need', 422, 'need-unknown', json({ need: 'vendre' })],
    ['an unknown question', 422, 'answer-unknown', json({ answers: { pointure: ['42'] } })],
    ['an unknown answer', 422, 'answer-unknown', json({ answers: { statut: ['astronaute'] } })],
    ['two answers to a question for one', 422, 'one-answer-only', json({ answers: { statut: ['etudes', 'emploi'] } })],
    ['age 12', 422, 'under-age', json({ age: 12 })],
    ['age 14', 422, 'under-age', json({ age: 14 })],
    ['age 36', 422, 'over-age', json({ age: 36 })],
    ['age 99', 422, 'over-age', json({ age: 99 })],
    ['an age beyond numbers', 422, 'input-invalid', json({ age: 1e308 })],
    [
      'an offer withdrawn meanwhile',
      409,
      'offer-withdrawn',
      () => ({ body: { ...request(), offers: [offerId('withdrawn')] } }),
    ],
    ['an offer that never was', 409, 'offer-withdrawn', json({ offers: ['a3bb189e-8bf9-5888-9912-ace4e6543002'] })],
    [
      'an offer that does not match',
      422,
      'offer-not-matching',
      () => ({ body: { ...request(), offers: [offerId('adults')] } }),
    ],
    [
      'an offer that is paused',
      409,
      'offer-unavailable',
      () => ({ body: { ...request(), offers: [offerId('paused')] } }),
    ],
    [
      'a window made longer while the form was open',
      409,
      'offer-changed',
      () => ({ body: { ...request(), offers: [offerId('other')], promised: { [offerId('other')]: 3 } } }),
    ],
    [
      'the same offer twice',
      422,
      'input-invalid',
      () => ({ body: { ...request(), offers: [offerId('able'), offerId('able')] } }),
    ],
    [
      'four offers',
      422,
      'input-invalid',
      json({ offers: Array.from({ length: 4 }, () => 'a3bb189e-8bf9-5888-9912-ace4e6543002') }),
    ],
    ['SQL in the place of an id', 422, 'input-invalid', json({ offers: [`' or 1=1 --`] })],
    ['a wrong phone', 422, 'input-invalid', contact({ phone: '06 12' })],
    ['a wrong mail', 422, 'input-invalid', contact({ email: 'camille@' })],
    ['a NUL in the name', 422, 'input-invalid', contact({ firstName: 'Cam\u0000ille' })],
    ['CRLF in the name', 422, 'input-invalid', contact({ firstName: 'Camille\r\nBcc: autre@exemple.example' })],
    ['a NUL in the message', 422, 'input-invalid', contact({ message: 'bon\u0000jour' })],
    ['half of a surrogate pair', 422, 'input-invalid', contact({ message: '\ud83d' })],
    ['a message of 1,001 characters', 422, 'input-invalid', contact({ message: 'a'.repeat(1001) })],
    ['an unknown field', 422, 'input-invalid', json({ isAdmin: true })],
    ['an unknown field in the contact', 422, 'input-invalid', contact({ lastName: 'Martin' })],
    ['no consent', 422, 'input-invalid', json({ consents: { contact: false, redirect: false } })],
    ['no body', 422, 'input-invalid', () => ({})],
    ['null', 422, 'input-invalid', raw(() => 'null')],
    ['a list', 422, 'input-invalid', raw(() => '[]')],
    ['a key twice', 400, 'json-key-twice', raw(() => JSON.stringify(request()).replace('{', '{"age":16,'))],
    ['broken JSON', 400, 'json-broken', raw(() => JSON.stringify(request()).slice(0, -1))],
    ['a prototype', 422, 'input-invalid', raw(() => JSON.stringify(request()).replace('{', '{"__proto__":{"a":1},'))],
    ['64 kB of brackets', 400, 'json-broken', raw(() => '['.repeat(60_000))],
    ['1 MB', 413, 'body-too-large', raw(() => JSON.stringify(withContact({ message: 'a'.repeat(1024 * 1024) })))],
    [
      'a form',
      415,
      'type-unsupported',
      () => ({ body: 'age=19', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ],
    [
      'text',
      415,
      'type-unsupported',
      () => ({ body: JSON.stringify(request()), headers: { 'content-type': 'text/plain' } }),
    ],
    ['a short key', 422, 'input-invalid', () => ({ body: request(), headers: { 'idempotency-key': 'court' } })],
    [
      'a key of 300 characters',
      422,
      'input-invalid',
      () => ({ body: request(), headers: { 'idempotency-key': 'k'.repeat(300) } }),
    ],
  ]
  test.each(cases)('%s → %i %s', async (_, status, code, sent) => {
    const before = await stored()
    const problem = problemIn(await api.ask('POST', 'requests', sent()))
    expect([problem.status, problem.code]).toEqual([status, code])
    expect(await stored()).toBe(before)
  })

  test('a field that is wrong is named, with what to do', async () => {
    const seen = await api.ask('POST', 'requests', { body: withContact({ email: 'camille.exemple.example' }) })
    expect(problemIn(seen).errors).toEqual([
      { path: 'contact.email', message: 'Il manque le signe @. Écris une adresse comme prenom@exemple.fr.' },
    ])
  })
})

test('a client that submits without end is told when to try again, and others are not held up', async () => {
  const from = '192.0.2.7'
  const statuses: number[] = []
  for (let count = 0; count < 61; count += 1)
    statuses.push((await api.ask('POST', 'requests', { body: {}, from })).status)
  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 422))
  const seen = await api.ask('POST', 'requests', { body: newRequest(), from })
  expect(problemIn(seen)).toMatchObject({ status: 429, code: 'too-many-requests' })
  expect(Number(seen.headers['retry-after'])).toBeGreaterThan(0)
  expect((await api.ask('POST', 'requests', { body: newRequest() })).status).toBe(201)
})

test('whatever was tried above, nothing that went wrong was the platform’s fault', () => {
  expect(api.log.filter((line) => line.includes('request failed'))).toEqual([])
})

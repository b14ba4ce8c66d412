import { hashPassword, signInTokenOf } from '@boussole/commands'
import { sessionOpened } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenPartner, givenProfessional, givenTerritory, useDatabase } from '@boussole/testing'
import { createHmac, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from './test-api.ts'
import { startTestApi, testConfig } from './test-api.ts'

const database = useDatabase()
const password = 'un bon mot de passe 42'

let api: TestApi
let hash: string
let userId: string

beforeAll(async () => {
  hash = await hashPassword(password)
  const territory = await givenTerritory(database.pool)
  const partner = await givenPartner(database.pool, territory)
  userId = partner.userId
  await database.pool.query('update users set email = $1, password_hash = $2 where id = $3', [
    'nadia@partenaire.example',
    hash,
    userId,
  ])
  api = await startTestApi(database.url)
  return () => api.stop()
})

const signIn = (email = 'nadia@partenaire.example', given = password) =>
  api.ask('POST', 'sessions', { body: { email, password: given } })

const opened = async () => sessionOpened.parse((await signIn()).json)
const refresh = (refreshToken: string) => api.ask('POST', 'sessions/refresh', { body: { refreshToken } })
const inboxWith = (token: string) => api.ask('GET', 'referrals', { token })

describe('a professional signs in with address and password', () => {
  test('and reads the inbox with the token received', async () => {
    const { status, json } = await signIn('  Nadia@Partenaire.EXAMPLE ')
    expect(status).toBe(201)
    const { accessToken, expiresIn, professional } = sessionOpened.parse(json)
    expect([expiresIn, professional.id, professional.role]).toEqual([900, userId, 'referent'])
    expect((await inboxWith(accessToken)).status).toBe(200)
  })

  test('an unknown account and a wrong password get the same answer', async () => {
    const wrong = await signIn(undefined, 'faux')
    const unknown = await signIn('personne@partenaire.example')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.text).toBe(unknown.text)
    expect(wrong.text).toContain('credentials-wrong')
  })

  test('an address that no mailbox can have is refused before it is looked for', async () => {
    expect((await signIn('nadia@partenaire.example\0')).status).toBe(422)
    const asked = await api.ask('POST', 'sessions/links', { body: { email: 'nadia@partenaire.example\0' } })
    expect(asked.status).toBe(422)
  })

  test('an account without a password cannot be entered with one', async () => {
    await givenProfessional(database.pool, { email: 'sans@partenaire.example' })
    for (const given of ['', ' ', 'null']) {
      expect((await signIn('sans@partenaire.example', given)).status).toBeGreaterThanOrEqual(401)
    }
  })

  test('ten tries in five minutes from one address, then a pause; another account is not held up', async () => {
    const from = '192.0.2.9'
    const body = { email: 'cible@partenaire.example', password: 'faux' }
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1)
      statuses.push((await api.ask('POST', 'sessions', { body, from })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
    const other = await api.ask('POST', 'sessions', { body: { email: 'nadia@partenaire.example', password }, from })
    expect(other.status).toBe(201)
  })

  test('an account is no easier to try from the many addresses that one IPv6 client has', async () => {
    const body = { email: 'cible@partenaire.example', password: 'faux' }
    const statuses: number[] = []
    for (let tries = 1; tries <= 11; tries += 1)
      statuses.push((await api.ask('POST', 'sessions', { body, from: `2001:db8::${tries}` })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
    expect((await api.ask('POST', 'sessions', { body, from: '2001:db8:0:1::1' })).status).toBe(401)
  })

  test('one address that tries account after account is told when to try again', async () => {
    const from = '192.0.2.10'
    const tryOn = (email: string) => api.ask('POST', 'sessions', { body: { email, password: 'faux' }, from })
    // Not even an address: no password is verified, and it counts.
    for (let tries = 0; tries < 100; tries += 1) await api.ask('POST', 'sessions', { body: {}, from })
    const seen = await tryOn('personne@partenaire.example')
    expect(seen).toMatchObject({ status: 429, json: { code: 'sign-in-locked' } })
    expect(Number(seen.headers['retry-after'])).toBeGreaterThan(0)
    expect((await signIn()).status).toBe(201)
  })
})

describe('a professional signs in with a link by mail', () => {
  test('asked for with the address alone; the answer is the same for an unknown one; the link serves once', async () => {
    const ask = (email: string) => api.ask('POST', 'sessions/links', { body: { email } })
    const known = await ask('nadia@partenaire.example')
    const unknown = await ask('personne@partenaire.example')
    expect([known.status, known.text]).toEqual([202, unknown.text])
    expect(unknown.status).toBe(202)
    const { rows } = await database.pool.query<{ id: string }>('select id from sign_in_links')
    expect(rows).toHaveLength(1)
    const token = signInTokenOf(rows[0]?.id ?? '', testConfig.trackingKey)
    const use = () => api.ask('POST', 'sessions/links/use', { body: { token } })
    const first = await use()
    expect(first.status).toBe(201)
    expect((await inboxWith(sessionOpened.parse(first.json).accessToken)).status).toBe(200)
    expect(await use()).toMatchObject({ status: 409, json: { code: 'link-over' } })
  })
})

describe('a session goes on', () => {
  test('with a refresh token that serves once and brings the next', async () => {
    const first = await opened()
    const second = sessionOpened.parse((await refresh(first.refreshToken)).json)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect((await inboxWith(second.accessToken)).status).toBe(200)
    expect((await refresh(second.refreshToken)).status).toBe(201)
  })

  test('and ends for everybody who holds it when a used token comes back', async () => {
    const first = await opened()
    const second = sessionOpened.parse((await refresh(first.refreshToken)).json)
    expect((await refresh(first.refreshToken)).status).toBe(401)
    expect((await refresh(second.refreshToken)).status).toBe(401)
    expect((await inboxWith(second.accessToken)).status).toBe(401)
  })

  test('of two uses of one token at the same instant, one wins at the most', async () => {
    const { refreshToken } = await opened()
    const statuses = await Promise.all(
      [refresh(refreshToken), refresh(refreshToken)].map(async (seen) => (await seen).status),
    )
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  })

  test('for 30 days after sign-in, however often it was continued', async () => {
    const first = await opened()
    const second = sessionOpened.parse((await refresh(first.refreshToken)).json)
    const { rows } = await database.pool.query<{ days: number }>(
      `select distinct round(extract(epoch from expires_at - (select min(created_at) from refresh_tokens f
         where f.family_id = t.family_id)) / 86400)::int as days from refresh_tokens t`,
    )
    expect(rows).toEqual([{ days: 30 }])
    await database.pool.query(`update refresh_tokens set expires_at = platform_now() where used_at is null`)
    expect((await refresh(second.refreshToken)).status).toBe(401)
  })

  test('and no token of it is kept in the database', async () => {
    const { refreshToken } = await opened()
    const { rows } = await database.pool.query(
      `select from refresh_tokens where encode(token_hash, 'escape') like '%' || $1 || '%'`,
      [refreshToken],
    )
    expect(rows).toEqual([])
  })

  test('until signing out', async () => {
    const session = await opened()
    const other = await opened()
    expect((await api.ask('DELETE', 'sessions', { token: session.accessToken })).status).toBe(204)
    expect((await refresh(session.refreshToken)).status).toBe(401)
    expect(await inboxWith(session.accessToken)).toMatchObject({ status: 401, json: { code: 'session-over' } })
    expect((await inboxWith(other.accessToken)).status).toBe(200)
    expect((await refresh(other.refreshToken)).status).toBe(201)
  })

  test('until the person leaves, at once', async () => {
    await givenProfessional(database.pool, { email: 'partie@partenaire.example', password_hash: hash })
    const session = sessionOpened.parse((await signIn('partie@partenaire.example')).json)
    expect((await inboxWith(session.accessToken)).status).toBe(200)
    await database.pool.query(`update users set left_at = platform_now() where email = 'partie@partenaire.example'`)
    expect((await inboxWith(session.accessToken)).status).toBe(401)
    expect((await refresh(session.refreshToken)).status).toBe(401)
    expect((await signIn('partie@partenaire.example')).status).toBe(401)
  })
})

describe('an access token is only good as we made it', () => {
  const [current, previous] = testConfig.jwtKeys
  let sessionId = ''
  beforeAll(async () => {
    await opened()
    const { rows } = await database.pool.query<{ id: string }>(
      'select id from sessions where ended_at is null order by opened_at desc limit 1',
    )
    sessionId = rows[0]?.id ?? ''
  })
  const now = () => Math.floor(Date.now() / 1000)
  const claims = () => ({
    sub: userId,
    sid: sessionId,
    iss: 'boussole',
    aud: 'boussole-api',
    iat: now(),
    exp: now() + 900,
  })
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = (header: object, payload: object, secret: string, algorithm = 'sha256') => {
    const content = `${encoded(header)}.${encoded(payload)}`
    return `${content}.${createHmac(algorithm, secret).update(content).digest('base64url')}`
  }
  const header = (change: object = {}) => ({ alg: 'HS256', typ: 'JWT', kid: current.kid, ...change })

  test('by the key that signs, or by the one that signed before', async () => {
    expect((await inboxWith(signed(header(), claims(), current.secret))).status).toBe(200)
    expect((await inboxWith(signed(header({ kid: previous.kid }), claims(), previous.secret))).status).toBe(200)
  })

  const attacks: readonly (readonly [what: string, token: () => string])[] = [
    ['no algorithm', () => `${encoded(header({ alg: 'none' }))}.${encoded(claims())}.`],
    ['no algorithm, in capitals', () => `${encoded(header({ alg: 'NONE' }))}.${encoded(claims())}.`],
    ['no signature', () => `${encoded(header())}.${encoded(claims())}.`],
    ['another HMAC', () => signed(header({ alg: 'HS512' }), claims(), current.secret, 'sha512')],
    ['an algorithm of another family', () => signed(header({ alg: 'RS256' }), claims(), current.secret)],
    ['a key nobody knows', () => signed(header({ kid: 'other' }), claims(), current.secret)],
    ['no key named', () => signed({ alg: 'HS256', typ: 'JWT' }, claims(), current.secret)],
    ['a key named by a path', () => signed(header({ kid: '../../dev/null' }), claims(), '')],
    ['a list of keys', () => signed(header({ kid: [current.kid] }), claims(), current.secret)],
    ['the name of one key and the signature of the other', () => signed(header(), claims(), previous.secret)],
    ['another issuer', () => signed(header(), { ...claims(), iss: 'autre' }, current.secret)],
    ['another audience', () => signed(header(), { ...claims(), aud: 'autre' }, current.secret)],
    ['no audience', () => signed(header(), { ...claims(), aud: undefined }, current.secret)],
    ['its end behind it', () => signed(header(), { ...claims(), iat: now() - 901, exp: now() - 1 }, current.secret)],
    ['no end', () => signed(header(), { ...claims(), exp: undefined }, current.secret)],
    [
      'an end in a year',
      () => signed(header(), { ...claims(), iat: now() - 1000, exp: now() + 31_536_000 }, current.secret),
    ],
    ['a session that never was', () => signed(header(), { ...claims(), sid: randomUUID() }, current.secret)],
    ['a person who is nobody', () => signed(header(), { ...claims(), sub: randomUUID() }, current.secret)],
    [
      'a changed content',
      () =>
        signed(header(), claims(), current.secret).replace(
          /\.[^.]+\./,
          `.${encoded({ ...claims(), sub: randomUUID() })}.`,
        ),
    ],
    ['words', () => 'bonjour'],
    ['dots', () => '..'],
  ]
  test.each(attacks)('refused: %s', async (_, token) => {
    const seen = await inboxWith(token())
    expect(seen.status).toBe(401)
    expect(seen.headers['www-authenticate']).toBe('Bearer')
    expect(seen.json).toMatchObject({ code: 'session-over' })
  })

  test.each([
    ['none at all', {}],
    ['a password', { authorization: 'Basic bmFkaWE6eA==' }],
    ['two tokens', { authorization: 'Bearer a b' }],
  ])('asked for when there is %s', async (_, headers) => {
    expect(await api.ask('GET', 'referrals', { headers })).toMatchObject({
      status: 401,
      json: { code: 'token-missing' },
    })
  })

  test('and a token of the service says nothing about anybody', () => {
    const token = api.api.jwt.sign({ sub: asId<UserId>(userId), sid: randomUUID() })
    const [, payload = ''] = token.split('.')
    const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(Object.keys(content ?? {}).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub'])
  })
})

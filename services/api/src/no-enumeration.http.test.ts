import { hashPassword, passwordsVerified } from '@boussole/commands'
import { requestSubmitted } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenOffer, givenPartner, givenProfessional, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApi } from './test-api.ts'
import type { Seen, TestApi } from './test-api.ts'

// Who does not know an account, a request or a link learns nothing of it at any door: the same status, words and headers,
// and the same rounds of hashing, which are what takes time. Nothing is measured with a watch.

const database = useDatabase()
let api: TestApi
/** Of a second request, for the one test that erases it. */
let erased: string

beforeAll(async () => {
  const { pool } = database
  api = await startTestApi(database.url)
  const password_hash = await hashPassword('un bon mot de passe 42')
  await givenProfessional(pool, { email: 'connue@partenaire.example', password_hash })
  await givenProfessional(pool, { email: 'sans@partenaire.example' })
  await givenProfessional(pool, { email: 'partie@partenaire.example', password_hash, left_at: '2026-01-01T00:00:00Z' })
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const offer = await givenOffer(pool, { territory, theme, partner: await givenPartner(pool, territory) })
  const submit = (contact: { readonly email: string; readonly phone?: string }) =>
    api.ask('POST', 'requests', {
      body: {
        commune: territory.communeCode,
        theme: theme.code,
        age: 19,
        offers: [offer.id],
        contact: { firstName: 'Camille', ...contact },
        consents: { contact: true, redirect: true },
      },
    })
  await submit({ email: 'connue@jeune.example', phone: '06 39 98 00 42' })
  erased = requestSubmitted.parse((await submit({ email: 'effacee@jeune.example' })).json).trackingToken
  return () => api.stop()
})

/** All that a stranger can see of an answer: what names this one call, and counts calls, apart. */
const seenOf = ({ status, headers, text }: Seen) => ({
  status,
  text: text.replaceAll(/"reference":"[^"]*"/g, ''),
  headers: Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(date|x-request-id|x-ratelimit-.*|ratelimit.*)$/.test(name)),
  ),
})

const answersTo = async (path: string, bodies: readonly unknown[]) => {
  const seen = []
  for (const body of bodies) {
    const before = passwordsVerified()
    const answer = await api.ask('POST', path, { body })
    seen.push({ ...seenOf(answer), hashings: passwordsVerified() - before })
  }
  return seen
}

const professionals = ['connue', 'sans', 'partie', 'personne'].map((name) => `${name}@partenaire.example`)
const nobodysToken = 'a'.repeat(43)

describe('a stranger is answered alike', () => {
  test.each([
    ['a wrong password', 'sessions', professionals.map((email) => ({ email, password: 'faux' }))],
    ['a link to sign in', 'sessions/links', professionals.map((email) => ({ email }))],
    [
      'a lost tracking link, by mail',
      'tracking/links',
      ['connue', 'personne'].map((name) => ({ email: `${name}@jeune.example` })),
    ],
    [
      'a lost tracking link, by phone',
      'tracking/links',
      ['06 39 98 00 42', '06 39 98 00 43'].map((phone) => ({ phone })),
    ],
  ])('%s', async (_, path, bodies) => {
    const [first, ...others] = await answersTo(path, bodies)
    for (const other of others) expect(other).toEqual(first)
    expect(first?.status).toBeLessThan(500)
  })

  test('a tracking token of nobody, and one of a request that was erased', async () => {
    expect((await api.ask('DELETE', 'tracking', { token: erased })).status).toBe(204)
    const answers = await Promise.all([nobodysToken, erased].map((token) => api.ask('GET', 'tracking', { token })))
    const [nobodys, ofErased] = answers.map(seenOf)
    expect(ofErased).toEqual(nobodys)
    expect(nobodys?.status).toBe(404)
  })

  test('an access token whose session is over, of somebody and of nobody', async () => {
    const { rows } = await database.pool.query<{ id: string }>('select id from users where left_at is null limit 1')
    const sid = crypto.randomUUID()
    const tokens = [rows[0]?.id ?? '', crypto.randomUUID()].map((sub) =>
      api.api.jwt.sign({ sub: asId<UserId>(sub), sid }),
    )
    const answers = await Promise.all(tokens.map((token) => api.ask('GET', 'referrals', { token })))
    const [somebodys, nobodys] = answers.map(seenOf)
    expect(nobodys).toEqual(somebodys)
    expect(nobodys?.status).toBe(401)
  })
})

import { hashPassword, signInTokenOf } from '@boussole/commands'
import { demoPassword, loadDemo } from '@boussole/local'
import { useDatabase } from '@boussole/testing'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../demo-site.ts'
import { startTestWeb, testWebConfig } from '../test-web.ts'
import type { TestWeb, Visitor } from '../test-web.ts'
import { startTestProvider } from './test-provider.ts'
import type { AtProvider, TestProvider } from './test-provider.ts'

const database = useDatabase({ communes: true })
const { amelie, theo } = people
let site: TestWeb
let provider: TestProvider

beforeAll(async () => {
  const dbClient = await database.pool.connect()
  await loadDemo(dbClient, { hashPassword })
  dbClient.release()
  provider = await startTestProvider(testWebConfig.siteUrl)
  site = await startTestWeb(database.url, { config: { ...testWebConfig, proConnect: provider.settings } })
  return async () => {
    await site.stop()
    await provider.stop()
  }
})

beforeEach(async () => {
  await database.pool.query('delete from federated_identities')
  await database.pool.query(`update sign_in_links set created_at = created_at - interval '1 day'`)
})

const known: AtProvider = { subject: 'agent-1', email: amelie }

/** To ProConnect and back, with what a fault changes on the way. */
const comeBack = async (
  visitor: Visitor,
  who: AtProvider,
  {
    from = '/pro/connexion/proconnect',
    there = () => undefined,
    back = () => undefined,
  }: {
    readonly from?: string
    readonly there?: (address: URL) => void
    readonly back?: (address: URL) => void
  } = {},
) => {
  const address = new URL((await visitor.get(from)).location)
  there(address)
  const returned = await provider.signIn(address.href, who)
  back(returned)
  const path = `${returned.pathname}${returned.search}`
  return { address, path, answer: await visitor.get(path) }
}

const byPassword = async (email: string): Promise<Visitor> => {
  const visitor = site.visitor()
  await visitor.get('/pro/connexion/mot-de-passe')
  await visitor.post('/pro/connexion/mot-de-passe', { email, password: demoPassword })
  return visitor
}

const link = async (email: string, subject: string): Promise<void> => {
  await database.pool.query(
    'insert into federated_identities (issuer, subject, user_id) select $1, $2, id from users where email = $3',
    [provider.settings.issuer, subject, email],
  )
}

const failed = { status: 303, location: '/pro/connexion/proconnect/echec' }

test('there is a button where ProConnect is set up', async () => {
  expect((await site.visitor().get('/pro/connexion')).html).toContain('Avec ProConnect')
})

describe('who is linked', () => {
  test('comes in, and goes on to where they wanted to go; the address is not what counts', async () => {
    await link(theo, 'agent-1')
    const visitor = site.visitor()
    const { address, answer } = await comeBack(visitor, known, { from: '/pro/connexion/proconnect?vers=%2Fcompte' })
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      acr_values: 'eidas1',
      code_challenge_method: 'S256',
      scope: 'openid email',
    })
    expect(answer.location).toBe('/pro/compte')
    const { html } = await visitor.get('/pro/compte')
    expect(html).toContain('Théo Rivoire')
    expect(html).toContain('par ProConnect')
  })

  test('leaves ProConnect as well, by its own address', async () => {
    await link(amelie, 'agent-1')
    const visitor = site.visitor()
    await comeBack(visitor, known)
    await visitor.get('/pro/deconnexion')
    const left = await visitor.follow(await visitor.post('/pro/deconnexion'))
    expect(left.html).toContain('Terminer aussi ProConnect')
    const end = new URL((await visitor.get('/pro/deconnexion/proconnect/fin')).location)
    expect(end.href).toContain(`${provider.settings.issuer}/session/end`)
    expect(end.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect((await fetch(end)).status).toBe(200)
    expect((await visitor.get('/pro')).status).toBe(303)
  })
})

describe('what is not as it went does not come in', () => {
  test.each([
    ['another state', { back: (address: URL) => address.searchParams.set('state', 'another') }],
    ['no state', { back: (address: URL) => address.searchParams.delete('state') }],
    ['another nonce', { there: (address: URL) => address.searchParams.set('nonce', 'another-nonce') }],
    [
      'the challenge of another verifier',
      { there: (address: URL) => address.searchParams.set('code_challenge', 'A'.repeat(43)) },
    ],
    ['another code', { back: (address: URL) => address.searchParams.set('code', 'another') }],
    ['another issuer', { back: (address: URL) => address.searchParams.set('iss', 'https://mal.example') }],
  ])('%s', async (_, fault) => {
    await link(amelie, 'agent-1')
    const visitor = site.visitor()
    expect((await comeBack(visitor, known, fault)).answer).toMatchObject(failed)
    expect((await visitor.get('/pro')).status).toBe(303)
  })

  test('a level of assurance that is not the one asked for', async () => {
    await link(amelie, 'agent-1')
    const weak = { there: (address: URL) => address.searchParams.set('acr_values', 'weak') }
    expect((await comeBack(site.visitor(), { ...known, acr: 'weak' }, weak)).answer).toMatchObject(failed)
  })

  test('a code that comes back a second time, in the same browser or in another', async () => {
    await link(amelie, 'agent-1')
    const visitor = site.visitor()
    const asked = new URL((await visitor.get('/pro/connexion/proconnect')).location)
    const back = await provider.signIn(asked.href, known)
    const cookies = new Map(visitor.cookies)
    const path = `${back.pathname}${back.search}`
    expect((await visitor.get(path)).location).toBe('/pro/')
    expect(await visitor.get(path)).toMatchObject(failed)
    const thief = site.visitor()
    for (const [name, value] of cookies) thief.cookies.set(name, value)
    expect(await thief.get(path)).toMatchObject(failed)
    expect(await site.visitor().get(path)).toMatchObject(failed)
  })
})

describe('the first time', () => {
  const firstTime = '/pro/connexion/proconnect/premiere-fois'
  const lastLink = async (email: string) => {
    const { rows } = await database.pool.query<{ id: string }>(
      `select sign_in_links.id from sign_in_links join users on users.id = user_id
       where email = $1 and used_at is null order by sign_in_links.created_at desc limit 1`,
      [email],
    )
    const [row] = rows
    return row === undefined ? undefined : `/pro/connexion/lien/${signInTokenOf(row.id, testWebConfig.trackingKey)}`
  }

  test('the mail sent to the address links both, in the browser that came from ProConnect', async () => {
    const visitor = site.visitor()
    expect((await comeBack(visitor, known)).answer.location).toBe(firstTime)
    await visitor.get(firstTime)
    expect((await visitor.post(firstTime)).location).toBe('/pro/connexion/lien-envoye')
    const path = (await lastLink(amelie)) ?? ''
    await visitor.get(path)
    expect((await visitor.post(path)).location).toBe('/pro/')
    expect((await comeBack(site.visitor(), known)).answer.location).toBe('/pro/')
  })

  test('an identity that opens another account by then stays there, and the mail signs in all the same', async () => {
    const visitor = site.visitor()
    await comeBack(visitor, known)
    await visitor.get(firstTime)
    await visitor.post(firstTime)
    const path = (await lastLink(amelie)) ?? ''
    await link(theo, known.subject)
    await visitor.get(path)
    expect(await visitor.post(path)).toMatchObject({ status: 303, location: '/pro/' })
    expect((await visitor.get('/pro/compte')).html).toContain('Amélie Garcin')
    const { rows } = await database.pool.query(
      'select email from federated_identities join users on users.id = user_id',
    )
    expect(rows).toEqual([{ email: theo }])
  })

  test('opened in another browser, the mail signs in and links nothing', async () => {
    const visitor = site.visitor()
    await comeBack(visitor, known)
    await visitor.get(firstTime)
    await visitor.post(firstTime)
    const other = site.visitor()
    const path = (await lastLink(amelie)) ?? ''
    await other.get(path)
    await other.post(path)
    expect((await comeBack(site.visitor(), known)).answer.location).toBe(firstTime)
  })

  test('a link of another account, opened in that browser, links nothing', async () => {
    const visitor = site.visitor()
    await comeBack(visitor, known)
    await visitor.get('/pro/connexion')
    await visitor.post('/pro/connexion', { email: theo })
    const path = (await lastLink(theo)) ?? ''
    await visitor.get(path)
    expect((await visitor.post(path)).location).toBe('/pro/')
    expect((await comeBack(site.visitor(), known)).answer.location).toBe(firstTime)
  })

  test('an unknown account, an address that is not verified and a known one are answered alike', async () => {
    const words: string[] = []
    for (const who of [
      known,
      { subject: 'agent-2', email: 'personne@nulle-part.example' },
      { subject: 'agent-3', email: theo, isVerified: false },
    ]) {
      const visitor = site.visitor()
      const { answer } = await comeBack(visitor, who)
      const page = await visitor.follow(answer)
      const sent = await visitor.post(firstTime)
      words.push(
        [
          answer.status,
          answer.location,
          page.html.replaceAll(/value="[\w-]{20,}"/g, ''),
          sent.status,
          sent.location,
        ].join(),
      )
    }
    expect(new Set(words).size).toBe(1)
    const { rows } = await database.pool.query(
      `select from sign_in_links join users on users.id = user_id
       where email = $1 and sign_in_links.created_at > platform_now() - interval '1 minute'`,
      [theo],
    )
    expect(rows).toEqual([])
  })
})

describe('from one’s own account', () => {
  const toLink = '/pro/compte/proconnect/relier'
  test('ProConnect is linked by a button, and taken away again', async () => {
    const visitor = await byPassword(amelie)
    const { answer } = await comeBack(visitor, known, { from: '/pro/compte/proconnect' })
    expect(answer.location).toBe(toLink)
    expect((await database.pool.query('select from federated_identities')).rows).toEqual([])
    await visitor.get(toLink)
    expect((await visitor.post(toLink)).location).toBe('/pro/compte?fait=proconnect')
    expect((await comeBack(site.visitor(), known)).answer.location).toBe('/pro/')
    await visitor.get('/pro/compte/proconnect/fin')
    await visitor.post('/pro/compte/proconnect/fin')
    expect((await comeBack(site.visitor(), known)).answer.location).toBe('/pro/connexion/proconnect/premiere-fois')
  })

  test('ten minutes after signing in, one signs in again before it is linked or taken away', async () => {
    const visitor = await byPassword(amelie)
    await comeBack(visitor, known, { from: '/pro/compte/proconnect' })
    await visitor.get(toLink)
    await database.pool.query(`update sessions set opened_at = opened_at - interval '10 minutes'`)
    const confirm = (path: string) => `/pro/compte/confirmation?vers=${encodeURIComponent(path)}`
    expect((await visitor.post(toLink)).location).toBe(confirm('/compte/proconnect/relier'))
    expect((await visitor.get('/pro/compte/proconnect')).location).toBe(confirm('/compte/proconnect'))
    expect((await visitor.get('/pro/compte/proconnect/fin')).location).toBe(confirm('/compte/proconnect/fin'))
    expect((await database.pool.query('select from federated_identities')).rows).toEqual([])
  })

  test('coming in with ProConnect proves nothing anew: whoever is still signed in there is not asked', async () => {
    await link(amelie, 'agent-1')
    const visitor = site.visitor()
    expect((await comeBack(visitor, known)).answer.location).toBe('/pro/')
    const confirmation = `/pro/compte/confirmation?vers=${encodeURIComponent('/compte/proconnect/fin')}`
    expect((await visitor.get('/pro/compte/proconnect/fin')).location).toBe(confirmation)
    expect((await visitor.get(confirmation)).html).not.toContain('/pro/connexion/proconnect')
  })

  test('what opens somebody else’s account is not taken from them', async () => {
    await link(theo, 'agent-1')
    const visitor = await byPassword(amelie)
    await comeBack(visitor, known, { from: '/pro/compte/proconnect' })
    await visitor.get(toLink)
    expect((await visitor.post(toLink)).status).toBe(409)
  })
})

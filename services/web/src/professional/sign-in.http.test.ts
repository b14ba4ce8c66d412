import { askSignInLink, signInTokenOf } from '@boussole/commands'
import { demoPassword } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { startTestWeb, testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { amelie, theo } = people

const linksOf = async (email: string) => {
  const { rows } = await demo.database.pool.query<{ id: string; go_on: string }>(
    `select sign_in_links.id, go_on from sign_in_links join users on users.id = user_id
       join outbox on details ->> 'linkId' = sign_in_links.id::text
     where email = $1 order by sign_in_links.created_at desc`,
    [email],
  )
  return rows
}

/** Links are sent once a minute: earlier ones are as old as the test needs them. */
const letTimePass = (interval: string) =>
  demo.database.pool.query(
    `update sign_in_links set created_at = created_at - $1::interval, expires_at = expires_at - $1::interval`,
    [interval],
  )

const sentLink = async (email: string, goOn = '/'): Promise<string> => {
  await letTimePass('1 day')
  await askSignInLink({ email, goOn }, { db: demo.site.db, trackingKey: testWebConfig.trackingKey })
  const [link] = await linksOf(email)
  const token = signInTokenOf(link?.id ?? '', testWebConfig.trackingKey)
  return `/pro/connexion/lien/${token}`
}

const askFor = async (email: string, visitor = demo.site.visitor(), path = '/pro/connexion') => {
  await visitor.get(path)
  return visitor.post(path, { email })
}

const press = async (path: string, visitor: Visitor = demo.site.visitor()) => {
  await visitor.get(path)
  return visitor.post(path)
}

const withoutProof = (html: string): string => html.replaceAll(/value="[\w-]{20,}"/g, '')

describe('a link by mail', () => {
  test('is asked for with an address alone, and the answer does not tell whether there is such an account', async () => {
    await letTimePass('2 minutes')
    const known = await askFor(amelie)
    const unknown = await askFor('personne@nulle-part.example')
    expect(known).toMatchObject({ status: 303, location: '/pro/connexion/lien-envoye' })
    expect([unknown.status, unknown.location]).toEqual([known.status, known.location])
    const visitor = demo.site.visitor()
    expect((await visitor.get(known.location)).html).toContain('Si un compte existe à cette adresse')
    expect(await linksOf(amelie)).toHaveLength(1)
    const missing = await askFor('')
    expect(missing.status).toBe(422)
    expect(missing.html).toContain('Écrivez une adresse')
  })

  test('opens a page with one button, however often it is looked at; the button signs in, once, and leads on', async () => {
    const id = await demo.ask()
    const path = await sentLink(amelie, `/mises-en-relation/${id}`)
    const scanner = demo.site.visitor()
    for (let looks = 0; looks < 3; looks += 1) expect((await scanner.get(path)).html).toContain('Me connecter')
    const visitor = demo.site.visitor()
    const entered = await press(path, visitor)
    expect(entered).toMatchObject({ status: 303, location: `/pro/mises-en-relation/${id}` })
    expect((await visitor.follow(entered)).status).toBe(200)
    expect(await press(path)).toMatchObject({ status: 303, location: expect.stringContaining('/nouveau') })
  })

  test('pressed twice at the same instant, it signs in one of the two', async () => {
    const path = await sentLink(amelie)
    const visitors = [demo.site.visitor(), demo.site.visitor()]
    await Promise.all(visitors.map((visitor) => visitor.get(path)))
    const answers = await Promise.all(visitors.map((visitor) => visitor.post(path)))
    expect(answers.map(({ location }) => location).filter((location) => location === '/pro/')).toHaveLength(1)
  })

  test.each([
    ['used', (path: string) => press(path)],
    ['ten minutes old', () => letTimePass('10 minutes')],
  ])('%s, it sends a new one by one click, to the address that it does not show', async (_, end) => {
    const path = await sentLink(theo, '/animation')
    await end(path)
    await letTimePass('2 minutes')
    const before = (await linksOf(theo)).length
    const visitor = demo.site.visitor()
    const led = await visitor.follow(await visitor.get(path))
    expect(led.html).toContain('Ce lien ne sert plus')
    expect(led.html).not.toContain(theo)
    const [here = ''] = /\/pro\/connexion\/lien\/[\w-]+\/nouveau/.exec(led.html) ?? []
    expect(await visitor.post(here)).toMatchObject({ status: 303, location: '/pro/connexion/lien-envoye' })
    const links = await linksOf(theo)
    expect(links).toHaveLength(before + 1)
    expect(links[0]?.go_on).toBe('/animation')
  })

  test('that never was one of ours, or of somebody who has left, leads to where one asks for a link', async () => {
    const path = await sentLink(theo)
    const comeBack = await demo.leave(theo)
    for (const wrong of [path, '/pro/connexion/lien/a-link-that-never-was']) {
      expect(await demo.site.visitor().get(wrong)).toMatchObject({ status: 303, location: '/pro/connexion' })
    }
    await comeBack()
  })

  test('asked for again within a minute, the one already sent leads to the page asked for last', async () => {
    const path = await sentLink(amelie, '/equipe')
    const before = (await linksOf(amelie)).length
    const answer = await askFor(amelie, demo.site.visitor(), '/pro/connexion?vers=%2Foffres')
    expect(await linksOf(amelie)).toHaveLength(before)
    expect((await demo.site.visitor().follow(answer)).html).toContain('que vous avez demandée en dernier')
    expect((await press(path)).location).toBe('/pro/offres')
  })

  test.each([
    { sent: 4, ago: '59 minutes', leaves: true },
    { sent: 5, ago: '59 minutes', leaves: false },
    { sent: 14, ago: '23 hours', leaves: true },
    { sent: 15, ago: '23 hours', leaves: false },
    { sent: 15, ago: '1 day', leaves: true },
  ])(
    'after $sent of them $ago ago, another for the same address leaves: $leaves; the answer is the same',
    async (past) => {
      await letTimePass('1 day')
      await demo.database.pool.query(
        `insert into sign_in_links (user_id, token_hash, created_at, expires_at)
       select users.id, sha256(gen_random_uuid()::text::bytea), platform_now() - $2::interval, platform_now() - $2::interval
       from users, generate_series(1, $3) where email = $1`,
        [theo, past.ago, past.sent],
      )
      const before = (await linksOf(theo)).length
      expect((await askFor(theo)).location).toBe('/pro/connexion/lien-envoye')
      expect((await linksOf(theo)).length - before).toBe(past.leaves ? 1 : 0)
    },
  )

  test('is asked for ten times in five minutes, then there is a pause', async () => {
    const visitor = demo.site.visitor('192.0.2.77')
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1) {
      statuses.push((await askFor('personne@nulle-part.example', visitor)).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429])
  })
})

test('known and unknown accounts are answered alike, word for word, by link and by password', async () => {
  await letTimePass('2 minutes')
  const answersFor = async (email: string) => {
    const byLink = await askFor(email)
    const visitor = demo.site.visitor()
    await visitor.get('/pro/connexion/mot-de-passe')
    const byPassword = await visitor.post('/pro/connexion/mot-de-passe', { email, password: 'not-it' })
    return [byLink, byPassword].map(({ status, location, html }) => ({
      status,
      location,
      html: withoutProof(html).replaceAll(email, ''),
    }))
  }
  expect(await answersFor(amelie)).toEqual(await answersFor('personne@nulle-part.example'))
})

test('an address that no mailbox can have is answered like an unknown one', async () => {
  const visitor = demo.site.visitor()
  await visitor.get('/pro/connexion/mot-de-passe')
  const wrong = await visitor.post('/pro/connexion/mot-de-passe', { email: `${amelie}\0`, password: demoPassword })
  expect(wrong.status).toBe(401)
})

test('a password opens the same session', async () => {
  const visitor = demo.site.visitor()
  await visitor.get('/pro/connexion/mot-de-passe')
  const entered = await visitor.post('/pro/connexion/mot-de-passe', { email: amelie, password: demoPassword })
  expect((await visitor.follow(entered)).html).toContain('Mises en relation')
})

test('a body that no form sends, in which a page and its limits could read two accounts, is not read', async () => {
  const visitor = demo.site.visitor()
  const path = '/pro/connexion/mot-de-passe'
  const { html } = await visitor.get(path)
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(html) ?? []
  const answer = await demo.site.web.inject({
    method: 'POST',
    url: path,
    cookies: Object.fromEntries(visitor.cookies),
    payload: { csrf, email: [5, amelie], password: demoPassword },
  })
  expect([answer.statusCode, answer.headers['set-cookie']?.includes('__Host-pro')]).toEqual([415, undefined])
})

test('who asks for pages without a session is counted like everybody, and not led to the sign-in without end', async () => {
  const site = await startTestWeb(demo.database.url, { config: { ...testWebConfig, pagesPerMinute: 3 } })
  const visitor = site.visitor()
  const statuses: number[] = []
  for (let count = 0; count < 4; count += 1) statuses.push((await visitor.get('/pro/equipe')).status)
  expect(statuses).toEqual([303, 303, 303, 429])
  await site.stop()
})

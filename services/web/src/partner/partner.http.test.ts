import { demoPassword } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { amelie, stranger } = people
const { ask, signedIn } = demo

const signIn = async (email: string = amelie, password = demoPassword, visitor = demo.site.visitor()) => {
  await visitor.get('/pro/connexion/mot-de-passe')
  return { visitor, answer: await visitor.post('/pro/connexion/mot-de-passe', { email, password }) }
}

/** All the pages of the first list of the inbox. */
const everyPage = async (visitor: Visitor): Promise<string> => {
  let { html } = await visitor.get('/pro')
  let all = html
  for (;;) {
    const [, next] = /href="(\/pro\/\?[^"]*suite=[^"]+)"/.exec(html) ?? []
    if (next === undefined) return all
    html = (await visitor.get(next.replaceAll('&amp;', '&'))).html
    all += html
  }
}

const act = async (visitor: Visitor, id: string, name: string, fields: Record<string, string> = {}) => {
  await visitor.get(`/pro/mises-en-relation/${id}/${name}`)
  return visitor.post(`/pro/mises-en-relation/${id}/${name}`, fields)
}

const stateOf = async (id: string) => {
  const { rows } = await demo.database.pool.query<{ state: string }>('select state from referrals where id = $1', [id])
  return rows[0]?.state
}

describe('signing in', () => {
  test('opens the inbox; a wrong password and an unknown address are answered alike, and nothing typed is shown again but the address', async () => {
    expect((await signIn()).answer).toMatchObject({ status: 303, location: '/pro/' })
    const wrong = (await signIn(amelie, 'not-it')).answer
    const unknown = (await signIn('personne@nulle-part.example', 'not-it')).answer
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const words = 'L’adresse ou le mot de passe n’est pas le bon'
    expect(wrong.html).toContain(words)
    expect(unknown.html).toContain(words)
    expect(wrong.html).toContain(amelie)
    expect(wrong.html).not.toContain('not-it')
    expect(wrong.html).toMatch(/<title>Erreur/)
  })

  test('is asked for by every page of partners, which comes back afterwards; no other address does', async () => {
    const id = await ask()
    const visitor = demo.site.visitor()
    const led = await visitor.get(`/pro/mises-en-relation/${id}/contact`)
    expect(led).toMatchObject({ status: 303, location: expect.stringContaining('/pro/connexion?vers=') })
    const asked = await visitor.get(led.location)
    expect(asked.html).toContain('vous reviendrez')
    const [, withPassword = ''] = /href="([^"]*mot-de-passe[^"]*)"/.exec(asked.html) ?? []
    await visitor.get(withPassword)
    expect(await visitor.post(withPassword, { email: amelie, password: demoPassword })).toMatchObject({
      location: `/pro/mises-en-relation/${id}/contact`,
    })
    for (const vers of ['//mal.example', '/\\mal.example', 'https://mal.example', '/%2F/mal.example']) {
      const other = demo.site.visitor()
      const path = `/pro/connexion/mot-de-passe?vers=${encodeURIComponent(vers)}`
      await other.get(path)
      expect((await other.post(path, { email: amelie, password: demoPassword })).location).toBe('/pro/')
    }
    expect(await demo.site.visitor().get('/pro')).toMatchObject({ status: 303, location: '/pro/connexion' })
  })

  test('takes no time to refuse an address made to cost some', async () => {
    const costly = `/pro/connexion?vers=/${'a'.repeat(200)}!`
    // Once it took longer than the age of the universe; the test's own limit is enough.
    expect((await demo.site.visitor().get(costly)).status).toBe(200)
  })

  test('ends when the device is handed to a young person', async () => {
    const visitor = await signedIn()
    await visitor.get('/relais')
    await visitor.post('/relais')
    expect((await visitor.get('/pro')).location).toBe('/pro/connexion')
    expect((await visitor.get('/')).html).toContain('Terminer et tout effacer')
  })

  test('ends with signing out, for a copy of the cookie as well, and when the person leaves', async () => {
    const visitor = await signedIn()
    const copy = new Map(visitor.cookies)
    await visitor.get('/pro/deconnexion')
    expect((await visitor.post('/pro/deconnexion')).location).toBe('/pro/connexion')
    const thief = demo.site.visitor()
    for (const [name, value] of copy) thief.cookies.set(name, value)
    expect((await thief.get('/pro')).location).toBe('/pro/connexion')

    const leaving = await signedIn(stranger)
    expect((await leaving.get('/pro')).status).toBe(200)
    const comeBack = await demo.leave(stranger)
    expect((await leaving.get('/pro')).location).toBe('/pro/connexion')
    await comeBack()
  })
})

describe('the inbox', () => {
  test('shows what is due, with what is left of the promise, and counts that agree with its lists', async () => {
    await ask({ firstName: 'Awa' })
    const visitor = await signedIn()
    const { html, headers } = await visitor.get('/pro')
    expect(headers['cache-control']).toBe('no-store')
    expect(html).toContain('Awa')
    expect(html).toMatch(/encore \d/)
    for (const [path, label] of [
      ['/pro', 'À contacter'],
      ['/pro?liste=contacted', 'En cours'],
      ['/pro?liste=ended', 'Terminées'],
    ] as const) {
      const list = (await visitor.get(path)).html
      const [, count] = new RegExp(`${label} <span class="count"[^>]*>(\\d+)`).exec(list) ?? []
      expect(list.match(/class="referral"/g)?.length ?? 0).toBe(Number(count))
    }
  })

  test('goes on page after page, and forgives a wrong address', async () => {
    const visitor = await signedIn()
    for (let place = 0; place < 52; place += 1) await ask({ firstName: `Sacha ${place}` })
    const first = await visitor.get('/pro')
    const [, next = ''] = /href="(\/pro\/\?liste=awaited&amp;suite=[^"]+)"/.exec(first.html) ?? []
    const second = await visitor.get(next.replaceAll('&amp;', '&'))
    expect(first.html.match(/class="referral"/g)).toHaveLength(50)
    expect(second.html.match(/class="referral"/g)?.length).toBeGreaterThanOrEqual(2)
    expect((await visitor.get('/pro?liste=autre&suite=autre')).status).toBe(200)
  })
})

describe('a referral', () => {
  test('shows who asks and how to reach them, escaped; to another partner it does not exist', async () => {
    const id = await ask()
    const { html } = await (await signedIn()).get(`/pro/mises-en-relation/${id}`)
    expect(html).toContain('Appeler le 06 39 98 00 42')
    expect(html).toContain('&lt;b>Oui&lt;/b>')
    const other = await signedIn(stranger)
    for (const path of ['', '/contact', '/prise', '/refus', '/fin', '/note', '/reorientation', '/passage']) {
      expect((await other.get(`/pro/mises-en-relation/${id}${path}`)).status).toBe(404)
    }
    for (const wrong of ['rien', 'a'.repeat(90), '%00']) {
      expect((await other.get(`/pro/mises-en-relation/${wrong}/contact`)).status).toBe(404)
    }
  })

  test('is accepted, tried, contacted, noted and closed', async () => {
    const id = await ask()
    const visitor = await signedIn()
    expect(await act(visitor, id, 'prise')).toMatchObject({ status: 303 })
    expect(await stateOf(id)).toBe('accepted')
    const tried = await act(visitor, id, 'contact', { joint: 'non', moyen: 'sms' })
    expect(tried.location).toBe(`/pro/mises-en-relation/${id}?fait=tentative`)
    expect((await visitor.follow(tried)).html).toContain('1 tentative notée')
    expect((await act(visitor, id, 'contact', { joint: 'oui', moyen: 'phone', note: 'RDV lundi' })).status).toBe(303)
    expect(await stateOf(id)).toBe('contacted')
    await act(visitor, id, 'note', { note: 'Une note\nsur deux lignes' })
    const closed = await visitor.follow(await act(visitor, id, 'fin', { issue: 'helped' }))
    expect(await stateOf(id)).toBe('closed')
    expect(closed.html).toContain('n’est plus à votre structure')
    expect(closed.html).not.toContain('06 39 98 00 42')
    expect(closed.html).toContain('RDV lundi')
  })

  test('is handed to an offer found among those that fit by its words; its partner’s entry is one click away', async () => {
    const id = await ask()
    const visitor = await signedIn()
    const path = `/pro/mises-en-relation/${id}/reorientation`
    const offersIn = (html: string) => [...html.matchAll(/name="offre" value="([^"]+)"/g)].map(([, offer]) => offer)
    const all = await visitor.get(path)
    const [, first = ''] = /<strong>([^<]+)<\/strong>/.exec(all.html) ?? []
    const some = await visitor.get(`${path}?q=${encodeURIComponent(first.toUpperCase())}`)
    expect(offersIn(some.html).length).toBeGreaterThan(0)
    expect(offersIn(some.html).length).toBeLessThan(offersIn(all.html).length)
    const [, entry = ''] = /href="(\/pro\/annuaire\/structures\/[^"]+)"/.exec(some.html) ?? []
    expect((await visitor.get(entry)).html).toContain(first)
    expect((await visitor.get(`${path}?q=xyzxyz`)).html).toContain('Aucune offre qui convient ne contient ce mot.')
  })

  test('is refused with its reason, and goes on elsewhere; to a better partner it is handed by hand', async () => {
    const visitor = await signedIn()
    const refused = await ask()
    expect((await act(visitor, refused, 'refus', { motif: 'no-capacity' })).status).toBe(303)
    expect(await stateOf(refused)).toBe('redirected')

    const handed = await ask({ firstName: 'Lina', redirect: false })
    const page = await visitor.get(`/pro/mises-en-relation/${handed}/reorientation`)
    const [, offer = ''] = /name="offre" value="([^"]+)"/.exec(page.html) ?? []
    const path = `/pro/mises-en-relation/${handed}/reorientation`
    const without = await visitor.post(path, { offre: offer })
    expect(without.status).toBe(409)
    expect(without.html).toMatch(/<title>Erreur/)
    expect(await stateOf(handed)).toBe('sent')
    expect((await visitor.post(path, { offre: offer, accord: 'oui' })).status).toBe(303)
    expect(await stateOf(handed)).toBe('redirected')
  })

  test('is handed over to a colleague, who follows it; the page and the list say so', async () => {
    const id = await ask({ firstName: 'Sofiane' })
    const visitor = await signedIn()
    const { html } = await visitor.get(`/pro/mises-en-relation/${id}/passage`)
    const [, colleague = '', name = ''] =
      /name="collegue" value="([^"]+)".*?<span class="choice-words"><span>([^<]+)/s.exec(html) ?? []
    expect(name).not.toBe('')
    expect(html).not.toContain('Amélie Garcin')
    const handed = await visitor.post(`/pro/mises-en-relation/${id}/passage`, { collegue: colleague, note: 'À toi.' })
    expect(handed.location).toBe(`/pro/mises-en-relation/${id}?fait=passage`)
    const page = (await visitor.follow(handed)).html
    expect(page).toContain(`Suivie par</dt><dd>${name}`)
    expect(page).toContain(`Confiée à ${name}`)
    expect(await everyPage(visitor)).toContain(`suivie par ${name}`)
    expect(await stateOf(id)).toBe('sent')
  })

  test.each([
    ['passage', { note: 'Bonjour' }, 'Choisissez à qui la demande est confiée'],
    ['contact', { moyen: 'phone', note: 'Bonjour' }, 'Dites si vous avez échangé'],
    ['refus', { note: 'Bonjour' }, 'Choisissez un motif'],
    ['refus', { motif: 'other' }, 'dites pourquoi'],
    ['note', { note: '  ' }, 'Cette note est vide'],
    ['note', { note: 'x'.repeat(2001) }, 'trop long'],
    ['reorientation', { note: 'Bonjour' }, 'Choisissez une offre'],
  ])('an act that is not complete says what is missing, and keeps what was typed: %s', async (name, fields, words) => {
    const id = await ask()
    const { status, html } = await act(await signedIn(), id, name, fields)
    expect(status).toBe(422)
    expect(html).toContain(words)
    expect(html).toMatch(/<title>Erreur/)
    expect(html).toContain('note' in fields ? fields.note : '')
    expect(await stateOf(id)).toBe('sent')
  })

  test('answered by two colleagues at the same instant is answered once, and the other is told in words', async () => {
    const id = await ask()
    const first = await signedIn()
    const second = await signedIn()
    await first.get(`/pro/mises-en-relation/${id}/refus`)
    await second.get(`/pro/mises-en-relation/${id}/refus`)
    const answers = await Promise.all(
      [first, second].map((visitor) => visitor.post(`/pro/mises-en-relation/${id}/refus`, { motif: 'no-capacity' })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
    expect(answers.find(({ status }) => status === 409)?.html).toContain('role="alert"')
  })

  test('nothing is acted on by a form that is not ours', async () => {
    const id = await ask()
    const visitor = await signedIn()
    await visitor.get(`/pro/mises-en-relation/${id}/refus`)
    const { status } = await visitor.post(`/pro/mises-en-relation/${id}/refus`, { motif: 'no-capacity', csrf: 'x' })
    expect(status).toBe(403)
    expect(await stateOf(id)).toBe('sent')
  })
})

import { describe, expect, test } from 'vitest'
import { useDemoSite } from '../../demo-site.ts'
import type { Seen, Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const base = '/communes/42218/logement'

const countRequests = async (): Promise<number> => {
  const { rows } = await demo.database.pool.query<{ count: string }>('select count(*) from requests')
  return Number(rows[0]?.count)
}

/** Goes through the pages up to `last`, and sends that one. */
const goThrough = async (visitor: Visitor, last: 'offres' | 'contact'): Promise<Seen> => {
  await visitor.get(base)
  await visitor.post(base, { besoin: 'trouver-un-logement' })
  await visitor.post(`${base}/age`, { age: '19' })
  for (let place = 1; place <= 5; place += 1) await visitor.post(`${base}/questions/${place}`, { passer: 'oui' })
  const offers = await visitor.get(`${base}/offres`)
  const [, offer = ''] = /name="offre" value="([^"]+)"/.exec(offers.html) ?? []
  const chosen = await visitor.post(`${base}/offres`, { offre: offer })
  if (last === 'offres') return chosen
  return visitor.post(`${base}/contact`, {
    prenom: 'Lina',
    email: `lina.${crypto.randomUUID()}@jeune.example`,
    prefere: '',
    accord: 'oui',
  })
}

describe('where somebody lives', () => {
  test('one commune is gone to at once, several are shown to choose from', async () => {
    const visitor = demo.site.visitor()
    expect(await visitor.get('/communes?q=saint-etienne-le-molard')).toMatchObject({
      status: 303,
      location: '/communes/42219',
    })
    const { html } = await visitor.get('/communes?q=42600')
    expect(html).toContain('Montbrison')
    expect(html).toContain('Champdieu')
  })

  test('nothing typed, and too much typed, are said above all else, with the way to the field, and beside it', async () => {
    const { status, html } = await demo.site.visitor().get('/communes?q=')
    expect(status).toBe(422)
    expect(html).toContain('<a href="#champ-q">Écris le nom de ta commune')
    expect(html).toContain('<span>Écris le nom de ta commune')
    const long = await demo.site.visitor().get(`/communes?q=${'x'.repeat(101)}`)
    expect(long).toMatchObject({ status: 422, html: expect.stringContaining('<title>Erreur : ') })
  })

  test('a commune where no territory is open leads to somebody who helps', async () => {
    const { status, html } = await demo.site.visitor().get('/communes/75056')
    expect(status).toBe(200)
    expect(html).toContain('n’est pas encore ouverte dans ta commune : Paris')
    expect(html).toContain('Info Jeunes')
  })

  test('a commune or a theme that does not exist is a page that says so', async () => {
    for (const path of [
      '/communes/99999',
      '/communes/%00',
      '/communes/42218/magie',
      '/communes/%00/x/age',
      '/nulle-part',
      '/en/nowhere',
    ]) {
      expect((await demo.site.visitor().get(path)).status).toBe(404)
    }
  })
})

describe('a request', () => {
  test('goes from the first question to its receipt, once', async () => {
    const visitor = demo.site.visitor()
    const before = await countRequests()
    const check = await visitor.follow(await goThrough(visitor, 'contact'))
    expect(check.html).toContain('@jeune.example')
    const sent = await visitor.post(`${base}/verification`)
    expect(sent).toMatchObject({ status: 303, location: '/demande-envoyee' })
    expect((await visitor.follow(sent)).html).toContain('C’est envoyé, Lina')
    expect(await countRequests()).toBe(before + 1)
    expect(await visitor.get(`${base}/verification`)).toMatchObject({ location: '/demande-envoyee' })
  })

  test('sent twice at the same instant is one request, and both presses lead to its receipt', async () => {
    const visitor = demo.site.visitor()
    await visitor.follow(await goThrough(visitor, 'contact'))
    const before = await countRequests()
    const both = await Promise.all([visitor.post(`${base}/verification`), visitor.post(`${base}/verification`)])
    expect(both.map(({ location }) => location)).toEqual(['/demande-envoyee', '/demande-envoyee'])
    expect(await countRequests()).toBe(before + 1)
  })

  test('is sent by a class of thirty behind one address, all at once', async () => {
    await demo.database.pool.query('update offers set monthly_quota = null')
    const pupils = Array.from({ length: 30 }, () => demo.site.visitor('192.0.2.30'))
    const before = await countRequests()
    for (const seen of await Promise.all(pupils.map((pupil) => goThrough(pupil, 'contact')))) {
      expect(seen.location).toBe(`${base}/verification`)
    }
    await Promise.all(pupils.map((pupil) => pupil.get(`${base}/verification`)))
    const sent = await Promise.all(pupils.map((pupil) => pupil.post(`${base}/verification`)))
    expect(sent.map(({ location }) => location)).toEqual(sent.map(() => '/demande-envoyee'))
    expect(await countRequests()).toBe(before + 30)
  })

  const promisedOffer = ({ html }: Seen): string => /name="promesse" value="(\S+) /.exec(html)?.[1] ?? ''
  const setOffer = (id: string, column: 'state' | 'window_days', value: string | number) =>
    demo.database.pool.query(`update offers set ${column} = $2 where id = $1`, [id, value])

  test('whose offer can no longer be asked is led back to choose, and told why', async () => {
    const visitor = demo.site.visitor()
    const offer = promisedOffer(await visitor.follow(await goThrough(visitor, 'contact')))
    await setOffer(offer, 'state', 'paused')
    const sent = await visitor.post(`${base}/verification`)
    expect(sent).toMatchObject({ status: 303, location: `${base}/offres` })
    const { html } = await visitor.follow(sent)
    await setOffer(offer, 'state', 'active')
    expect(html).toContain('Un de tes choix n’est plus proposé')
  })

  test('whose promised date has moved is shown the new one, and is sent only then', async () => {
    const visitor = demo.site.visitor()
    const offer = promisedOffer(await visitor.follow(await goThrough(visitor, 'contact')))
    const before = await countRequests()
    await setOffer(offer, 'window_days', 7)
    const seen = await visitor.post(`${base}/verification`)
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('les dates promises ont changé')
    expect(await countRequests()).toBe(before)
    expect((await visitor.post(`${base}/verification`)).location).toBe('/demande-envoyee')
    expect(await countRequests()).toBe(before + 1)
  })

  test('sent again without the cookie of its page is told that cookies are refused', async () => {
    const visitor = demo.site.visitor()
    await visitor.get(base)
    for (const words of ['envoie-les de nouveau', 'Ton navigateur refuse les cookies']) {
      visitor.cookies.clear()
      const seen = await visitor.post(base, { besoin: 'trouver-un-logement' })
      expect(seen.status).toBe(403)
      expect(seen.html).toContain(words)
    }
  })

  test('whose form does not come from our pages is shown again, filled in, and nothing is kept', async () => {
    const visitor = demo.site.visitor()
    await goThrough(visitor, 'offres')
    visitor.cookies.delete('__Host-csrf')
    const seen = await visitor.post(`${base}/contact`, { prenom: 'Lina', email: 'lina@jeune.example', accord: 'oui' })
    expect(seen.status).toBe(403)
    expect(seen.html).toContain('value="lina@jeune.example"')
    expect(seen.html).toContain('envoie-les de nouveau')
  })

  test('with wrong contact details keeps what was typed, with each fault beside its field', async () => {
    const visitor = demo.site.visitor()
    await goThrough(visitor, 'offres')
    const seen = await visitor.post(`${base}/contact`, { prenom: '', email: 'lina', message: '\n<b>Salut</b>' })
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<title>Erreur : ')
    expect(seen.html).toContain('href="#champ-email"')
    expect(seen.html).toContain('Il manque le signe @')
    expect(seen.html).toContain('Écris ton prénom')
    expect(seen.html).toContain('\n\n&lt;b>Salut&lt;/b>')
  })

  test('with several wrong contact details tells them in the order of the page', async () => {
    const visitor = demo.site.visitor()
    await goThrough(visitor, 'offres')
    const { html } = await visitor.post(`${base}/contact`, { prenom: '', telephone: '12', message: 'a'.repeat(1001) })
    const told = [...html.matchAll(/href="#champ-([\w-]+)"/g)].map(([, field]) => field)
    expect(told).toEqual(['prenom', 'telephone', 'message', 'accord'])
  })

  test('promises no mail to somebody who gave no address', async () => {
    const visitor = demo.site.visitor()
    await goThrough(visitor, 'offres')
    const byPhone = { prenom: 'Lina', telephone: '06 39 98 00 42', accord: 'oui' }
    await visitor.follow(await visitor.post(`${base}/contact`, byPhone))
    const receipt = await visitor.follow(await visitor.post(`${base}/verification`))
    expect(receipt.html).toContain('tu la verras avec ton lien')
    expect(receipt.html).not.toContain('on te prévient')
    const followed = await visitor.get('/suivi')
    expect(followed.html).toContain('reviens la voir ici')
    expect(followed.html).not.toContain('On te prévient')
  })
})

test('somebody of 14 is led to the Info Jeunes, and nothing is written', async () => {
  const visitor = demo.site.visitor()
  await visitor.get(base)
  await visitor.post(base, { passer: 'oui' })
  const seen = await visitor.follow(await visitor.post(`${base}/age`, { age: '14' }))
  expect(seen.html).toContain('Avant 15 ans, on fait autrement')
  expect((await visitor.get(`${base}/offres`)).location).toBe(`${base}/age`)
})

test('a page about somebody is never kept by browsers, and no page lets anything in from elsewhere', async () => {
  const visitor = demo.site.visitor()
  const { headers } = await visitor.get(`${base}/age`)
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  for (const cookie of [headers['set-cookie']].flat()) {
    expect(cookie).toMatch(/^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  }
})

test('an address that cannot be read is answered by a page that lets nothing in either', async () => {
  const { status, headers, html } = await demo.site.visitor().get('/%E0%A4%A')
  expect(status).toBe(400)
  expect(html).toContain('Cette adresse est illisible')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['referrer-policy']).toBe('no-referrer')
})

test('the pages of the local machine do not exist without it', async () => {
  for (const path of ['/local', '/local/components', '/local/mails/x', '/local/mails/x/html']) {
    expect((await demo.site.visitor().get(path)).status).toBe(404)
  }
})

test('a request whose answer was lost is found again, even when it took the last place', async () => {
  const visitor = demo.site.visitor()
  await goThrough(visitor, 'contact')
  await visitor.get(`${base}/verification`)
  const lost = new Map(visitor.cookies)
  const before = await countRequests()
  await visitor.post(`${base}/verification`)
  const { rows } = await demo.database.pool.query<{ offer_id: string }>(
    'select offer_id from referrals order by sent_at desc limit 1',
  )
  await demo.database.pool.query(`update offers set monthly_quota = 1 where id = $1`, [rows[0]?.offer_id])
  const again = demo.site.visitor()
  for (const [name, value] of lost) again.cookies.set(name, value)
  expect((await again.get(`${base}/verification`)).location).toBe('/demande-envoyee')
  expect((await again.get('/demande-envoyee')).html).toContain('Lina')
  expect(await countRequests()).toBe(before + 1)
  await demo.database.pool.query(`update offers set monthly_quota = null where id = $1`, [rows[0]?.offer_id])
})

test('spaces around what is typed cost nothing, however many', async () => {
  const visitor = demo.site.visitor()
  await goThrough(visitor, 'offres')
  await visitor.get(`${base}/contact`)
  const seen = await visitor.post(`${base}/contact`, {
    prenom: `Lina${' '.repeat(20_000)}`,
    email: 'lina@jeune.example',
    prefere: '',
    accord: 'oui',
  })
  expect(seen).toMatchObject({ status: 303, location: `${base}/verification` })
})

test.each(['/en//evil.example', '/en/%5Cevil.example', '/en/\\evil.example'])(
  'no page of ours leads elsewhere, whatever its address: %s',
  async (path) => {
    const { html } = await demo.site.visitor().get(path)
    expect(html).not.toMatch(/href="[/\\]{2}/)
  },
)

test('a page that says we are overloaded can be shown', async () => {
  // As under-pressure refuses a request: before any route has begun.
  const { statusCode, payload } = await demo.site.web.inject({
    url: '/communes/42218',
    headers: { cookie: '__Host-relais=x' },
    remoteAddress: '10.255.0.1',
  })
  expect([statusCode, payload.length > 0]).toEqual([200, true])
  const hooks = demo.site.web.printPlugins()
  expect(hooks.indexOf('@fastify/cookie')).toBeLessThan(hooks.indexOf('@fastify/under-pressure'))
  expect(hooks.indexOf('@fastify/cookie')).toBeGreaterThan(-1)
})

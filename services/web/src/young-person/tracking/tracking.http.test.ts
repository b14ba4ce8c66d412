import { acceptReferral, recordContact, submitRequest } from '@boussole/commands'
import { newRequest } from '@boussole/contracts'
import { findProfessional } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { useDemoSite } from '../../demo-site.ts'
import { testWebConfig } from '../../test-web.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()

const deps = () => ({ db: demo.site.db, trackingKey: testWebConfig.trackingKey })

const ask = async (given: { language?: 'fr' | 'en'; email?: string | null } = {}) => {
  const { email = `lina.${crypto.randomUUID()}@jeune.example`, language = 'fr' } = given
  const body = newRequest.parse({
    commune: '42218',
    theme: 'logement',
    age: 19,
    offers: [demoId('offer', 'premier-logement')],
    contact: { firstName: 'Lina', email, phone: '06 39 98 00 42' },
    consents: { contact: true, redirect: false },
    language,
  })
  const { request } = await submitRequest(body, { idempotencyKey: crypto.randomUUID() }, deps())
  const [referral] = request.referrals
  if (referral === undefined) throw new Error('no referral')
  return { token: request.trackingToken, requestId: request.id, referralId: referral.id, email }
}

/** Somebody who answers for the offer asked. */
const referent = async (): Promise<Professional> => {
  const { rows } = await demo.database.pool.query<{ id: string }>(
    `select id from users where email = 'amelie.garcin@premier-toit.example'`,
  )
  const found = await findProfessional(demo.site.db, asId<UserId>(rows[0]?.id ?? ''))
  if (found === undefined) throw new Error('no such referent')
  return found
}

const contact = { reached: true, channel: 'phone', contactedAt: null, note: null } as const

const contacted = async () => {
  const asked = await ask()
  await recordContact(asked.referralId, contact, await referent(), deps())
  return asked
}

/** A visitor whose browser follows a request. */
const follower = async (token: string): Promise<Visitor> => {
  const visitor = demo.site.visitor()
  await visitor.get(`/suivi/${token}`)
  return visitor
}

const countOf = async (sql: string, ...values: readonly string[]): Promise<number> => {
  const { rows } = await demo.database.pool.query<{ count: string }>(`select count(*) from ${sql}`, [...values])
  return Number(rows[0]?.count)
}

describe('the link of a mail', () => {
  test('opens the request, and no later address holds it', async () => {
    const { token } = await ask()
    const visitor = demo.site.visitor()
    const opened = await visitor.get(`/suivi/${token}`)
    expect(opened).toMatchObject({ status: 303, location: '/suivi?ouvert=oui' })
    const { html, headers } = await visitor.follow(opened)
    expect(html).toContain('Bonjour Lina')
    expect(html).toContain('te contacte au plus tard le')
    expect(html).not.toContain(token)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  test('accuses nobody’s browser when it is opened again after the request has left this device', async () => {
    const { token } = await ask()
    const visitor = demo.site.visitor()
    const opened = await visitor.get(`/suivi/${token}`)
    const followed = await visitor.get(opened.location)
    // The address that stays, and may be kept as a bookmark, says nothing of a link just opened.
    expect(followed).toMatchObject({ status: 303, location: '/suivi' })
    const without = demo.site.visitor()
    expect((await without.get(opened.location)).location).toBe('/suivi/sans-cookies')
  })

  test('goes on in the language of the request', async () => {
    const { token } = await ask({ language: 'en' })
    expect((await demo.site.visitor().get(`/suivi/${token}`)).location).toBe('/en/suivi?ouvert=oui')
  })

  test('opens the opinion with its answer chosen, and nothing is kept before it is sent', async () => {
    const { token, referralId } = await contacted()
    const visitor = demo.site.visitor()
    const page = await visitor.follow(await visitor.get(`/suivi/${token}/avis/${referralId}?contacte=non`))
    expect(page.html).toMatch(/value="non"[^>]*checked/)
    expect(await countOf('feedbacks where referral_id = $1', referralId)).toBe(0)
    expect(await visitor.post(`/suivi/avis/${referralId}`, { contacte: 'non' })).toMatchObject({
      location: '/suivi?fait=avis',
    })
    expect(await countOf('feedbacks where referral_id = $1 and not contacted', referralId)).toBe(1)
  })

  test.each(['x', 'a'.repeat(43), `${'a'.repeat(40)}%00b`, '..%2f..%2fadmin-admin-admin'])(
    '%j opens nothing, and offers a new one',
    async (token) => {
      const { status, html } = await demo.site.visitor().get(`/suivi/${token}`)
      expect(status).toBe(404)
      expect(html).toContain('href="/suivi/lien"')
    },
  )

  test('without it, the tracking page and its acts lead to the page of lost links', async () => {
    const { referralId } = await contacted()
    for (const path of ['', '/retrait', '/coordonnees', '/donnees', '/export', '/effacement', `/avis/${referralId}`]) {
      expect((await demo.site.visitor().get(`/suivi${path}`)).location).toBe('/suivi/lien')
    }
  })

  test('of one request does not open another one’s acts', async () => {
    const [mine, others] = [await contacted(), await contacted()]
    const visitor = await follower(mine.token)
    expect((await visitor.get(`/suivi/reclamation/${others.referralId}`)).status).toBe(404)
    expect((await visitor.get(`/suivi/avis/${others.referralId}`)).status).toBe(404)
  })
})

describe('a lost link', () => {
  test('is answered in the same way whether there is a request or not, and sent to the stored address only', async () => {
    const { email, requestId } = await ask()
    const pages = []
    for (const address of [email ?? '', 'nobody@jeune.example']) {
      const visitor = demo.site.visitor()
      await visitor.get('/suivi/lien')
      pages.push((await visitor.follow(await visitor.post('/suivi/lien', { email: address }))).html)
    }
    expect(pages[0]).toBe(pages[1])
    expect(await countOf(`outbox where request_id = $1 and mail = 'tracking-link'`, requestId)).toBe(1)
  })

  test('asked with a wrong address keeps it, and says what is wrong', async () => {
    const visitor = demo.site.visitor()
    await visitor.get('/suivi/lien')
    const { status, html } = await visitor.post('/suivi/lien', { email: 'lina' })
    expect(status).toBe(422)
    expect(html).toContain('value="lina"')
    expect(html).toContain('Il manque le signe @')
  })
})

describe('a young person', () => {
  test('sees what is going on in words: sent, taken on, contacted', async () => {
    const asked = await ask()
    const visitor = await follower(asked.token)
    expect((await visitor.get('/suivi')).html).toContain('En attente de contact')
    await acceptReferral(asked.referralId, await referent(), deps())
    expect((await visitor.get('/suivi')).html).toContain('a lu ta demande et s’en occupe')
    await recordContact(asked.referralId, contact, await referent(), deps())
    const { html } = await visitor.get('/suivi')
    expect(html).toContain('a noté un contact avec toi')
    expect(html).toContain(`/suivi/reclamation/${asked.referralId}`)
  })

  test('takes the request back, once, however often it is pressed', async () => {
    const { token, referralId } = await ask()
    const visitor = await follower(token)
    await visitor.get('/suivi/retrait')
    const both = await Promise.all([visitor.post('/suivi/retrait'), visitor.post('/suivi/retrait')])
    expect(both.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    expect(both.some(({ location }) => location === '/suivi?fait=retrait')).toBe(true)
    expect(await countOf(`referrals where id = $1 and state = 'withdrawn'`, referralId)).toBe(1)
    expect((await visitor.get('/suivi/retrait')).location).toBe('/suivi?fait=retrait')
    expect((await visitor.get('/suivi')).html).toContain('est annulée')
  })

  test('takes back the consent to be redirected, and gives it again', async () => {
    const { token, requestId } = await ask()
    const visitor = await follower(token)
    const consent = async () => {
      const { rows } = await demo.database.pool.query<{ consent_redirect: boolean }>(
        'select consent_redirect from requests where id = $1',
        [requestId],
      )
      return rows[0]?.consent_redirect
    }
    const fields = { prenom: 'Lina', telephone: '06 39 98 00 42', prefere: '' }
    await visitor.get('/suivi/coordonnees')
    await visitor.post('/suivi/coordonnees', { ...fields, relance: 'oui' })
    expect(await consent()).toBe(true)
    expect((await visitor.get('/suivi/coordonnees')).html).toMatch(/name="relance"[^>]*checked/)
    await visitor.post('/suivi/coordonnees', fields)
    expect(await consent()).toBe(false)
    expect((await visitor.get('/suivi/donnees')).html).toContain('Non')
  })

  test('corrects how to be reached; what is wrong is said and nothing typed is lost', async () => {
    const { token, requestId } = await ask()
    const visitor = await follower(token)
    expect((await visitor.get('/suivi/coordonnees')).html).not.toContain('On t’y envoie la confirmation')
    const wrong = await visitor.post('/suivi/coordonnees', { prenom: 'Lina', email: 'lina@', telephone: '12' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="lina@"')
    expect(wrong.html).toContain('href="#champ-telephone"')
    const none = await visitor.post('/suivi/coordonnees', { prenom: 'Lina', email: '', telephone: '' })
    expect(none.status).toBe(422)
    expect(none.html).toContain('un des deux suffit')
    const right = await visitor.post('/suivi/coordonnees', { prenom: 'Lina', email: 'lina.new@jeune.example' })
    expect(right.location).toBe('/suivi?fait=coordonnees')
    expect((await visitor.follow(right)).html).toContain('Tu as corrigé tes coordonnées')
    expect(
      await countOf(`requests where id = $1 and email = 'lina.new@jeune.example' and phone is null`, requestId),
    ).toBe(1)
  })

  test('says that nobody contacted them; the animators are told', async () => {
    const { token, referralId } = await contacted()
    const visitor = await follower(token)
    expect((await visitor.get('/suivi')).html).toContain('puis dis-le-nous')
    await visitor.get(`/suivi/reclamation/${referralId}`)
    const told = await visitor.post(`/suivi/reclamation/${referralId}`)
    expect(told.location).toBe('/suivi?fait=reclamation')
    const { html } = await visitor.follow(told)
    expect(html).toContain('regarde ce qui s’est passé')
    expect(html).not.toContain('dis-le-nous')
    // Another contact is recorded: it can be contradicted as well.
    await recordContact(referralId, { ...contact, reached: false }, await referent(), deps())
    const after = (await visitor.get('/suivi')).html
    expect(after).toContain('dis-le-nous')
    expect(after).toContain(`/suivi/reclamation/${referralId}`)
    expect(await countOf(`outbox where referral_id = $1 and mail = 'claim-animator'`, referralId)).toBeGreaterThan(0)
  })

  test('does not contradict a contact that nobody noted', async () => {
    const { token, referralId } = await ask()
    expect((await (await follower(token)).get(`/suivi/reclamation/${referralId}`)).location).toBe('/suivi')
  })

  test('gives an opinion once, and must say whether there was a contact', async () => {
    const { token, referralId } = await contacted()
    const visitor = await follower(token)
    await visitor.get(`/suivi/avis/${referralId}`)
    expect((await visitor.post(`/suivi/avis/${referralId}`, { utile: 'oui' })).status).toBe(422)
    const sent = { contacte: 'oui', utile: 'oui' }
    expect((await visitor.post(`/suivi/avis/${referralId}`, sent)).location).toBe('/suivi?fait=avis')
    expect((await visitor.post(`/suivi/avis/${referralId}`, sent)).location).toBe('/suivi?fait=avis')
    expect(await countOf('feedbacks where referral_id = $1', referralId)).toBe(1)
  })

  test('takes all data away as a file', async () => {
    const { token, email } = await ask()
    const visitor = await follower(token)
    expect((await visitor.get('/suivi/donnees')).html).toContain(email ?? '')
    const read = await visitor.get('/suivi/export')
    expect(read.headers['content-disposition']).toBe('attachment; filename="mes-donnees-boussole.html"')
    expect(read.html).toContain(`<dt>Adresse mail</dt><dd>${email}</dd>`)
    const { headers, html } = await visitor.get('/suivi/export?format=json')
    expect(headers['content-disposition']).toBe('attachment; filename="mes-donnees-boussole.json"')
    expect(JSON.parse(html)).toMatchObject({ request: { firstName: 'Lina', email } })
  })

  test('erases it: the link opens nothing any more, in this browser too', async () => {
    const { token, requestId } = await ask()
    const visitor = await follower(token)
    await visitor.get('/suivi/effacement')
    const erased = await visitor.post('/suivi/effacement')
    expect(erased.location).toBe('/suivi/efface')
    expect(await countOf('requests where id = $1 and erased_at is not null', requestId)).toBe(1)
    expect((await visitor.get('/suivi')).location).toBe('/suivi/lien')
    expect((await demo.site.visitor().get(`/suivi/${token}`)).status).toBe(404)
  })

  test('leaves the page: this browser forgets, the link still opens', async () => {
    const { token } = await ask()
    const visitor = await follower(token)
    await visitor.get('/suivi/quitter')
    expect((await visitor.post('/suivi/quitter')).location).toBe('/')
    expect((await visitor.get('/suivi')).location).toBe('/suivi/lien')
    expect((await visitor.get(`/suivi/${token}`)).status).toBe(303)
  })

  test('is not acted for by a form of another site', async () => {
    const { token, referralId } = await ask()
    const visitor = await follower(token)
    await visitor.get('/suivi/retrait')
    visitor.cookies.delete('__Host-csrf')
    expect((await visitor.post('/suivi/retrait')).status).not.toBe(303)
    expect(await countOf(`referrals where id = $1 and state = 'sent'`, referralId)).toBe(1)
  })
})

test('whatever was tried above, nothing that went wrong was the platform’s fault, and no line of the log holds a token or a name', async () => {
  expect(demo.site.log.filter((line) => line.includes('request failed'))).toEqual([])
  const { token } = await ask()
  await follower(token)
  expect(demo.site.log.join('\n')).not.toMatch(new RegExp(`${token}|Lina|jeune\\.example`))
})

import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

const demo = useDemoSite()

const partner = demoId('partner', 'premier-toit')
const page = `/pro/annuaire/structures/${partner}`
const person = demoId('referent', 'theo-rivoire')
const email = people.theo
const phone = '04 65 71 30 02'

const namesIn = (html: string): string[] =>
  [...html.matchAll(/<a class="referral"[^>]*>.*?<strong>(.*?)<\/strong>/g)].map(([, name = '']) => name)

/** Théo shows this of himself. */
const choose = async (fields: Readonly<Record<string, string>>) => {
  const visitor = await demo.signedIn(people.theo)
  await visitor.get('/pro/annuaire/ma-fiche')
  return visitor.post('/pro/annuaire/ma-fiche', { telephone: phone, ...fields })
}

describe('who may look', () => {
  test('a professional under agreement, of any territory, and who watches one', async () => {
    for (const who of [people.amelie, people.animator, people.otherAnimator]) {
      const visitor = await demo.signedIn(who)
      expect((await visitor.get('/pro/annuaire')).status).toBe(200)
      expect((await visitor.get(page)).status).toBe(200)
    }
  })

  test('a referent without agreement in force is told why not, sees nobody, and can still take back what they show', async () => {
    const { pool } = demo.database
    const ricochets = demoId('partner', 'les-ricochets')
    const before = await pool.query('select id, from_day, to_day from agreements where partner_id = $1', [ricochets])
    await pool.query(`update agreements set from_day = '2020-01-01', to_day = '2020-12-31' where partner_id = $1`, [
      ricochets,
    ])
    const visitor = await demo.signedIn(people.stranger)
    for (const path of [
      '/pro/annuaire',
      page,
      `${page}/contact.vcf`,
      `/pro/annuaire/personnes/${person}/contact.vcf`,
    ]) {
      const { status, html } = await visitor.get(path)
      expect(status).toBe(403)
      expect(html).toContain('convention est en vigueur')
      expect(html).not.toContain('Un premier toit')
    }
    expect((await visitor.get('/pro/annuaire/ma-fiche')).status).toBe(200)
    expect((await visitor.post('/pro/annuaire/ma-fiche')).status).toBe(303)
    const colleague = await demo.signedIn()
    expect((await colleague.get(`/pro/annuaire/structures/${ricochets}`)).status).toBe(404)
    expect((await colleague.get(`/pro/annuaire/structures/${ricochets}/contact.vcf`)).status).toBe(404)
    expect((await colleague.get('/pro/annuaire?q=ricochets')).html).not.toContain('Résidence Les Ricochets')
    for (const { id, from_day: from, to_day: to } of before.rows) {
      await pool.query('update agreements set from_day = $2, to_day = $3 where id = $1', [id, from, to])
    }
  })
})

describe('what is found', () => {
  test.each([
    ['q=theo', 'Un premier toit'],
    ['q=PREMIER+TOIT', 'Un premier toit'],
    ['q=riv+amel', 'Un premier toit'],
  ])('words without accents find a person and a partner: %s', async (query, name) => {
    const visitor = await demo.signedIn()
    expect(namesIn((await visitor.get(`/pro/annuaire?${query}`)).html)).toEqual([name])
  })

  test('a commune is found by its name, and its search keeps who reaches it', async () => {
    const visitor = await demo.signedIn()
    const { html } = await visitor.get('/pro/annuaire?ou=saint+etienne&theme=logement')
    expect(namesIn(html)).toContain('Un premier toit')
    expect(html).toContain('value="Saint-Étienne"')
    const island = await visitor.get('/pro/annuaire?ou=saint-denis&commune=97411')
    expect(namesIn(island.html)).not.toContain('Un premier toit')
    expect(namesIn(island.html).length).toBeGreaterThan(0)
  })

  test('a commune of which there are several is asked for, one that is none is said', async () => {
    const visitor = await demo.signedIn()
    const several = await visitor.get('/pro/annuaire?ou=saint-denis')
    expect(several.html).toContain('Quelle commune')
    expect(several.html).toContain('commune=97411')
    expect(several.html).toContain('Saint-Denis, La Réunion (97400)')
    expect(several.html).toContain('Saint-Denis, Seine-Saint-Denis (93')
    const none = await visitor.get('/pro/annuaire?ou=xqzxqz')
    expect(none.html).toContain('Aucune commune')
  })

  test('nobody found is said in words; an address that cannot be read shows the directory', async () => {
    const visitor = await demo.signedIn()
    expect((await visitor.get('/pro/annuaire?q=zzzzzz')).html).toContain('Personne ne correspond')
    const odd = await visitor.get('/pro/annuaire?theme=%3C&commune=x&suite=x&q=%20')
    expect(odd.status).toBe(200)
    expect(namesIn(odd.html).length).toBeGreaterThan(5)
  })
})

describe('what a person shows', () => {
  test('is their name, and what they agreed to: on the page and in the card, with the date, until they take it back', async () => {
    const visitor = await demo.signedIn()
    const card = `/pro/annuaire/personnes/${person}/contact.vcf`
    const before = await visitor.get(page)
    expect(before.html).toContain('Théo Rivoire')
    expect(before.html).not.toContain(email)
    expect((await visitor.get(card)).html).not.toMatch(/TEL|EMAIL/)

    expect((await choose({ 'partage-mail': 'oui' })).status).toBe(303)
    expect((await visitor.get(page)).html).toContain(email)
    expect((await visitor.get(page)).html).not.toContain(phone)
    const shown = await visitor.get(card)
    expect(shown.headers['content-type']).toBe('text/vcard; charset=utf-8')
    expect(shown.headers['content-disposition']).toBe('attachment; filename="theo-rivoire.vcf"')
    expect(shown.html).toContain(`EMAIL;TYPE=work:${email}\r\n`)
    expect(shown.html).not.toContain('TEL')
    const theo = await demo.signedIn(people.theo)
    expect((await theo.get('/pro/annuaire/ma-fiche')).html).toMatch(/partagé depuis le [^<]* \d{4}/)

    await choose({ 'partage-telephone': 'oui' })
    const changed = (await visitor.get(card)).html
    expect(changed).toMatch(/^TEL;TYPE=work:/m)
    expect(changed).not.toContain(email)
    await choose({})
    expect((await visitor.get(card)).html).not.toMatch(/TEL|EMAIL/)
    const { rows } = await demo.database.pool.query(
      'select shown, taken_back_at is not null as over from directory_shares join users on users.id = user_id where email = $1 order by 1',
      [email],
    )
    expect(rows).toEqual([
      { shown: 'email', over: true },
      { shown: 'phone', over: true },
    ])
  })

  test('a phone is shared with a number that is one; what was typed is kept', async () => {
    const missing = await choose({ telephone: '', 'partage-telephone': 'oui' })
    expect(missing.status).toBe(422)
    const wrong = await choose({ telephone: '12 bis', 'partage-telephone': 'oui' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="12 bis"')
  })
})

test('the card of a partner holds what its page shows', async () => {
  const visitor = await demo.signedIn()
  const { html, headers } = await visitor.get(`${page}/contact.vcf`)
  expect(headers['content-disposition']).toBe('attachment; filename="un-premier-toit.vcf"')
  expect(html).toContain('KIND:org')
  expect(html).toContain('contact@premier-toit.example')
  const shown = (await visitor.get(page)).html
  expect(shown).toContain('contact@premier-toit.example')
  expect(shown).toMatch(/répond en \d+\sjour/)
})

test('an entry that is none is not found', async () => {
  const visitor = await demo.signedIn()
  for (const id of ['rien', crypto.randomUUID()]) {
    for (const path of [`structures/${id}`, `structures/${id}/contact.vcf`, `personnes/${id}/contact.vcf`]) {
      expect((await visitor.get(`/pro/annuaire/${path}`)).status).toBe(404)
    }
  }
})

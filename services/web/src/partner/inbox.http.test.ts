import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { ask, signedIn } = demo

const post = async (visitor: Visitor, path: string, fields: Record<string, string>) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const namesIn = (html: string): string[] =>
  [...html.matchAll(/class="referral-who"><strong>([^<]+)/g)].map(([, name = '']) => name)

const countsIn = (html: string): number[] =>
  [...html.matchAll(/<span class="count"[^>]*>(\d+)/g)].map(([, count]) => Number(count))

const colleagueNamed = async (visitor: Visitor, id: string, name: string): Promise<string> => {
  const { html } = await visitor.get(`/pro/mises-en-relation/${id}/passage`)
  const [, value = ''] =
    new RegExp(`name="collegue" value="([^"]+)"[^>]*>\\s*<span class="choice-words"><span>${name}`).exec(html) ?? []
  return value
}

describe('the inbox narrowed', () => {
  test('keeps what follows the filter, in the list and in every count; each filter is a link that can be taken away', async () => {
    const handed = await ask({ firstName: 'Naïma' })
    await ask({ firstName: 'Yanis' })
    const visitor = await signedIn()
    const theo = await colleagueNamed(visitor, handed, 'Théo')
    await visitor.post(`/pro/mises-en-relation/${handed}/passage`, { collegue: theo })
    const theos = await signedIn(people.theo)
    const all = await theos.get('/pro')
    expect(namesIn(all.html)).toEqual(expect.arrayContaining(['Naïma', 'Yanis']))
    expect(all.html).toContain('href="/pro/?qui=moi"')
    const mine = await theos.get('/pro/?qui=moi')
    expect(namesIn(mine.html)).toEqual(['Naïma'])
    expect(countsIn(mine.html)).toEqual([1, 0, 0, 0])
    expect(mine.html).toMatch(/<a class="chip" href="\/pro\/" aria-current="true"><span>À moi/)
    expect(namesIn((await visitor.get('/pro/?qui=moi')).html)).toEqual([])
    expect((await visitor.get('/pro/?echeance=retard')).html).toContain('Aucune demande ne correspond')
    for (const wrong of ['qui=elle', 'offre=1', 'theme=Ô', 'q=%20', 'q=Yanis', 'echeance=demain']) {
      expect(namesIn((await visitor.get(`/pro/?${wrong}`)).html).length).toBeGreaterThan(1)
    }
  })

  test('finds a first name without its accents, and a reference; nothing of another partner, nor the name of what has ended', async () => {
    const id = await ask({ firstName: 'Éloïse' })
    const visitor = await signedIn()
    const search = async (mots: string, by = visitor) => by.follow(await by.post('/pro/', { mots }))
    const found = async (mots: string, by = visitor) => namesIn((await search(mots, by)).html)
    expect(await found('elo')).toEqual(['Éloïse'])
    expect(await found(id.slice(0, 8).toUpperCase())).toEqual(['Éloïse'])
    expect(await found('%')).not.toEqual([])
    const stranger = await signedIn(people.stranger)
    expect([await found('elo', stranger), await found(id.slice(0, 8), stranger)]).toEqual([[], []])
    await post(visitor, `/pro/mises-en-relation/${id}/refus`, { motif: 'no-capacity' })
    expect(countsIn((await search('elo')).html)).toEqual([0, 0, 0, 0])
    expect(countsIn((await search(id.slice(0, 8))).html)).toEqual([0, 0, 0, 1])
  })
})

test('the words of a search stand in no address: they are sealed, for who looks, and stay with every list and count', async () => {
  await ask({ firstName: 'Wilhelmine' })
  const visitor = await signedIn()
  const answer = await visitor.post('/pro/', { mots: ' Wilhelm ', liste: 'awaited', echeance: 'jour' })
  expect(answer.location).toMatch(/^\/pro\/\?echeance=jour&q=[\w.-]+$/)
  const { location } = await visitor.post('/pro/', { mots: 'Wilhelm' })
  const { html } = await visitor.get(location)
  expect(namesIn(html)).toEqual(['Wilhelmine'])
  expect(countsIn(html)).toEqual([1, 0, 0, 0])
  const addresses = [...html.matchAll(/(?:href|action|data-counts|data-reload)="([^"]*)"/g)].map(
    ([, address]) => address,
  )
  expect(addresses.filter((address = '') => address.includes('q=')).length).toBeGreaterThan(5)
  expect(addresses.join(' ')).not.toMatch(/wilhelm/i)
  expect(html).toMatch(/data-counts="[^"]*q=/)
  // Another's address narrows nothing.
  const other = await signedIn(people.theo)
  expect(namesIn((await other.get(location)).html).length).toBeGreaterThan(1)
  expect((await visitor.post('/pro/', { mots: ' % ' })).location).toBe('/pro/')
  expect(demo.site.log.join('')).not.toMatch(/wilhelm|[?&]q=/i)
})

describe('what is left of a promise', () => {
  test('is told in days, in hours on the last day, and as passed during the extra day of an accepted referral', async () => {
    const id = await ask({ firstName: 'Ilan' })
    const visitor = await signedIn()
    const dueIn = async (interval: string, columns = '') => {
      await demo.database.pool.query(
        `update referrals set due_at = platform_now() + $2::interval, sent_at = platform_now() - interval '2 days' ${columns} where id = $1`,
        [id, interval],
      )
      const [, words = ''] =
        /<span class="due[^"]*">.*?<span>([^<]+)/s.exec((await visitor.get(`/pro/mises-en-relation/${id}`)).html) ?? []
      return words.replaceAll('\u00A0', ' ')
    }
    expect(await dueIn('3 days')).toMatch(/^encore \d jours?/)
    expect(await dueIn('-30 minutes')).toBe('dépassé depuis moins d’une heure')
    const inGrace = `, state = 'accepted', accepted_at = platform_now(), grace_until = platform_now() + interval '1 day'`
    expect(await dueIn('-3 hours -10 minutes', inGrace)).toBe('dépassé depuis 3 h')
    expect(namesIn((await visitor.get('/pro/?echeance=retard')).html)).toEqual(['Ilan'])
    expect(countsIn((await visitor.get('/pro/?echeance=retard')).html)).toEqual([1, 0, 0, 0])
  })
})

describe('an attempt', () => {
  test('is noted from the referral’s page with one press of the button of its channel', async () => {
    const id = await ask({ firstName: 'Maëlle' })
    const visitor = await signedIn()
    const { html } = await visitor.get(`/pro/mises-en-relation/${id}`)
    expect(html).toContain('name="moyen" value="sms"')
    const noted = await visitor.post(`/pro/mises-en-relation/${id}/contact`, { moyen: 'sms' })
    expect(noted.location).toBe(`/pro/mises-en-relation/${id}?fait=tentative`)
    expect((await visitor.follow(noted)).html).toContain('1 tentative notée')
  })
})

describe('a lost race', () => {
  test('is told in words: which colleague, what was noted and at what time', async () => {
    const id = await ask({ firstName: 'Jade' })
    const [amelie, theo] = [await signedIn(), await signedIn(people.theo)]
    await theo.get(`/pro/mises-en-relation/${id}/prise`)
    await post(amelie, `/pro/mises-en-relation/${id}/contact`, { joint: 'oui', moyen: 'phone' })
    const late = await theo.post(`/pro/mises-en-relation/${id}/prise`)
    expect(late.status).toBe(409)
    expect(late.html.replaceAll('\u00A0', ' ')).toMatch(
      /Amélie Garcin vient de répondre à cette demande \(contact noté à \d+ h( \d\d)?\)\./,
    )
    const twice = await post(amelie, `/pro/mises-en-relation/${id}/prise`, {})
    expect(twice.html).toContain('Vous avez déjà répondu à cette demande')
  })
})

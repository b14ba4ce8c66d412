import { trackingTokenOf } from '@boussole/commands'
import { asId } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import { hostileSample, mark } from '@boussole/testing'
import { demoId } from '@boussole/local'
import { beforeAll, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { formsFrom, formsIn, linksIn, watchFaults } from '../hostile-forms.ts'
import { testWebConfig } from '../test-web.ts'
import type { Seen, Visitor } from '../test-web.ts'

// Hostile words on the way that no link leads along: from the need to the receipt, the tracking page and its forms; and
// on every page where the referent and the animator read what came of them.

const demo = useDemoSite()
const base = '/communes/42218/logement'
const offer = demoId('offer', 'premier-logement')

/** What somebody who means well answers to each step, in this order. */
const way = [
  { path: base, fields: { besoin: 'trouver-un-logement' } },
  { path: `${base}/age`, fields: { age: '19' } },
  ...[1, 2, 3, 4, 5].map((place) => ({ path: `${base}/questions/${place}`, fields: { passer: 'oui' } })),
  { path: `${base}/offres`, fields: { offre: offer } },
]

/** Details that nobody refuses; an address of its own each time, since who asks too often is held back. */
const harmless = () => ({
  prenom: 'Lina',
  email: `${crypto.randomUUID()}@jeune.example`,
  telephone: '06 39 98 00 42',
  moments: '',
  message: '',
})
type Contact = ReturnType<typeof harmless>

// The database keeps no zero: it must be refused before.
const words = ['Li\u0000na', ...hostileSample(60)]
const wordAt = (place: number): string => words[place % words.length] ?? ''
/** As a part of an address; halves of pairs become what browsers make of them. */
const inAddress = (word: string): string =>
  new URLSearchParams([['', word]]).toString().slice(1, 2000).replaceAll('+', '%20')
/** Other words in each field each time, so that each meets each. */
const contactAt = (place: number): Contact => ({
  prenom: wordAt(place),
  email: wordAt(place * 3 + 1),
  telephone: wordAt(place * 5 + 2),
  moments: wordAt(place * 7 + 3),
  message: wordAt(place * 11 + 4),
})

const watch = watchFaults()

/** The fields that the page finds fault with, given back to somebody who means well. */
const putRight = ({ html }: Seen, contact: Contact): Contact => {
  const refused = new Set([...html.matchAll(/href="#champ-(\w+)"/g)].map(([, name = '']) => name))
  const other = harmless()
  const kept = (name: keyof Contact): string => (refused.has(name) ? other[name] : contact[name])
  return {
    prenom: kept('prenom'),
    email: kept('email'),
    telephone: kept('telephone'),
    moments: kept('moments'),
    message: kept('message'),
  }
}

/** How often each field took a word that was not harmless. */
const taken = new Map<string, number>()

/** Sends these details, those that are refused made harmless, until they are taken. */
const sendContact = async (visitor: Visitor, path: string, contact: Contact, more: Record<string, string>) => {
  await visitor.get(path)
  let typed = contact
  let seen = await visitor.post(path, { ...more, ...typed })
  for (let again = 0; again < 3 && seen.status === 422; again += 1) {
    typed = putRight(seen, typed)
    seen = await visitor.post(path, { ...more, ...typed })
  }
  expect({ typed, status: seen.status }).toEqual({ typed, status: 303 })
  for (const [name, word] of Object.entries(contact)) {
    if (Object.entries(typed).some(([field, kept]) => field === name && kept === word)) {
      taken.set(name, (taken.get(name) ?? 0) + 1)
    }
  }
  return seen
}

/** Everything that a young person can read about the request followed. */
const readAll = async (visitor: Visitor): Promise<void> => {
  await formsFrom(visitor, ['/suivi', '/en/suivi'])
  expect(JSON.parse((await visitor.get('/suivi/export?format=json')).html)).toMatchObject({ request: {} })
}

/** Asks with these words, and leaves a browser that follows the request. */
const askWith = async (place: number): Promise<Visitor> => {
  const visitor = watch.over(demo.site.visitor())
  await visitor.get(base)
  for (const { path, fields } of way) await visitor.post(path, fields)
  const check = await visitor.follow(
    await sendContact(visitor, `${base}/contact`, contactAt(place), { prefere: '', accord: 'oui' }),
  )
  expect(check.html).toContain('name="promesse"')
  const receipt = await visitor.post(`${base}/verification`)
  expect(receipt.location).toBe('/demande-envoyee')
  expect((await visitor.follow(receipt)).html).toContain('C’est envoyé')
  return visitor
}

const referrals = async (): Promise<string[]> =>
  (await demo.database.pool.query<{ id: string }>('select id from referrals order by sent_at, id')).rows.map(
    ({ id }) => id,
  )

/** Opens a referral, and each page that its own page leads to about it. */
const openAll = async (visitor: Visitor, referral: string): Promise<void> => {
  const { html, status } = await visitor.get(`/pro/mises-en-relation/${referral}`)
  expect(status).toBe(200)
  for (const link of new Set(linksIn(html).filter((href) => href.includes(referral)))) await visitor.get(link)
}

beforeAll(async () => {
  await demo.database.pool.query('update offers set monthly_quota = null')
})

test('each step of the questionnaire takes hostile words for answers without a fault, and goes on with a true one', async () => {
  const visitor = watch.over(demo.site.visitor())
  for (const step of [...way, { path: `${base}/contact`, fields: {} }]) {
    const form = formsIn(step.path, (await visitor.get(step.path)).html).find(({ isPost }) => isPost)
    const names = [...(form?.texts ?? []), ...(form?.choices ?? []), ...Object.keys(step.fields), 'passer', 'mieux']
    expect({ ...step, names: names.length > 3 }).toEqual({ ...step, names: true })
    for (const word of hostileSample(24)) {
      for (const name of new Set(names)) await visitor.post(step.path, { ...step.fields, [name]: word })
      await visitor.post(step.path, { ...step.fields, [names[0] ?? '']: [word, word, 'x'], [word]: word })
    }
    await visitor.get(step.path)
    await visitor.post(step.path, step.fields)
  }
  console.log(`Hostile words on the way: ${watch.sent()} sent and read so far.`)
  expect(watch.faults).toEqual([])
}, 600_000)

test('requests of hostile words reach their receipt and tracking page, and are corrected with others, without a fault', async () => {
  for (let place = 0; place < words.length; place += 2) {
    const visitor = await askWith(place)
    await readAll(visitor)
    // The others' referent reads the first words.
    if (place % 4 === 0) continue
    await visitor.follow(await sendContact(visitor, '/suivi/coordonnees', contactAt(place + 1), { relance: 'oui' }))
    await readAll(visitor)
  }
  console.log(
    `Hostile words on the way: ${watch.sent()} sent and read so far; taken: ${JSON.stringify(Object.fromEntries(taken))}`,
  )
  for (const field of ['prenom', 'moments', 'message']) {
    expect({ field, taken: (taken.get(field) ?? 0) > 9 }).toEqual({ field, taken: true })
  }
  expect(watch.faults).toEqual([])
}, 600_000)

test('the links of mails, and acts on the tracking page, take hostile words without a fault', async () => {
  const visitor = await askWith(0)
  const [referral = ''] = (await referrals()).toReversed()
  const { rows } = await demo.database.pool.query<{ request_id: string }>(
    'select request_id from referrals where id = $1',
    [referral],
  )
  const token = trackingTokenOf(asId<RequestId>(rows[0]?.request_id ?? ''), testWebConfig.trackingKey)
  const referent = await demo.signedIn(people.amelie)
  await referent.get(`/pro/mises-en-relation/${referral}/contact`)
  await referent.post(`/pro/mises-en-relation/${referral}/contact`, { joint: 'oui', moyen: 'phone' })
  await referent.get(`/pro/mises-en-relation/${referral}/a-deux?q=e`)
  await referent.post(`/pro/mises-en-relation/${referral}/a-deux?q=e`, {
    personne: demoId('referent', 'sonia-marchetti'),
    parcours: 'ours',
  })
  const pages = ['avis', 'reclamation', 'accompagnement', 'choix'].map((act) => `/suivi/${act}/${referral}`)
  for (const word of words) {
    const part = inAddress(word)
    for (const path of [
      `/suivi/${part}`,
      `/suivi/${part}/avis/${part}?contacte=${part}`,
      `/suivi/${token}/avis/${part}?contacte=${part}`,
      `/suivi/avis/${part}`,
      `/suivi/reclamation/${part}`,
      `/suivi/choix/${part}`,
      `/suivi?fait=${part}&ouvert=${part}`,
      `/suivi/avis/${referral}?contacte=${part}`,
      `/en/${part}`,
    ]) {
      await visitor.get(path)
    }
    for (const page of pages) {
      await visitor.get(page)
      await visitor.post(page, { contacte: word, utile: word, accord: word, offre: word })
    }
    const stranger = watch.over(demo.site.visitor())
    await stranger.get('/suivi/lien')
    await stranger.follow(await stranger.post('/suivi/lien', { email: word }))
    stranger.cookies.set('__Host-suivi', word.replaceAll(/[\s;,\p{Cc}]|[^\p{ASCII}]/gu, ''))
    await stranger.get('/suivi')
  }
  expect((await visitor.get(pages[2] ?? '')).html).toContain('Les Ricochets')
  console.log(`Hostile words on the way: ${watch.sent()} sent and read so far.`)
  expect(watch.faults).toEqual([])
}, 600_000)

test.each([
  { who: 'their referent', email: people.amelie, starts: ['/pro'] },
  { who: 'the animator', email: people.animator, starts: ['/pro/animation', '/pro'] },
])(
  '$who opens every page that shows these requests: the words are there, and none is a fault',
  async ({ email, starts }) => {
    const visitor = watch.over(await demo.signedIn(email))
    const all = await referrals()
    expect(all.length).toBeGreaterThanOrEqual(30)
    let shown = 0
    for (const referral of all) {
      await openAll(visitor, referral)
      if ((await visitor.get(`/pro/mises-en-relation/${referral}`)).html.includes(mark)) shown += 1
    }
    await formsFrom(visitor, starts)
    for (const word of words) await visitor.get(`/pro?q=${inAddress(word)}`)
    console.log(
      `Hostile words on the way: ${watch.sent()} sent and read so far; ${shown} of ${all.length} referrals show some.`,
    )
    expect(shown).toBeGreaterThan(0)
    expect(watch.faults).toEqual([])
  },
  600_000,
)

test('whatever was tried above, nothing of it was the platform’s fault', () => {
  expect(demo.site.log.filter((line) => /"level":(50|60|"error"|"fatal")/.test(line))).toEqual([])
})

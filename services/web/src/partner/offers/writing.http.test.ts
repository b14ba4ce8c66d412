import { demoId } from '@boussole/local'
import { beforeEach, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const id = demoId('offer', 'premier-logement')
const newOffer = '/pro/offres/nouvelle?theme=logement'
const change = `/pro/offres/${id}/modifier`

type Fields = Readonly<Record<string, string | readonly string[]>>

let amelie: Visitor
beforeEach(async () => {
  amelie = await demo.signedIn()
})

/** What a browser would send of the page's other fields: those of a complete new offer. */
const complete = async (): Promise<Fields> => ({
  titre: 'Visiter un logement',
  description: 'On visite avec toi, et on relit ton bail.',
  lieu: '',
  theme: 'logement',
  besoin: 'trouver-un-logement',
  'age-min': '18',
  'age-max': '30',
  delai: '3',
  compte: 'calendar',
  zone: ['C:42218'],
  contact: 'logement@premier-toit.example',
  debut: await today(),
  fin: '',
  'par-mois': '',
  referents: [demoId('referent', 'amelie-garcin')],
  gratuit: 'oui',
})

const today = async (): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ today: string }>(
    `select (platform_now() at time zone 'Europe/Paris')::date::text as today`,
  )
  return rows[0]?.today ?? ''
}

const zonesIn = (html: string): string[] =>
  [...html.matchAll(/<input type="hidden" name="zone" value="([^"]+)"/g)].map(([, code = '']) => code)

/** The visitor of tests sends hidden fields again by itself. */
const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

test('a new offer begins with its theme, whose needs and questions follow', async () => {
  const start = await amelie.get('/pro/offres/nouvelle')
  expect(start.html).toContain('name="theme"')
  expect(start.html).not.toContain('name="titre"')
  const form = await amelie.get(newOffer)
  expect(form.html).toContain('name="titre"')
  expect(form.html).toContain('name="besoin" value="trouver-un-logement"')
  const other = await amelie.post(newOffer, { ...(await complete()), theme: 'mobilite', faire: 'theme' })
  expect(other.status).toBe(200)
  expect(other.html).not.toContain('name="besoin" value="trouver-un-logement"')
  expect(other.html).toContain('value="Visiter un logement"')
})

test('a zone is searched, added and removed by buttons of the form, which keeps everything typed', async () => {
  await amelie.get(newOffer)
  const typed = await complete()
  const found = await amelie.post(newOffer, { ...typed, 'zone-cherchee': 'loire', faire: 'chercher' })
  expect(found.status).toBe(200)
  expect(found.html).toContain('value="ajouter=D:42"')
  const added = await amelie.post(newOffer, { ...without(typed, 'zone'), faire: 'ajouter=D:42' })
  expect(zonesIn(added.html)).toEqual(['C:42218', 'D:42'])
  expect(added.html).toContain('En tout')
  const removed = await amelie.post(newOffer, { ...without(typed, 'zone'), faire: 'retirer=C:42218' })
  expect(zonesIn(removed.html)).toEqual(['D:42'])
  expect(removed.html).toContain('value="Visiter un logement"')
  expect(removed.html).toContain('On visite avec toi')
  expect(removed.html).toMatch(/value="trouver-un-logement"[^>]*checked/)
})

test('a zone outside the territory is told', async () => {
  await amelie.get(newOffer)
  const seen = await amelie.post(newOffer, { ...(await complete()), zone: ['C:75056'], faire: 'apercu' })
  expect(seen.html).toContain('Hors du territoire')
})

test('the preview is the card that young people read, with the date of the delay being written, and who does not see it', async () => {
  await amelie.get(newOffer)
  const typed = await complete()
  const dates = []
  for (const delai of ['1', '7']) {
    const { html, status } = await amelie.post(newOffer, { ...typed, delai, faire: 'apercu' })
    expect(status).toBe(200)
    const [, preview = ''] = html.split('id="apercu"')
    expect(preview).toContain('<h3>Visiter un logement</h3>')
    dates.push(/te contacte au plus tard le <strong>([^<]+)/.exec(preview)?.[1])
  }
  expect(new Set(dates).size).toBe(2)
  expect(dates).not.toContain(undefined)
})

test('an answer ticked excludes the others, in words', async () => {
  const { html } = await amelie.get(newOffer)
  const [, question = '', answer = ''] = /name="(critere-[\w-]+)" value="([\w-]+)"/.exec(html) ?? []
  const seen = await amelie.post(newOffer, { ...(await complete()), [question]: answer, faire: 'apercu' })
  expect(seen.html).toMatch(/ne la voit pas qui (répond|coche seulement)/)
  expect(html).toContain('Aucune réponse n’exclut personne')
})

test('a new offer is proposed, and awaits the animation', async () => {
  await amelie.get(newOffer)
  const seen = await amelie.follow(await amelie.post(newOffer, await complete()))
  expect(seen.status).toBe(200)
  expect(seen.html).toContain('l’animation relit l’offre')
  const animator = await demo.signedIn(people.animator)
  expect((await animator.get('/pro/animation/offres')).html).toContain('Visiter un logement')
})

test('a new offer that is not declared free is not kept', async () => {
  await amelie.get(newOffer)
  const seen = await amelie.post(newOffer, without(await complete(), 'gratuit'))
  expect(seen.status).toBe(422)
  expect(seen.html).toContain('href="#champ-gratuit"')
})

test('a draft is kept as it is, and says on its page and in its form what is missing; proposing it stays strict', async () => {
  await amelie.get(newOffer)
  const empty = { titre: '', description: '', 'age-min': '', 'age-max': '40', delai: '', contact: '', debut: '' }
  const { referents: _, gratuit: __, ...typed } = without(await complete(), 'zone', 'besoin')
  const page = await amelie.follow(await amelie.post(newOffer, { ...typed, ...empty, titre: 'Vi', faire: 'brouillon' }))
  expect(page.status).toBe(200)
  expect(page.html).toContain('Le brouillon est gardé')
  const [, draft = ''] = /href="([^"]+\/modifier)#champ-titre"/.exec(page.html) ?? []
  const form = await amelie.get(draft)
  const missing = [
    ['titre', 'Le titre est trop court : 3 caractères au minimum.'],
    ['description', 'Le texte de la description est vide.'],
    ['besoin', 'Choisissez un besoin.'],
    ['age-min', 'L’âge le plus bas est un nombre entier de 15 à 35.'],
    ['zone', 'Choisissez au moins une zone.'],
    ['delai', 'Choisissez un délai.'],
    ['contact', 'Donnez l’adresse de contact.'],
    ['debut', 'Donnez le premier jour.'],
    ['referents', 'Choisissez au moins une personne.'],
    ['gratuit', 'La charte demande que l’offre soit gratuite'],
  ] as const
  for (const [field, words] of missing) {
    expect(page.html.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(`${draft}#champ-${field}">${words}`)
    expect(form.html.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(`<a href="#champ-${field}">${words}`)
  }
  expect(form.html).toMatch(/name="titre"[^>]*value="Vi"/)
  expect(form.html).toMatch(/name="age-max"[^>]*value="40"/)
  const refused = await amelie.post(draft, { ...typed, ...empty, titre: 'Vi' })
  expect(refused.status).toBe(422)
  for (const [field] of missing) expect(refused.html).toContain(`id="erreur-${field}"`)
  await amelie.get(draft)
  const proposed = await amelie.follow(await amelie.post(draft, { ...(await complete()), titre: 'Visiter, enfin' }))
  expect(proposed.html).toContain('l’animation relit l’offre')
})

test('a draft without a title has a name in the list and on its pages', async () => {
  await amelie.get(newOffer)
  const page = await amelie.follow(
    await amelie.post(newOffer, { ...without(await complete(), 'zone'), titre: '', faire: 'brouillon' }),
  )
  expect(page.html).toContain('<h1>Offre sans titre</h1>')
  expect((await amelie.get('/pro/offres')).html).toContain('Offre sans titre')
})

test('a change of what is online is kept as a draft too, and what is online stays whole', async () => {
  await amelie.get(change)
  const typed = without(await complete(), 'zone')
  const page = await amelie.follow(await amelie.post(change, { ...typed, description: '', faire: 'brouillon' }))
  expect(page.html).toContain('Le texte de la description est vide.')
  expect(page.html).not.toContain('Choisissez')
})

test('what cannot be kept as it is typed is told, in a draft as well', async () => {
  await amelie.get(newOffer)
  const seen = await amelie.post(newOffer, { ...(await complete()), 'age-min': 'seize', faire: 'brouillon' })
  expect(seen.status).toBe(422)
  expect(seen.html).toContain('id="erreur-age-min"')
})

test('the preview promises no day before a delay is chosen, and tells the zones', async () => {
  await amelie.get(newOffer)
  const typed = await complete()
  const none = await amelie.post(newOffer, { ...without(typed, 'zone'), delai: '', faire: 'apercu' })
  const [, before = ''] = none.html.split('id="apercu"')
  expect(before).not.toContain('te contacte au plus tard le')
  expect(before).toContain('personne ne la voit')
  const some = await amelie.post(newOffer, { ...typed, faire: 'apercu' })
  expect(some.html.split('id="apercu"')[1]).toMatch(/Zone.: Saint-Étienne/)
})

test('Enter in the search of zones searches, and leads back to the search', async () => {
  await amelie.get(newOffer)
  const typed = { ...(await complete()), 'zone-cherchee': 'loire', 'zone-vue': '' }
  const found = await amelie.post(newOffer, { ...typed, faire: 'suite' })
  expect(found.html).toContain('value="ajouter=D:42"')
  expect(found.html).toMatch(/<input[^>]*name="zone-cherchee"[^>]* autofocus/)
  // Enter in another field later is about that field.
  const again = await amelie.post(newOffer, { ...typed, 'zone-vue': 'loire', faire: 'suite' })
  expect(again.html).not.toMatch(/<input[^>]*name="zone-cherchee"[^>]* autofocus/)
})

test('each fault is told beside its field, and nothing typed is lost', async () => {
  await amelie.get(newOffer)
  const seen = await amelie.post(newOffer, {
    ...without(await complete(), 'zone', 'besoin'),
    titre: '',
    compte: 'working',
    delai: '7',
    'age-min': '40',
    contact: 'amelie',
    'par-mois': '0',
  })
  expect(seen.status).toBe(422)
  for (const field of ['titre', 'besoin', 'delai', 'age-min', 'zone', 'contact', 'par-mois']) {
    expect(seen.html).toContain(`href="#champ-${field}"`)
    expect(seen.html).toContain(`id="erreur-${field}"`)
  }
  expect(seen.html).toContain('En jours ouvrés, le délai va jusqu’à 5 jours.')
  expect(seen.html).toContain('On visite avec toi')
})

test('a draft is written again, and the list tells it as it was last written', async () => {
  await amelie.get(newOffer)
  const created = await amelie.post(newOffer, { ...(await complete()), titre: 'Première idée', faire: 'brouillon' })
  const [, draft = ''] = /offres\/([\w-]+)\?/.exec(created.location) ?? []
  const form = await amelie.get(`/pro/offres/${draft}/modifier`)
  expect(form.html).toContain('value="Première idée"')
  await amelie.post(`/pro/offres/${draft}/modifier`, {
    ...without(await complete(), 'zone'),
    titre: 'Deuxième idée',
    faire: 'brouillon',
  })
  const list = await amelie.get('/pro/offres')
  expect(list.html).toContain('Deuxième idée')
  expect(list.html).not.toContain('Première idée')
})

test('of two who change an offer at once, the second is told by whom, and loses nothing', async () => {
  const theo = await demo.signedIn(people.theo)
  const typed = without(await complete(), 'zone')
  await amelie.get(change)
  await theo.get(change)
  expect((await theo.post(change, { ...typed, titre: 'Les mots de Théo' })).status).toBe(303)
  const told = await amelie.post(change, { ...typed, titre: 'Les mots d’Amélie' })
  expect(told.status).toBe(409)
  expect(told.html).toContain('a modifié cette offre pendant que vous écriviez')
  expect(told.html).toContain('value="Les mots d’Amélie"')
  expect(told.html).toContain('<del>')
  // Sent once more, knowing it, it is kept.
  expect((await amelie.post(change, { ...typed, titre: 'Les mots d’Amélie' })).status).toBe(303)
})

test('settings act at once, with their faults beside their fields', async () => {
  const page = `/pro/offres/${id}/reglages`
  const { html } = await amelie.get(page)
  const [, referent = ''] = /name="referents" value="([\w-]+)"[^>]*checked/.exec(html) ?? []
  const settings = { contact: 'nouvelle@premier-toit.example', debut: await today(), referents: referent }
  const wrong = await amelie.post(page, { ...settings, fin: '2020-01-01', referents: [] })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('id="erreur-referents"')
  const late = await amelie.post(page, { ...settings, fin: '2020-01-01' })
  expect(late.html).toContain('Le dernier jour ne peut pas être avant le premier.')
  const done = await amelie.follow(await amelie.post(page, { ...settings, 'par-mois': '4' }))
  expect(done.html).toContain('nouvelle@premier-toit.example (pas encore vérifiée')
  expect(done.html).toContain('role="status"')
})

test('somebody else’s offer has neither form nor settings', async () => {
  const stranger = await demo.signedIn(people.stranger)
  for (const page of [change, `/pro/offres/${id}/reglages`]) expect((await stranger.get(page)).status).toBe(404)
})

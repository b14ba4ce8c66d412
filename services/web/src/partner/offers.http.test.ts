import { changeOffer, contactTokenOf } from '@boussole/commands'
import { findProfessional, getOfferView } from '@boussole/db'
import { asId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'

const demo = useDemoSite()
const id = demoId('offer', 'premier-logement')
const path = `/pro/offres/${id}`

test('a partner sees its offers in words, and another’s does not exist', async () => {
  const amelie = await demo.signedIn()
  expect((await amelie.get('/pro/offres')).html).toContain(path)
  expect((await amelie.get(path)).html).toContain('te contacte au plus tard le')
  const stranger = await demo.signedIn(people.stranger)
  expect((await stranger.get('/pro/offres')).html).not.toContain(path)
  for (const address of [path, `${path}/retrait`]) expect((await stranger.get(address)).status).toBe(404)
})

test.each(['confirmation', 'pause', 'reprise', 'test'])('the act "%s" is one button, told when done', async (act) => {
  const amelie = await demo.signedIn()
  await amelie.get(`${path}/${act}`)
  const seen = await amelie.follow(await amelie.post(`${path}/${act}`))
  expect(seen.status).toBe(200)
  expect(seen.html).toContain('role="status"')
})

test('the animation reads what changes, asks for a correction with words, and accepts', async () => {
  const professional = await findProfessional(demo.site.db, asId(demoId('user', 'amelie-garcin')))
  if (professional === undefined) throw new Error('nobody')
  const propose = async (title: string) => {
    const offer = await getOfferView(demo.site.db, professional, id)
    if (offer === undefined) throw new Error('no offer')
    const { content, seen } = offer
    await changeOffer(id, { content: { ...content, title }, seen, propose: true }, professional, { db: demo.site.db })
  }
  await propose('Un toit à soi')
  const animator = await demo.signedIn(people.animator)
  expect((await animator.get('/pro/animation/offres')).html).toContain('Un toit à soi')
  const page = `/pro/animation/offres/${id}`
  expect((await animator.get(page)).html).toContain('<ins>')
  expect((await animator.post(page)).status).toBe(422)
  expect((await animator.post(page, { reponse: 'non', mots: '' })).status).toBe(422)
  await animator.get(page)
  const refused = await animator.follow(await animator.post(page, { reponse: 'non', mots: 'Dites où.' }))
  expect(refused.html).toContain('Dites où.')
  await propose('Un toit à soi, à Saint-Étienne')
  await animator.get(page)
  await animator.post(page, { reponse: 'oui', mots: '' })
  expect((await animator.get(path)).html).toContain('<h1>Un toit à soi, à Saint-Étienne</h1>')
  const other = await demo.signedIn(people.otherAnimator)
  expect((await other.get(page)).status).toBe(404)
})

test('a copy is a draft of its own, which is withdrawn and then changes no more', async () => {
  const amelie = await demo.signedIn()
  await amelie.get(`${path}/copie`)
  const copied = await amelie.post(`${path}/copie`)
  const [copy = ''] = copied.location.split('?')
  expect(copy).not.toBe(path)
  const draft = await amelie.follow(copied)
  expect(draft.html).toContain('(copie)')
  expect(draft.html).not.toMatch(/confirmation|À confirmer|Demandes reçues/)
  await amelie.get(`${copy}/pause`)
  expect((await amelie.post(`${copy}/pause`)).status).toBe(409)
  await amelie.get(`${copy}/retrait`)
  expect((await amelie.follow(await amelie.post(`${copy}/retrait`))).html).toContain('L’offre est retirée')
  await amelie.get(`${copy}/confirmation`)
  expect((await amelie.post(`${copy}/confirmation`)).status).toBe(409)
})

test('a refused version is corrected on the form, filled with what was refused, under the words of the animation', async () => {
  const sonia = await demo.signedIn(people.stranger)
  const refused = `/pro/offres/${demoId('offer', 'chambre-en-residence')}`
  const offer = await sonia.get(refused)
  expect(offer.html).toContain('Le titre est fait de sigles')
  expect(offer.html).toContain(`href="${refused}/modifier"`)
  const form = await sonia.get(`${refused}/modifier`)
  expect(form.html).toMatch(/name="titre"[^>]*value="FJT/)
  expect(form.html).toContain('Le titre est fait de sigles')
})

test('the link of a contact test needs no account, confirms by its button alone, and once', async () => {
  const amelie = await demo.signedIn()
  const offer = demoId('offer', 'aides-au-logement')
  await amelie.get(`/pro/offres/${offer}/test`)
  await amelie.post(`/pro/offres/${offer}/test`)
  const { rows } = await demo.database.pool.query<{ id: string }>(
    'select id from offer_contact_tests where offer_id = $1',
    [offer],
  )
  const link = `/pro/contact/${contactTokenOf(rows[0]?.id ?? '', testWebConfig.trackingKey)}`
  const somebody = demo.site.visitor()
  expect((await somebody.get(link)).html).toContain('Oui, cette adresse est lue')
  expect((await amelie.get(`/pro/offres/${offer}`)).html).toContain('pas encore vérifiée')
  await somebody.get(link)
  expect((await somebody.follow(await somebody.post(link))).html).toContain('confirmée pour trois mois')
  expect((await amelie.get(`/pro/offres/${offer}`)).html).not.toContain('pas encore vérifiée')
  expect((await somebody.get(link)).html).toContain('Ce lien ne sert plus')
})

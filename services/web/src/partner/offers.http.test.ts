import { changeOffer } from '@boussole/commands'
import { findProfessional, getOfferView } from '@boussole/db'
import { asId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

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

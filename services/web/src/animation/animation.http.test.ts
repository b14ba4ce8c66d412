import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

const demo = useDemoSite()

test('the animation’s pages are there for who watches a territory, and do not exist for a referent', async () => {
  const animator = await demo.signedIn(people.animator)
  const { status, html } = await animator.get('/pro/animation')
  expect(status).toBe(200)
  expect(html).toMatch(/<a href="\/pro\/animation" aria-current="true">/)
  const referent = await demo.signedIn(people.amelie)
  expect((await referent.get('/pro/animation')).status).toBe(404)
  expect((await referent.get('/pro')).html).not.toContain('/pro/animation')
  expect(await demo.site.visitor().get('/pro/animation')).toMatchObject({
    status: 303,
    location: '/pro/connexion?vers=%2Fanimation',
  })
  expect(await demo.site.visitor().get('/animation')).toMatchObject({ status: 301, location: '/pro/animation' })
})

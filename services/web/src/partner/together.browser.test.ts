import {
  accessibilityFaults,
  askPremierToit,
  follow,
  needsChromium,
  partnerActs,
  send,
  useSite,
} from '@boussole/testing'
import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { people } from '../demo-site.ts'

type Look = (page: Page) => Promise<void>

describe('Two partners who accompany, in a browser', needsChromium(), () => {
  const site = useSite()

  const signIn = async (email: string, javaScriptEnabled: boolean): Promise<Page> => {
    const page = await site.visit({ javaScriptEnabled })
    await page.goto('/pro/connexion/mot-de-passe')
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(demoPassword)
    await send(page)
    return page
  }

  const answer = async (page: Page, agreed: 'oui' | 'non', look: Look): Promise<void> => {
    await page.goto('/suivi')
    await follow(page, () => page.locator('a[href*="/suivi/accompagnement/"]').click())
    await look(page)
    await page.locator(`[name=accord][value=${agreed}]`).check()
    await send(page)
    expect(await page.locator('[role=status]').textContent()).toContain('ta réponse est enregistrée')
  }

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('are proposed, agreed to, seen and ended, %s', async (_, javaScriptEnabled) => {
    // axe is itself a script.
    const look: Look = async (page) => {
      if (javaScriptEnabled) expect(await accessibilityFaults(page, 'all')).toEqual([])
    }
    const youngPerson = await site.visit({ javaScriptEnabled })
    await askPremierToit(youngPerson, '', { redirect: false })
    const referral = `/pro/mises-en-relation/${await partnerActs(youngPerson, 'contacts')}`

    const referent = await signIn(people.amelie, javaScriptEnabled)
    await referent.goto(referral)
    await follow(referent, () => referent.getByRole('link', { name: 'Proposer d’accompagner à deux' }).click())
    await referent.locator('[name=q]').fill('ricochets')
    await follow(referent, () => referent.getByRole('button', { name: 'Chercher' }).click())
    await referent.getByLabel('Sonia Marchetti').check()
    await look(referent)
    await send(referent)
    expect(await referent.locator('[role=status]').textContent()).toContain('Rien n’est transmis avant la réponse')

    const companion = await signIn(people.stranger, javaScriptEnabled)
    expect((await companion.goto(referral))?.status()).toBe(404)
    await answer(youngPerson, 'oui', look)
    expect((await companion.goto(referral))?.status()).toBe(200)
    expect(await companion.locator('h1').textContent()).toContain('Lina')
    expect(await companion.getByRole('link', { name: /Noter un contact|Refuser|Terminer/ }).count()).toBe(0)
    await look(companion)

    await answer(youngPerson, 'non', look)
    expect((await companion.goto(referral))?.status()).toBe(404)
    await referent.goto(referral)
    expect(await referent.locator('.timeline').textContent()).toContain('Accompagnement à deux terminé')
  })
})

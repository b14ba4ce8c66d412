import { accessibilityFaults, askPremierToit, follow, needsChromium, send, until, useSite } from '@boussole/testing'
import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { people } from '../demo-site.ts'

describe('The inbox, in a browser', needsChromium(), () => {
  const site = useSite()

  const signIn = async (email: string, javaScriptEnabled: boolean): Promise<Page> => {
    const page = await site.visit({ javaScriptEnabled })
    await page.goto('/pro/connexion/mot-de-passe')
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(demoPassword)
    await send(page)
    return page
  }

  const ask = async (javaScriptEnabled: boolean): Promise<Page> => {
    const page = await site.visit({ javaScriptEnabled })
    await askPremierToit(page, '', { redirect: false })
    return page
  }

  /** The words of a page's element, with plain spaces. */
  const wordsOf = async (page: Page, selector: string): Promise<string> =>
    ((await page.locator(selector).textContent()) ?? '').replaceAll('\u00A0', ' ')

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])(
    'leads to a colleague, and to an attempt in one press; who comes second reads who was first, %s',
    async (_, on) => {
      // axe is itself a script.
      const look = async (page: Page): Promise<void> => {
        if (on) expect(await accessibilityFaults(page, 'all')).toEqual([])
      }
      await ask(on)
      const amelie = await signIn(people.amelie, on)
      await look(amelie)
      await follow(amelie, () => amelie.locator('a.referral').last().click())
      const referral = amelie.url()
      await follow(amelie, () => amelie.getByRole('link', { name: 'Confier à un·e collègue' }).click())
      await amelie.getByLabel('Théo Rivoire').check()
      await look(amelie)
      await send(amelie)
      expect(await wordsOf(amelie, '[role=status]')).toContain('Votre collègue reçoit un mail')
      await amelie.goto(`${referral}/prise`)

      const theo = await signIn(people.theo, on)
      await theo.goto('/pro/?qui=moi')
      await follow(theo, () => theo.locator('a.referral').last().click())
      expect(theo.url()).toBe(referral)
      await follow(theo, () => theo.getByRole('button', { name: 'SMS' }).click())
      expect(await wordsOf(theo, '[role=status]')).toContain('La tentative est notée')
      expect(await wordsOf(theo, 'main')).toContain('1 tentative notée')
      await look(theo)

      await send(amelie)
      expect(await wordsOf(amelie, '[role=alert]')).toMatch(
        /Théo Rivoire vient de répondre à cette demande \(tentative notée à \d+ h( \d\d)?\)\. Rien de ce que vous venez d’envoyer n’a été enregistré\./,
      )
      await look(amelie)
    },
  )

  test('changes its counts where it is open, and says so, when a request comes and when a colleague answers', async () => {
    const amelie = await signIn(people.amelie, true)
    const awaited = async (): Promise<number> => Number(await amelie.locator('[data-list=awaited]').textContent())
    const contacted = async (): Promise<number> => Number(await amelie.locator('[data-list=contacted]').textContent())
    const before = { awaited: await awaited(), contacted: await contacted() }
    await ask(true)
    await until(async () => expect(await awaited()).toBe(before.awaited + 1))
    await until(async () => expect(await wordsOf(amelie, '.live[role=status]')).toContain('1 nouvelle demande.'))
    await follow(amelie, () => amelie.getByRole('link', { name: 'Actualiser la liste' }).click())
    expect(await wordsOf(amelie, '.live[role=status]')).toBe('')

    const theo = await signIn(people.theo, true)
    await follow(theo, () => theo.locator('a.referral').last().click())
    await follow(theo, () => theo.getByRole('button', { name: 'SMS' }).click())
    await until(async () => expect(await contacted()).toBe(before.contacted + 1))
    await until(async () => expect(await wordsOf(amelie, '.live[role=status]')).toContain('La liste a changé.'))
    expect(await awaited()).toBe(before.awaited)
    expect(await accessibilityFaults(amelie, 'all')).toEqual([])
  })
})

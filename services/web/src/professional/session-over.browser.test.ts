import {
  accessibilityFaults,
  askPremierToit,
  follow,
  languageFaults,
  layoutFaults,
  needsChromium,
  send,
  useSite,
} from '@boussole/testing'
import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'

const email = 'amelie.garcin@premier-toit.example'
const words = 'Rappeler lundi : elle a deux questions.\nSur le bail.'

describe('A professional sends a form after the session has ended', needsChromium(), () => {
  const site = useSite()

  const expectGood = async (page: Page) => {
    expect(await languageFaults(page)).toEqual([])
    expect(await accessibilityFaults(page, 'all')).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page, 'colours')).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await layoutFaults(page)).toEqual([])
    }
  }

  const signIn = async (page: Page, password: string = demoPassword) => {
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(password)
    await page.locator('main form').first().locator('button[type=submit]').click()
  }

  /** A page that asks to sign in, with a note behind it. */
  const sendTooLate = async (javaScriptEnabled: boolean): Promise<Page> => {
    await askPremierToit(await site.visit(), '', { redirect: false })
    const page = await site.visit({ javaScriptEnabled })
    await page.goto('/pro/connexion/mot-de-passe')
    await signIn(page)
    await page.locator('.referral').first().click()
    await page.getByRole('link', { name: 'Écrire une note' }).click()
    await page.locator('[name=note]').fill(words)
    await site.pool.query('update sessions set ended_at = clock_timestamp()')
    await send(page)
    await page.getByRole('heading', { level: 1, name: 'Votre session a pris fin' }).waitFor()
    return page
  }

  const expectThere = async (page: Page) => {
    await page.getByText('Votre session avait pris fin : vérifiez puis envoyez.').waitFor()
    expect(await page.locator('[name=note]').inputValue()).toBe(words)
  }

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('a password brings back what was typed, and it is sent once more, %s', async (_, javaScriptEnabled) => {
    const page = await sendTooLate(javaScriptEnabled)
    if (javaScriptEnabled) await expectGood(page)
    await signIn(page, 'faux')
    await page.getByText('Vérifiez-les et réessayez.').waitFor()
    await signIn(page)
    await expectThere(page)
    if (javaScriptEnabled) {
      expect(await page.evaluate('document.activeElement.id')).toBe('erreurs')
      await expectGood(page)
    }
    await send(page)
    await page.getByText('Sur le bail.').first().waitFor()
  })

  test('a link by mail opens in another tab; the page that stayed open takes up what was typed', async () => {
    const page = await sendTooLate(false)
    const [beside] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Recevoir un lien par mail (nouvel onglet)' }).click(),
    ])
    await beside.locator('[name=email]').fill(email)
    await send(beside)
    const pattern = /https?:\S+(\/pro\/connexion\/lien\/[\w-]{43})/
    const linkIn = async () => (await site.mailbox.received(({ text }) => pattern.test(text))).at(-1)?.text ?? ''
    await expect.poll(linkIn, { timeout: 15_000 }).toMatch(pattern)
    await beside.goto(pattern.exec(await linkIn())?.[1] ?? '')
    await send(beside)
    await follow(page, () => page.getByRole('button', { name: 'C’est fait : reprendre' }).click())
    await expectThere(page)
  })
})

import {
  accessibilityFaults,
  askPremierToit,
  layoutFaults,
  needsChromium,
  pathOf,
  send,
  useSite,
} from '@boussole/testing'
import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'

describe('A professional comes in', needsChromium(), () => {
  const site = useSite()

  const followed = new Set<string>()
  /** The path of a link like this, in a mail that has just come. */
  const linkIn = async (pattern: RegExp): Promise<string> => {
    const found = async () =>
      (await site.mailbox.received(({ text }) => pattern.test(text)))
        .map(({ text }) => pattern.exec(text)?.[0] ?? '')
        .filter((link) => !followed.has(link))
    await expect.poll(async () => (await found()).length, { timeout: 15_000 }).toBeGreaterThan(0)
    const link = (await found()).at(-1) ?? ''
    followed.add(link)
    const { pathname, search } = new URL(link)
    return `${pathname}${search}`
  }

  const expectGood = async (page: Page) => {
    expect(await accessibilityFaults(page, 'all')).toEqual([])
    expect(await layoutFaults(page)).toEqual([])
  }

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('from the link of a mail to the act, by a link to sign in, %s', async (_, javaScriptEnabled) => {
    const person = await site.visit()
    await askPremierToit(person, '', { redirect: false })
    const page = await site.visit({ javaScriptEnabled })
    await page.goto(await linkIn(/https?:\S+\/pro\/lien\/[\w-]{65}/))
    await page.getByRole('heading', { level: 1, name: 'Une mise en relation' }).waitFor()
    expect(await page.content()).not.toContain('Lina')
    if (javaScriptEnabled) await expectGood(page)
    await page.locator('button[name=acte][value=contact]').click()
    await page.getByRole('heading', { level: 1, name: 'Espace des professionnels' }).waitFor()
    await site.pool.query(`update sign_in_links set created_at = created_at - interval '2 minutes'`)
    await page.locator('[name=email]').fill('amelie.garcin@premier-toit.example')
    await send(page)
    await page.getByRole('heading', { level: 1, name: 'Vérifiez votre boîte mail' }).waitFor()
    const link = await linkIn(/https?:\S+\/pro\/connexion\/lien\/[\w-]{43}/)
    // As a mail scanner does, first.
    await (await site.visit()).goto(link)
    await page.goto(link)
    if (javaScriptEnabled) await expectGood(page)
    await send(page)
    expect(pathOf(page)).toMatch(/^\/pro\/mises-en-relation\/[0-9a-f-]{36}\/contact$/)
  })

  test('sets up one-time codes, and is asked for one the next time', async () => {
    const page = await site.visit()
    const enter = async () => {
      await page.goto('/pro/connexion/mot-de-passe')
      await page.locator('[name=email]').fill('sylvie.grangeon@info-jeunes-aura.example')
      await page.locator('[name=password]').fill(demoPassword)
      await send(page)
    }
    await enter()
    await page.goto('/pro/compte')
    await expectGood(page)
    await page.goto('/pro/compte/code')
    await expectGood(page)
    const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '')
    const generator = new TOTP({ secret: Secret.fromBase32(secret) })
    await page.locator('[name=code]').fill(generator.generate({ timestamp: Date.now() - 30_000 }))
    await send(page)
    await page.getByRole('heading', { level: 1, name: 'Vos codes de secours' }).waitFor()
    await expectGood(page)
    expect(await page.locator('.recovery-codes li').count()).toBe(10)
    await send(page)
    await page.goto('/pro/deconnexion')
    await send(page)
    await enter()
    await page.getByRole('heading', { level: 1, name: 'Votre code' }).waitFor()
    await expectGood(page)
    await page.locator('[name=code]').fill(generator.generate())
    await send(page)
    expect(pathOf(page)).toBe('/pro/')
  })

  test('accepts an invitation received by mail', async () => {
    const page = await site.visit()
    await page.goto('/pro/connexion/mot-de-passe')
    await page.locator('[name=email]').fill('marion.delcasse@info-jeunes-loire.example')
    await page.locator('[name=password]').fill(demoPassword)
    await send(page)
    await page.goto('/pro/animation/invitations/nouvelle')
    await expectGood(page)
    await page.locator('[name=structure]').selectOption({ label: 'Un premier toit' })
    await page.locator('[name=nom]').fill('Manon Faure')
    await page.locator('[name=email]').fill('manon.faure@premier-toit.example')
    await send(page)
    await expectGood(page)
    const guest = await site.visit()
    await guest.goto(await linkIn(/https?:\S+\/pro\/invitation\/[\w-]{43}/))
    await expectGood(guest)
    await send(guest)
    expect(pathOf(guest)).toBe('/pro/bienvenue')
    await expectGood(guest)
  })
})

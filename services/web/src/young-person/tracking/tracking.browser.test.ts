import {
  askPremierToit,
  follow,
  mainButton,
  needsChromium,
  partnerActs,
  pathOf,
  send,
  tabTo,
  useSite,
} from '@boussole/testing'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'

const submit = 'main form[method=post] button[type=submit]:not([name])'

describe('A request followed in a browser', needsChromium(), () => {
  const site = useSite()

  /** How often something happened to the request that was made last. */
  const countEvents = async (kind: string): Promise<number> => {
    const { rows } = await site.pool.query<{ count: number }>(
      `select count(*)::int as count from journal where event ->> 'kind' = $1
        and request_id = (select request_id from journal where event ->> 'kind' = 'sent' order by id desc limit 1)`,
      [kind],
    )
    return rows[0]?.count ?? 0
  }

  /** The link in the receipt of the request that was made last. */
  const linkInMail = async (): Promise<string> => {
    const { rows } = await site.pool.query<{ id: string }>(
      `select id from outbox where mail = 'receipt'
        and request_id = (select request_id from journal where event ->> 'kind' = 'sent' order by id desc limit 1)`,
    )
    const receipts = () => site.mailbox.received(({ messageId }) => messageId.includes(rows[0]?.id ?? 'no receipt'))
    await expect.poll(receipts, { timeout: 15_000 }).toHaveLength(1)
    const [receipt] = await receipts()
    const [link] = /https?:\S+\/suivi\/[\w-]+/.exec(receipt?.text ?? '') ?? []
    if (link === undefined) throw new Error('the receipt holds no link')
    return new URL(link).pathname
  }

  /** Presses twice, as people do, and waits until another page has come. */
  const pressTwice = async (page: Page): Promise<void> => {
    const here = page.url()
    await mainButton(page).dblclick()
    await expect.poll(() => page.url()).not.toBe(here)
    await page.waitForLoadState()
  }

  describe.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('%s', (_, javaScriptEnabled) => {
    test('its link opens it in another browser, and no address shows the token afterwards', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await askPremierToit(page, '', { redirect: true })
      const link = await linkInMail()
      const other = await site.visit({ javaScriptEnabled })
      await other.goto(link)
      expect(pathOf(other)).toBe('/suivi')
      expect(await other.locator('h1').textContent()).toContain('Lina')
      await other.reload()
      expect(await other.locator('h1').textContent()).toContain('Lina')
      expect(other.url()).not.toContain(link.split('/').at(-1))
    })

    test('each act, pressed twice, happens once; back and reload show what is true now', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await askPremierToit(page, '', { redirect: true })
      await page.goto('/suivi/coordonnees')
      await page.locator('[name=prenom]').fill('Lina-Rose')
      await page.reload()
      await page.locator('[name=prenom]').fill('Lina-Rose')
      await pressTwice(page)
      expect(await page.locator('h1').textContent()).toContain('Lina-Rose')
      expect(await countEvents('contact-corrected')).toBe(1)
      await page.goto('/suivi/coordonnees')
      await page.locator('[name=prenom]').fill('Lina')
      await send(page)

      await partnerActs(page, 'contacts')
      await page.goto('/suivi')
      await follow(page, () => page.locator('a[href*="/suivi/reclamation/"]').click())
      await pressTwice(page)
      expect(await countEvents('claimed')).toBe(1)

      await page.goto('/suivi/retrait')
      await pressTwice(page)
      expect(await page.locator('[role=status]').textContent()).toContain('annulé')
      await page.goBack()
      await page.reload()
      // There is nothing left to withdraw: one is led to what is true.
      expect(pathOf(page)).toBe('/suivi')
      expect(await countEvents('withdrawn')).toBe(1)
    })

    test('erased, pressed twice, nothing of it is left, and its link says so', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await askPremierToit(page, '', { redirect: true })
      const link = await linkInMail()
      await page.goto('/suivi/effacement')
      await pressTwice(page)
      expect(await page.locator('h1').textContent()).toContain('effacées')
      await page.goBack()
      await page.goto(link)
      expect(await page.locator('h1').textContent()).toContain('ne s’ouvre plus')
    })
  })

  test('can be corrected and withdrawn with the keyboard alone', async () => {
    const page = await site.visit()
    await askPremierToit(page, '', { redirect: true })
    await page.goto('/suivi')
    await tabTo(page, 'a[href$="/suivi/coordonnees"]')
    await follow(page, () => page.keyboard.press('Enter'))
    await tabTo(page, '[name=moments]')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('le matin')
    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Enter'))
    expect(await countEvents('contact-corrected')).toBe(1)
    await tabTo(page, 'a[href$="/suivi/retrait"]')
    await follow(page, () => page.keyboard.press('Enter'))
    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Space'))
    expect(pathOf(page)).toBe('/suivi')
    expect(await countEvents('withdrawn')).toBe(1)
  })

  test('cannot be followed where cookies are refused, and the page says why', async () => {
    const page = await site.visit()
    await askPremierToit(page, '', { redirect: true })
    const link = await linkInMail()
    const other = await site.visitWithoutCookies()
    await other.goto(link)
    expect(pathOf(other)).toBe('/suivi/sans-cookies')
    expect(await other.locator('main').textContent()).toContain('cookies')
  })
})

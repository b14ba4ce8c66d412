import {
  fillIn,
  focusOn,
  follow,
  formValues,
  goOnTo,
  mainButton,
  needsChromium,
  pathOf,
  send,
  stepOn,
  tabTo,
  useSite,
} from '@boussole/testing'
import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'

const theme = '/communes/42218/sante'

describe('In a browser', needsChromium(), () => {
  const site = useSite()

  const countRequests = async (): Promise<number> => {
    const { rows } = await site.pool.query<{ count: number }>('select count(*)::int as count from requests')
    return rows[0]?.count ?? 0
  }

  describe.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('%s', (_words, javaScriptEnabled) => {
    test('a young person asks, from the home page to the receipt', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await page.goto('/')
      await page.locator('[name=q]').fill('42600')
      await follow(page, () => page.locator('form.search button').click())
      await follow(page, () => page.locator('main a', { hasText: 'Montbrison' }).click())
      await follow(page, () => page.locator('main a.theme').first().click())
      await goOnTo(page, 'receipt')
      expect(await page.locator('h1').textContent()).toContain('C’est envoyé, Lina')
      expect(await page.locator('.promises li').count()).toBe(1)
    })

    test('an error takes the focus, leads to its field, and keeps what was typed', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await page.goto(theme)
      await goOnTo(page, 'contact')
      await page.locator('[name=email]').fill('lina')
      await page.locator('[name=message]').fill('Bonjour')
      await send(page)
      expect(await page.title()).toMatch(/^Erreur/)
      expect(await focusOn(page, '#erreurs')).toMatchObject({ isMeant: true, isInSight: true })
      await page.locator('#erreurs a[href="#champ-email"]').click()
      expect(await focusOn(page, '[name=email]')).toMatchObject({ isMeant: true, isMarked: true, isInSight: true })
      expect(await page.locator('[name=email]').inputValue()).toBe('lina')
      expect(await page.locator('[name=message]').inputValue()).toBe('Bonjour')
    })

    test('back, reload and a double press at each step lose nothing, and send one request', async () => {
      const page = await site.visit({ javaScriptEnabled })
      const before = await countRequests()
      await page.goto(theme)
      for (let step = stepOn(page); step !== undefined; step = stepOn(page)) {
        const here = page.url()
        await page.reload()
        await fillIn(page, step)
        const typed = await formValues(page)
        await mainButton(page).dblclick()
        // Not waitForURL: the second press may end the navigation that the first one began.
        await expect.poll(() => page.url()).not.toBe(here)
        await page.waitForLoadState()
        const next = page.url()
        await page.goBack()
        if (step !== 'check') {
          expect(page.url()).toBe(here)
          expect(await formValues(page)).toEqual(typed)
          await page.reload()
          expect(await formValues(page)).toEqual(typed)
          await page.goForward()
        }
        expect(page.url()).toBe(next)
      }
      expect(await page.locator('h1').textContent()).toContain('C’est envoyé, Lina')
      expect(await countRequests()).toBe(before + 1)
    })

    test('a relay asks with somebody, and the device keeps nothing', async () => {
      const page = await site.visit({ javaScriptEnabled })
      await page.goto('/relais')
      await send(page)
      await page.goto(theme)
      await goOnTo(page, 'receipt')
      expect(await page.locator('.qr svg').isVisible()).toBe(true)
      await follow(page, () => page.locator('main a[href="/relais/fin"]').click())
      await send(page)
      expect(pathOf(page)).toBe('/relais/termine')
      // The end, what asked for it, the receipt, the check, the contact.
      for (let pages = 0; pages < 4; pages += 1) {
        await page.goBack()
        expect(await page.content()).not.toMatch(/Lina|lina@|06 39|17 h/)
      }
      // Without the cookie that the relay's end took away, only a link sent to its owner opens the request.
      for (const path of ['/demande-envoyee', '/suivi']) {
        await page.goto(path)
        expect(pathOf(page)).toBe('/suivi/lien')
      }
    })
  })

  test('back after a mistake put right shows the question again, with what was answered', async () => {
    const page = await site.visit()
    await page.goto(theme)
    await goOnTo(page, 'age')
    const here = page.url()
    await page.locator('[name=age]').fill('dix-neuf')
    await send(page)
    expect(await page.title()).toMatch(/^Erreur/)
    await page.locator('[name=age]').fill('19')
    await send(page)
    expect(stepOn(page)).toBe('question')
    await page.goBack()
    expect(page.url()).toBe(here)
    expect(await page.title()).not.toMatch(/^Erreur/)
    expect(await page.locator('[name=age]').inputValue()).toBe('19')
  })

  test('the whole way can be gone with the keyboard alone, and one always sees where one is', async () => {
    const page = await site.visit()
    await page.goto('/')
    await tabTo(page, '.skip')
    await page.keyboard.press('Enter')
    await tabTo(page, '[name=q]')
    await page.keyboard.insertText('saint-etienne')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await follow(page, () => page.keyboard.press('Enter'))
    await tabTo(page, 'a.theme[href$=sante]')
    await follow(page, () => page.keyboard.press('Enter'))
    const submit = 'main button[type=submit]:not([name])'

    await tabTo(page, '[name=besoin]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Enter'))

    await tabTo(page, '[name=age]')
    await page.keyboard.type('19')
    await follow(page, () => page.keyboard.press('Enter'))

    while (stepOn(page) === 'question') {
      await tabTo(page, '[name=reponse]')
      await page.keyboard.press('Space')
      await tabTo(page, submit)
      await follow(page, () => page.keyboard.press('Space'))
    }

    await tabTo(page, '[name=offre]')
    await page.keyboard.press('Space')
    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Enter'))

    await tabTo(page, '[name=prenom]')
    await page.keyboard.type('Lina')
    await tabTo(page, '[name=email]')
    await page.keyboard.type('lina@jeune.example')
    await tabTo(page, '[name=accord]')
    await page.keyboard.press('Space')
    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Enter'))

    await tabTo(page, submit)
    await follow(page, () => page.keyboard.press('Enter'))
    expect(pathOf(page)).toBe('/demande-envoyee')
  })

  describe('the commune search', () => {
    const typed = async (words: string): Promise<Page> => {
      const page = await site.visit()
      await page.goto('/')
      await page.locator('[name=q]').focus()
      // At once, so that only these words are searched for.
      await page.keyboard.insertText(words)
      await page.getByRole('option').first().waitFor()
      return page
    }
    /** The option that a screen reader tells; empty when there is none. */
    const told = async (page: Page): Promise<string> => {
      const id = await page.getByRole('combobox').getAttribute('aria-activedescendant')
      return id === null ? '' : ((await page.locator(`#${id}[aria-selected=true]`).textContent()) ?? '')
    }

    test('is gone through with the arrows, round and round, and chosen with Enter', async () => {
      const page = await typed('saint-etienne')
      expect(await page.getByRole('combobox').getAttribute('aria-expanded')).toBe('true')
      expect(await told(page)).toBe('')
      await page.keyboard.press('ArrowDown')
      const first = await told(page)
      await page.keyboard.press('ArrowUp')
      const last = await told(page)
      await page.keyboard.press('ArrowDown')
      expect(await told(page)).toBe(first)
      expect(first).toContain('Saint-Étienne')
      expect(last).not.toBe(first)
      await follow(page, () => page.keyboard.press('Enter'))
      expect(pathOf(page)).toBe('/communes/42218')
    })

    test('is closed by Escape, which keeps what was typed; Enter then sends it as a form', async () => {
      const page = await typed('montbrison')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Escape')
      expect(await page.getByRole('listbox').count()).toBe(0)
      expect(await page.getByRole('combobox').getAttribute('aria-expanded')).toBe('false')
      expect(await page.getByRole('combobox').inputValue()).toBe('montbrison')
      await follow(page, () => page.keyboard.press('Enter'))
      expect(page.url()).toContain('/communes?q=montbrison')
    })

    test('lets a commune be pressed, and says how many were found', async () => {
      const page = await typed('charlieu')
      expect(await page.getByRole('status').textContent()).toMatch(/commune/)
      await follow(page, () => page.getByRole('option').first().click())
      expect(pathOf(page)).toBe('/communes/42052')
    })

    test('works as a form when the API is too busy to answer', async () => {
      const page = await typed('montb')
      await page.route('**/api/v1/communes*', (route) => route.fulfill({ status: 429 }))
      await page.keyboard.type('r')
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
      await follow(page, () => page.keyboard.press('Enter'))
      expect(page.url()).toContain('/communes?q=montbr')
    })
  })

  test('a browser that refuses cookies is told so, and what to do', async () => {
    const page = await site.visitWithoutCookies()
    await page.goto(theme)
    await fillIn(page, 'need')
    await send(page)
    expect(await page.locator('#erreurs').textContent()).toContain('envoie-les de nouveau')
    await send(page)
    expect(await page.locator('h1').textContent()).toBe('Ton navigateur refuse les cookies')
    await follow(page, () => page.locator('main a.button').click())
    expect(pathOf(page)).toBe(theme)
  })

  test('after two days the page that was left open tells the new dates before anything is sent', async () => {
    const page = await site.visit()
    await page.goto(theme)
    await goOnTo(page, 'check')
    const promised = () => page.locator('.promise strong').allTextContents()
    const before = await promised()
    const requests = await countRequests()
    await site.clock.advance(Temporal.Duration.from({ days: 2 }))
    await send(page)
    expect(await page.locator('#erreurs').textContent()).toContain('les dates promises ont changé')
    const after = await promised()
    expect(after).not.toEqual(before)
    expect(await countRequests()).toBe(requests)
    await send(page)
    expect(pathOf(page)).toBe('/demande-envoyee')
    expect(await promised()).toEqual(after)
    expect(await countRequests()).toBe(requests + 1)
  })
})

import { follow, goOnTo, needsChromium, send, signIn, useSite } from '@boussole/testing'
import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'

const regional = 'sylvie.grangeon@info-jeunes-aura.example'

/** Presses a button of the page's main part that bears these words, and waits for the page it leads to. */
const press = (page: Page, words: string): Promise<void> =>
  follow(page, () => page.locator('main button', { hasText: words }).first().click())

describe('A territory that is set up in a browser', needsChromium(), () => {
  const site = useSite()

  test.each([
    // A list of communes of one, an EPCI of the other.
    [
      'with scripts',
      true,
      { name: 'Haut Vivarais', epci: '200072015', town: '07010', list: '07186\n07 nulle part', day: '2026-11-18' },
    ],
    [
      'without scripts',
      false,
      { name: 'Cantal', epci: '241500230', town: '15014', list: '15187 Saint-Flour\nnulle part', day: '2026-11-21' },
    ],
  ])('%s, from its creation to the first request', async (_, javaScriptEnabled, { name, epci, town, list, day }) => {
    const page = await site.visit({ javaScriptEnabled, viewport: { width: 1280, height: 800 } })
    await signIn(page, regional)
    await page.goto('/pro/animation/territoires/nouveau')
    await page.locator('[name=nom]').fill(name)
    await page.locator('[name=ij-nom]').fill(`Info Jeunes ${name}`)
    await page.locator('[name=ij-telephone]').fill('04 65 71 42 00')
    await send(page)
    const base = new URL(page.url()).pathname

    await page.goto(`${base}/communes/ajout?q=${epci}`)
    await press(page, 'Ajouter')
    await page.goto(`${base}/communes/liste`)
    await page.locator('[name=liste]').fill(list)
    await press(page, 'Lire la liste')
    await press(page, 'Ajouter ce qui est compris')
    expect(await page.locator('[name=liste]').inputValue()).toContain('nulle part')

    await page.goto(`${base}/themes`)
    await follow(page, () => page.locator('main button[name=theme][value=emploi]').click())
    await page.goto(`${base}/questionnaires/emploi`)
    await press(page, 'Copier et modifier')
    await follow(page, () => page.locator('main a[href*="question?code=contrat"]').click())
    await press(page, 'Ajouter une réponse')
    const answers = page.locator('main input[name^=reponse-]:not([name^=reponse-en])')
    await answers.last().fill('Un service civique')
    await press(page, 'Monter')
    await press(page, 'Enregistrer la question')
    await page.goto(`${base}/questionnaires/emploi/apercu`)
    expect(await page.locator('main li', { hasText: /Un service civique.*écarte 1.offre/ }).count()).toBe(1)
    await page.goto(`${base}/questionnaires/emploi/publication`)
    expect(await page.locator('main li', { hasText: 'Un service civique' }).count()).toBe(1)
    await press(page, 'Publier maintenant')

    await page.goto(`${base}/ouverture`)
    await page.locator('[name=jour]').fill(day)
    const confirm = page.locator('[name=malgre]')
    if ((await confirm.count()) > 0) await confirm.check()
    await press(page, 'Choisir ce jour')
    expect(await page.locator('main', { hasText: 'ouvrira aux jeunes le' }).count()).toBe(1)

    const before = await site.visit({ javaScriptEnabled })
    await before.goto(`/communes/${town}`)
    expect(await before.locator('h1').innerText()).toContain('n’est pas encore ouverte')
    await site.clock.advance(Temporal.Duration.from({ days: 3 }))
    // Another visitor: browsers keep that page for a minute.
    const young = await site.visit({ javaScriptEnabled })
    await young.goto(`/communes/${town}`)
    await follow(young, () => young.locator(`a[href="/communes/${town}/emploi"]`).click())
    await young.goto(`/communes/${town}/emploi/age`)
    await young.locator('[name=age]').fill('19')
    await send(young)
    await young.goto(`/communes/${town}/emploi/questions/3`)
    expect(await young.locator('main label', { hasText: 'Un service civique' }).count()).toBe(1)
    await young.goto(`/communes/${town}/emploi/offres`)
    await goOnTo(young, 'receipt')
    expect(new URL(young.url()).pathname).toContain('/demande')
  })
})

import { demoPassword } from '@boussole/local'
import { accessibilityFaults, follow, needsChromium, send, useSite } from '@boussole/testing'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { people } from '../../demo-site.ts'

describe('An offer that is written, in a browser', needsChromium(), () => {
  const site = useSite()

  const begin = async (javaScriptEnabled: boolean): Promise<Page> => {
    const page = await site.visit({ javaScriptEnabled })
    await page.goto('/pro/connexion/mot-de-passe')
    await page.locator('[name=email]').fill(people.amelie)
    await page.locator('[name=password]').fill(demoPassword)
    await send(page)
    await page.goto('/pro/offres/nouvelle')
    await page.locator('[name=theme]').selectOption('logement')
    await follow(page, () => page.getByRole('button', { name: 'Continuer' }).click())
    return page
  }

  const press = (page: Page, name: string): Promise<void> =>
    follow(page, () => page.getByRole('button', { name, exact: true }).click())

  test('with scripts, the preview follows what is typed, says so, and leaves the focus where it is', async () => {
    const page = await begin(true)
    const title = page.locator('[name=titre]')
    await title.fill('Visiter un logement')
    await page.locator('#apercu h3', { hasText: 'Visiter un logement' }).waitFor()
    await page.locator('[role=status]', { hasText: 'L’aperçu a suivi.' }).waitFor({ state: 'attached' })
    expect(await title.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.locator('[name=delai]').selectOption('3')
    const date = page.locator('#apercu .promise strong')
    const before = await date.textContent()
    await page.locator('[name=delai]').selectOption('7')
    await page
      .locator('#apercu .promise strong')
      .filter({ hasNotText: before ?? '' })
      .waitFor()
    expect(await accessibilityFaults(page, 'all')).toEqual([])

    // Nobody leaves unawares with what is typed; what is kept as a draft is left without a question.
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    expect(await title.inputValue()).toBe('Visiter un logement')
    await press(page, 'Garder comme brouillon')
    expect(await page.locator('main').textContent()).toContain('Choisissez un besoin.')
    await page.getByRole('link', { name: 'Choisissez un besoin.' }).click()
    await page.locator('#champ-besoin:focus').waitFor()
  })

  test('without scripts, zones come and go, everything typed is kept, and the offer is proposed', async () => {
    const page = await begin(false)
    await page.locator('[name=titre]').fill('Visiter un logement')
    await page.locator('textarea[name=description]').fill('On visite avec toi.\nApporte une pièce d’identité.')
    await page.locator('[name=besoin]').first().check()
    await page.locator('[name=delai]').selectOption('2')
    await page.locator('[name=zone-cherchee]').fill('42600')
    // Enter searches, and sends nothing.
    await follow(page, () => page.locator('[name=zone-cherchee]').press('Enter'))
    await press(page, 'Ajouter Montbrison (42600)')
    await page.locator('[name=zone-cherchee]').fill('loire')
    await press(page, 'Chercher')
    await press(page, 'Ajouter Loire')
    await press(page, 'Retirer Montbrison')
    expect(
      await page.locator('[name=zone]').evaluateAll((all) => all.map((each) => each.getAttribute('value'))),
    ).toEqual(['D:42'])
    expect(await page.locator('textarea[name=description]').inputValue()).toBe(
      'On visite avec toi.\nApporte une pièce d’identité.',
    )
    expect(await page.locator('[name=besoin]').first().isChecked()).toBe(true)
    await press(page, 'Voir l’aperçu')
    expect(await page.locator('#apercu h3').first().textContent()).toBe('Visiter un logement')
    await page.locator('[name=gratuit]').check()
    await send(page)
    expect(await page.locator('[role=status]').textContent()).toContain('l’animation relit l’offre')
  })
})

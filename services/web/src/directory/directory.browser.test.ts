import { readFile } from 'node:fs/promises'
import { accessibilityFaults, follow, needsChromium, send, signIn, useSite } from '@boussole/testing'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { people } from '../demo-site.ts'

describe('The directory, in a browser', needsChromium(), () => {
  const site = useSite()

  /** What the vCard of Théo holds, as it is downloaded from the entry that is open. */
  const downloadCard = async (page: Page): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Fiche contact (vCard) de Théo Rivoire' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('theo-rivoire.vcf')
    return readFile(await download.path(), 'utf8')
  }

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('leads to a person and their card, who choose what colleagues see of them, %s', async (_, javaScriptEnabled) => {
    // axe is itself a script.
    const look = async (page: Page): Promise<void> => {
      if (javaScriptEnabled) expect(await accessibilityFaults(page, 'all')).toEqual([])
    }
    const visit = async (email: string): Promise<Page> => {
      const page = await site.visit({ javaScriptEnabled })
      await signIn(page, email)
      await follow(page, () => page.getByRole('link', { name: 'Annuaire' }).click())
      return page
    }
    const colleague = await visit(people.stranger)
    await colleague.getByLabel('Nom d’une personne').fill('theo')
    await colleague.getByLabel('Thème').selectOption('logement')
    await colleague.getByLabel('Commune').fill('saint etienne')
    await follow(colleague, () => colleague.getByRole('button', { name: 'Chercher' }).click())
    expect(await colleague.locator('a.referral').count()).toBe(1)
    await look(colleague)
    await follow(colleague, () => colleague.getByRole('link', { name: 'Un premier toit' }).click())
    expect(await colleague.locator('main').textContent()).not.toContain(people.theo)
    expect(await downloadCard(colleague)).not.toContain('EMAIL')
    await look(colleague)

    const theo = await visit(people.theo)
    await follow(theo, () => theo.getByRole('link', { name: 'Ma fiche dans l’annuaire' }).click())
    await theo.getByLabel('Partager mon adresse mail').check()
    await send(theo)
    expect(await theo.locator('[role=status]').textContent()).toContain('votre fiche montre ce que vous avez choisi')
    await look(theo)
    await colleague.reload()
    expect(await colleague.locator('main').textContent()).toContain(people.theo)
    expect(await downloadCard(colleague)).toContain(people.theo)

    await theo.getByLabel('Partager mon adresse mail').uncheck()
    await send(theo)
    await colleague.reload()
    expect(await colleague.locator('main').textContent()).not.toContain(people.theo)
  })
})

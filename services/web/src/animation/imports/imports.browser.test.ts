import { needsChromium, send, signIn, useSite } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { people } from '../../demo-site.ts'

describe('A file that is taken over, in a browser', needsChromium(), () => {
  const site = useSite()

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('%s, its page follows the worker by itself, from the dry run to the undoing', async (_, javaScriptEnabled) => {
    const page = await site.visit({ javaScriptEnabled })
    const name = `MAISON NUMERO ${javaScriptEnabled ? 1 : 2}`
    const partners = async () =>
      (await site.pool.query(`select from partners where fold_words(name) = fold_words($1)`, [name])).rowCount
    const worked = (state: string) => page.locator('dd', { hasText: state }).first().waitFor()

    await signIn(page, people.animator)
    await page.goto('/pro/animation/imports/nouveau')
    await page.locator('[name=contenu][value=partners]').check()
    // Latin-1, as older spreadsheets save it.
    const buffer = Buffer.from(`Dénomination;CP;Ville\n${name};42600;Montbrison\n`, 'latin1')
    await page.locator('[name=fichier]').setInputFiles({ name: 'maisons.csv', mimeType: 'text/csv', buffer })
    await send(page)
    expect(await page.locator('[name=colonne-0]').inputValue()).toBe('name')
    await send(page)
    await worked('Essayé')
    expect(await partners()).toBe(0)
    const here = page.url()
    await page.goto(`${here}/application`)
    await send(page)
    await worked('Importé')
    expect(await partners()).toBe(1)
    await page.goto(`${here}/annulation`)
    await send(page)
    await worked('Annulé')
    expect(await partners()).toBe(0)
  })
})

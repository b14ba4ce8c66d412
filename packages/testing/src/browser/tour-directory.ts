import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { send } from './asking.ts'
import { signIn } from './signing-in.ts'

/** A professional looks somebody up, and chooses what is shown of herself. */
export async function* directory(page: Page): AsyncGenerator<string> {
  await signIn(page, 'amelie.garcin@premier-toit.example')
  for (const [query, name] of [
    ['', 'directory'],
    ['?q=mission&theme=emploi', 'directory-found'],
    ['?q=zzzzzz', 'directory-nobody'],
    ['?ou=saint-denis', 'directory-communes'],
    ['?ou=xyzxyz', 'directory-no-commune'],
    [`/structures/${demoId('partner', 'mission-locale-forez')}`, 'directory-entry'],
    [`/structures/${demoId('partner', 'les-tilleuls')}`, 'directory-entry-bare'],
    ['/ma-fiche', 'own-entry'],
  ] as const) {
    await page.goto(`/pro/annuaire${query}`)
    yield `pro-${name}`
  }
  await page.locator('[name=telephone]').fill('')
  await page.locator('[name=partage-telephone]').check()
  await send(page)
  yield 'pro-own-entry-missing'
  await page.locator('[name=telephone]').fill('04 65 71 30 01')
  await page.locator('[name=partage-mail]').check()
  await send(page)
  yield 'pro-own-entry-shown'
  // The agreement of this partner is over: the directory is closed to its people.
  await signIn(page, 'odile.barlerin@logis-passerelle.example')
  await page.goto('/pro/annuaire')
  yield 'pro-directory-closed'
}

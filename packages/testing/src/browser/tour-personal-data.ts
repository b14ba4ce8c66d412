import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

/** An animator reads who did what and what will be erased, and answers a person about their data. */
export async function* personalData(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation/journal')
  yield 'pro-acts'
  await page.goto('/pro/animation/sans-referent')
  yield 'pro-deserted'
  await page.goto('/pro/animation/absences')
  yield 'pro-away'
  await page.goto('/pro/animation/conservation')
  yield 'pro-retention'
  await page.goto('/pro/animation/droits')
  yield 'pro-person'
  await page.locator('[name=personne]').fill('lina')
  await send(page)
  yield 'pro-person-wrong'
  await page.locator('[name=personne]').fill('personne@jeune.example')
  await send(page)
  yield 'pro-person-none'
  await page.locator('[name=personne]').fill('lina@jeune.example')
  await send(page)
  yield 'pro-person-found'
  await follow(page, () => page.locator('a.referral').first().click())
  yield 'pro-person-request'
  const request = page.url()
  await send(page)
  yield 'pro-person-missing'
  await page.locator('[name=geste][value=copie]').check()
  await page.locator('[name=verifie]').check()
  await send(page)
  yield 'pro-person-copy'
  await page.goto(request)
  await page.locator('[name=geste][value=effacement]').check()
  await page.locator('[name=verifie]').check()
  await send(page)
  yield 'pro-person-erase'
  await send(page)
  yield 'pro-person-erased'
  await page.goto('/pro/deconnexion')
  await send(page)
  await signIn(page, 'claire.fontanel@departement-loire.example')
  await page.goto('/pro/animation')
  yield 'pro-observer'
  await page.goto('/pro/deconnexion')
  await send(page)
}

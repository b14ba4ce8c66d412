import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const press = (page: Page, act: string): Promise<void> =>
  follow(page, () => page.locator(`button[name=faire][value="${act}"]:not([aria-hidden])`).click())

/** An animator reads and writes the offers of her territory, with their partners. */
export async function* offers(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/offres')
  yield 'pro-offers'
  const refused = `/pro/offres/${demoId('offer', 'chambre-en-residence')}`
  await page.goto(refused)
  yield 'pro-offer-to-correct'
  await page.goto(`${refused}/modifier`)
  yield 'pro-offer-change'
  await page.goto(`${refused}/reglages`)
  yield 'pro-offer-settings'
  await page.locator('[name=debut]').fill('')
  await page.locator('[name=contact]').fill('contact')
  await send(page)
  yield 'pro-offer-settings-wrong'
  for (const act of ['confirmation', 'pause', 'test', 'copie', 'retrait']) {
    await page.goto(`${refused}/${act}`)
    yield `pro-offer-${act}`
  }
  await page.goto('/pro/animation/offres')
  yield 'pro-offers-to-review'
  await page.goto(`/pro/animation/offres/${demoId('offer', 'aides-au-logement')}`)
  yield 'pro-offer-review'
  await send(page)
  yield 'pro-offer-review-missing'
  await page.goto('/pro/offres/nouvelle')
  yield 'pro-offer-new'
  await page.goto(`/pro/offres/nouvelle?structure=${demoId('partner', 'premier-toit')}&theme=logement`)
  await page.locator('[name=titre]').fill('Visiter un logement avec quelqu’un')
  await page.locator('[name=zone-cherchee]').fill('loire')
  await press(page, 'chercher')
  yield 'pro-offer-zones-found'
  await press(page, 'ajouter=D:42')
  await page.locator('[name=zone-cherchee]').fill('paris')
  await press(page, 'chercher')
  await press(page, 'ajouter=C:75056')
  yield 'pro-offer-zones'
  await send(page)
  yield 'pro-offer-missing'
  await page.goto('/pro/contact/a-link-that-never-was')
  yield 'pro-contact-link-over'
  await page.goto('/pro/deconnexion')
  await send(page)
}

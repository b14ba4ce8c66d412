import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

/** An animator looks at what the upkeep of the directory did, takes a run back, and resumes an offer. */
export async function* upkeep(page: Page): AsyncGenerator<string> {
  const base = '/pro/animation/entretien'
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  for (const list of ['a-confirmer', 'a-verifier', 'suspendues', 'en-pause']) {
    await page.goto(`${base}?liste=${list}`)
    yield `pro-upkeep-${list}`
  }
  await page.goto(`/pro/offres/${demoId('offer', 'emploi-et-handicap')}`)
  yield 'pro-offer-suspended'
  await page.goto(`/pro/offres/${demoId('offer', 'pret-de-scooter')}`)
  yield 'pro-offer-to-check'
  await page.goto(`/pro/offres/${demoId('offer', 'amour-et-contraception')}`)
  yield 'pro-offer-held'
  await page.goto(`${base}/offres/${demoId('offer', 'amour-et-contraception')}/reprise`)
  yield 'pro-upkeep-resume'
  await send(page)
  yield 'pro-upkeep-resumed'
  await page.goto(`${base}/passages`)
  yield 'pro-upkeep-runs'
  await follow(page, () => page.locator('main .session a', { hasText: 'Passage' }).last().click())
  yield 'pro-upkeep-run'
  await page.goto(`${page.url()}/annulation`)
  yield 'pro-upkeep-undo'
  await send(page)
  yield 'pro-upkeep-undone'
  await page.goto(`${base}/adresses`)
  yield 'pro-upkeep-addresses'
  await page.goto(`${base}/adresses/${demoId('user', 'helene-jourdanet')}/correction`)
  yield 'pro-upkeep-address-correction'
  await send(page)
  yield 'pro-upkeep-address-correction-missing'
  await page.goto(`${base}/adresses/${demoId('user', 'helene-jourdanet')}`)
  yield 'pro-upkeep-address'
  await send(page)
  yield 'pro-upkeep-address-settled'
  await page.goto('/pro/deconnexion')
  await send(page)
}

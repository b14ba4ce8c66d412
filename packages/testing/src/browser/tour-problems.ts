import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

/** A partner reports a problem, an animator answers and settles it. */
export async function* problems(page: Page): AsyncGenerator<string> {
  await signIn(page, 'sonia.marchetti@les-ricochets.example')
  await page.goto('/pro/signalements')
  yield 'pro-problems-none'
  await page.goto('/pro/signalements/nouveau')
  yield 'pro-problem'
  await send(page)
  yield 'pro-problem-missing'
  await page.locator('[name=sujet]').first().check()
  await page.locator('[name=mots]').fill('La page de notre offre montre encore l’ancienne adresse.')
  await send(page)
  yield 'pro-problem-reported'
  await send(page)
  yield 'pro-problem-answer-missing'
  await page.goto('/pro/signalements')
  yield 'pro-problems'
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation')
  yield 'pro-animation'
  for (const [path, name] of [
    ['promesse', 'promise'],
    ['besoins', 'demand'],
    ['bilan', 'report'],
  ] as const) {
    await page.goto(`/pro/animation/${path}`)
    yield `pro-animation-${name}`
  }
  await page.goto('/pro/animation/signalements?etat=regles')
  yield 'pro-watched-problems-none'
  await page.goto('/pro/animation/signalements')
  yield 'pro-watched-problems'
  await follow(page, () => page.locator('a.referral').last().click())
  yield 'pro-watched-problem'
  await page.locator('[name=mots]').fill('C’est corrigé, merci.')
  await follow(page, () => page.locator('main button[name=regle]').click())
  yield 'pro-watched-problem-settled'
  await page.goto('/pro/deconnexion')
  await send(page)
}

import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const list = '/pro/animation/territoires'

const press = (page: Page, words: string): Promise<void> =>
  follow(page, () => page.locator('main button', { hasText: words }).first().click())

/** The pages on which the Velay is set up, before it opens. */
async function* velay(page: Page): AsyncGenerator<string> {
  const base = `${list}/${demoId('territory', 'velay')}`
  const questionnaire = `${base}/questionnaires/logement`
  for (const [path, name] of [
    [base, 'pro-territory'],
    [`${base}/reglages`, 'pro-territory-settings'],
    [`${base}/communes`, 'pro-communes'],
    [`${base}/communes/groupe?epci=200073419`, 'pro-communes-of-epci'],
    [`${base}/communes/ajout?q=loire`, 'pro-communes-found'],
    [`${base}/communes/ajout?q=zzzz`, 'pro-communes-none-found'],
    [`${base}/communes/retrait?commune=43157`, 'pro-communes-removal'],
    [`${base}/themes`, 'pro-themes'],
    [`${base}/themes/emploi/fermeture`, 'pro-theme-closing'],
    [questionnaire, 'pro-questionnaire-draft'],
    [`${questionnaire}/page`, 'pro-questionnaire-page'],
    [`${questionnaire}/apercu`, 'pro-questionnaire-preview'],
    [`${questionnaire}/abandon`, 'pro-questionnaire-drop'],
    [`${base}/questionnaires/emploi`, 'pro-questionnaire-national'],
    [`${base}/avant-d-ouvrir`, 'pro-readiness'],
    [`${base}/invitations`, 'pro-invite-several'],
  ] as const) {
    await page.goto(path)
    yield name
  }
  await send(page)
  yield 'pro-invite-several-missing'
  await page.goto(`${base}/communes/liste`)
  yield 'pro-communes-list'
  await page.locator('[name=liste]').fill('Code;Commune\n42218 Saint-Étienne\nLe Puy 43000\n43200 Yssingeaux')
  await press(page, 'Lire la liste')
  yield 'pro-communes-list-read'
  await page.goto(`${questionnaire}/question?code=situation`)
  yield 'pro-questionnaire-question'
  await page.locator('[name=reponse-0]').fill('')
  await press(page, 'Enregistrer la question')
  yield 'pro-questionnaire-question-missing'
  await page.goto(`${questionnaire}/question?code=situation`)
  for (let answers = 0; answers < 3; answers += 1) await press(page, 'Retirer')
  await press(page, 'Enregistrer la question')
  await page.goto(`${questionnaire}/publication`)
  yield 'pro-questionnaire-publication'
  await send(page)
  yield 'pro-questionnaire-publication-missing'
  await page.goto(`${base}/ouverture`)
  yield 'pro-opening'
  await page.locator('[name=jour]').fill('')
  await press(page, 'Choisir ce jour')
  yield 'pro-opening-missing'
}

/** A territory is created, another set up until it opens, and the national models are looked at. */
export async function* territories(page: Page): AsyncGenerator<string> {
  await signIn(page, 'farid.lamrani@info-jeunes-loire.example')
  await page.goto(list)
  yield 'pro-territories'
  await page.goto(`${list}/manques`)
  yield 'pro-gaps'
  yield* velay(page)
  await signIn(page, 'antoine.verchere@boussole-nationale.example')
  await page.goto(`${list}/nouveau`)
  yield 'pro-territory-new'
  await send(page)
  yield 'pro-territory-new-missing'
  await page.goto('/pro/animation/questionnaires')
  yield 'pro-national-models'
  await page.goto('/pro/animation/questionnaires/logement')
  yield 'pro-national-model'
  await page.goto('/pro/deconnexion')
  await send(page)
}

import type { Page } from 'playwright-core'
import { demoPassword } from '@boussole/local'
import { fillIn, follow, goOnTo, send, stepOn } from './asking.ts'
import { askPremierToit, partnerActs } from './following.ts'
import { agreements } from './tour-agreements.ts'
import { directory } from './tour-directory.ts'
import { offers } from './tour-offers.ts'
import { imports } from './tour-imports.ts'
import { personalData } from './tour-personal-data.ts'
import { problems } from './tour-problems.ts'
import { signingIn } from './tour-signing-in.ts'
import { team } from './tour-team.ts'
import { territories } from './tour-territories.ts'
import { upkeep } from './tour-upkeep.ts'
import { watchers } from './tour-watchers.ts'

interface Tour {
  readonly page: Page
  /** What the addresses of the language begin with: nothing in French, `/en` in English. */
  readonly prefix: string
}

const theme = '/communes/42218/logement'

const goTo = ({ page, prefix }: Tour, path: string) => page.goto(`${prefix}${path}`)

/** Where somebody lives, and what can be asked for there. */
async function* places(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, '/')
  yield 'home'
  await page.locator('[name=q]').fill('saint-')
  await page.getByRole('option').first().waitFor()
  await page.locator('[name=q]').press('ArrowDown')
  yield 'home-suggestions'
  await goTo(tour, '/communes?q=')
  yield 'communes-missing'
  await goTo(tour, '/communes?q=42600')
  yield 'communes'
  await goTo(tour, '/communes?q=xyzxyz')
  yield 'communes-none'
  await goTo(tour, '/communes/75056')
  yield 'themes-closed'
  await goTo(tour, '/communes/42218')
  yield 'themes'
}

/** Ages at which one asks elsewhere; ends on the page that asks for the age. */
async function* otherAges({ page }: Tour): AsyncGenerator<string> {
  const here = page.url()
  for (const [age, name] of [
    ['12', 'age-too-young'],
    ['40', 'age-too-old'],
  ] as const) {
    await page.locator('[name=age]').fill(age)
    await send(page)
    yield name
    await page.goto(here)
  }
}

/** Each step as it comes, sent empty, and filled in. */
async function* asking(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, theme)
  let questions = 0
  for (let step = stepOn(page); step !== undefined; step = stepOn(page)) {
    if (step === 'question') questions += 1
    yield step === 'question' ? `question-${questions}` : step
    if (step === 'age') yield* otherAges(tour)
    if (step !== 'check' && (step !== 'question' || questions === 1)) {
      await send(page)
      yield `${step}-missing`
    }
    await fillIn(page, step)
    if (step === 'offers') yield 'offers-chosen'
    await send(page)
  }
  yield 'receipt'
}

/** Time goes by while this page is open: everything that becomes due is done before it answers. */
const letPass = async (page: Page, duration: 'P1D' | 'P10D'): Promise<void> => {
  const local = await page.context().newPage()
  local.setDefaultTimeout(240_000)
  await local.goto('/local')
  await follow(local, () => local.locator(`[name=duree][value=${duration}]`).click())
  await local.close()
}

/** What becomes of a request that nobody can answer, that is sent late, and that has no mail address. */
async function* otherAsking(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, `${theme}/age`)
  await page.locator('[name=age]').fill('35')
  await send(page)
  await goTo(tour, `${theme}/offres`)
  yield 'offers-none'
  await goTo(tour, theme)
  await goOnTo(page, 'contact')
  await fillIn(page, 'contact')
  await page.locator('[name=email]').fill('')
  await send(page)
  await letPass(page, 'P1D')
  await send(page)
  yield 'check-changed'
  await send(page)
  yield 'receipt-without-mail'
}

/** A relay helps somebody to ask. */
async function* relay(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, '/relais')
  yield 'relay'
  await send(page)
  yield 'relay-home'
  await goTo(tour, theme)
  await goOnTo(page, 'receipt')
  yield 'relay-receipt'
  await goTo(tour, '/relais/fin')
  yield 'relay-end'
  await follow(page, () => page.locator('main button[name=quitter]').click())
  yield 'relay-ended'
}

/** A request followed, from its sending to its erasure, and every act on the way. */
async function* tracking(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await askPremierToit(page, tour.prefix, { redirect: true })
  await goTo(tour, '/suivi')
  yield 'tracking'
  await goTo(tour, '/suivi/coordonnees')
  yield 'tracking-contact'
  await page.locator('[name=prenom]').fill('')
  await page.locator('[name=email]').fill('lina')
  await send(page)
  yield 'tracking-contact-wrong'
  await page.locator('[name=prenom]').fill('Lina')
  await page.locator('[name=email]').fill('lina@jeune.example')
  await send(page)
  yield 'tracking-contact-corrected'
  await partnerActs(page, 'acceptance')
  await goTo(tour, '/suivi')
  yield 'tracking-accepted'
  await partnerActs(page, 'contacts')
  await goTo(tour, '/suivi')
  yield 'tracking-contacted'
  await follow(page, () => page.locator('a[href*="/suivi/reclamation/"]').click())
  yield 'tracking-claim'
  await send(page)
  yield 'tracking-claimed'
  await follow(page, () => page.locator('a[href*="/suivi/avis/"]').click())
  yield 'tracking-opinion'
  await send(page)
  yield 'tracking-opinion-missing'
  await page.locator('[name=contacte][value=oui]').check()
  await send(page)
  yield 'tracking-opinion-given'
  await goTo(tour, '/suivi/donnees')
  yield 'tracking-data'
  await goTo(tour, '/suivi/retrait')
  yield 'tracking-withdrawal'
  await send(page)
  yield 'tracking-withdrawn'
  await goTo(tour, '/suivi/quitter')
  yield 'tracking-leaving'
  await goTo(tour, '/suivi/effacement')
  yield 'tracking-erasure'
  await send(page)
  yield 'tracking-erased'
}

/** Nobody answered, and nobody may be asked without a word: the young person chooses. */
async function* unresolved(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await askPremierToit(page, tour.prefix, { redirect: false })
  await letPass(page, 'P10D')
  await goTo(tour, '/suivi')
  yield 'tracking-unresolved'
  await follow(page, () => page.locator('a.button[href*="/suivi/choix/"]').click())
  yield 'tracking-choice'
  await send(page)
  yield 'tracking-choice-missing'
  await page.locator('[name=offre]').first().check()
  await send(page)
  yield 'tracking-chosen'
  await goTo(tour, '/suivi/quitter')
  await send(page)
}

/** A link that opens nothing, and one that was lost. */
async function* lostLink(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, '/suivi/a-link-that-never-was-one-of-ours')
  yield 'tracking-wrong-link'
  await goTo(tour, '/suivi')
  yield 'lost-link'
  await send(page)
  yield 'lost-link-missing'
  await page.locator('[name=email]').fill('lina@jeune.example')
  await send(page)
  yield 'lost-link-sent'
  await goTo(tour, '/suivi/sans-cookies')
  yield 'tracking-without-cookies'
}

/** What goes wrong, and what is only told. */
async function* others(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await goTo(tour, '/donnees')
  yield 'data'
  await goTo(tour, '/nulle-part')
  yield 'not-found'
  await goTo(tour, theme)
  for (const name of ['form-expired', 'cookies-refused']) {
    await page.context().clearCookies()
    await send(page)
    yield name
  }
}

/** A professional signs in, and answers. */
async function* partner(tour: Tour): AsyncGenerator<string> {
  const { page } = tour
  await askPremierToit(page, tour.prefix, { redirect: false })
  await page.goto('/suivi/quitter')
  await send(page)
  await page.goto('/pro')
  yield 'pro-sign-in'
  await send(page)
  yield 'pro-sign-in-missing'
  await page.locator('[name=email]').fill('personne@nulle-part.example')
  await send(page)
  yield 'pro-link-sent'
  await page.goto('/pro/connexion/mot-de-passe')
  yield 'pro-sign-in-password'
  await page.locator('[name=email]').fill('amelie.garcin@premier-toit.example')
  await page.locator('[name=password]').fill('wrong')
  await send(page)
  yield 'pro-sign-in-wrong'
  await page.locator('[name=password]').fill(demoPassword)
  await send(page)
  yield 'pro-inbox'
  for (const list of ['contacted', 'unresolved', 'ended']) {
    await page.goto(`/pro/?liste=${list}`)
    yield `pro-inbox-${list}`
  }
  await page.goto('/pro')
  await follow(page, () => page.locator('a.referral').last().click())
  yield 'pro-referral'
  const here = page.url()
  for (const act of ['prise', 'contact', 'passage', 'refus', 'reorientation', 'note']) {
    await page.goto(`${here}/${act}`)
    yield `pro-${act}`
    if (act === 'prise') continue
    await send(page)
    yield `pro-${act}-missing`
  }
  await page.goto(`${here}/contact`)
  await page.locator('[name=joint][value=oui]').check()
  await page.locator('[name=note]').fill('Rendez-vous lundi à 14 h.')
  await send(page)
  yield 'pro-contacted'
  yield* together(tour, here)
  await page.goto(`${here}/fin`)
  yield 'pro-fin'
  await page.locator('[name=issue]').first().check()
  await send(page)
  yield 'pro-closed'
  await page.goto('/pro/')
  await page.locator('.narrow > summary').click()
  await page.locator('[name=mots]').fill('personne')
  await page.locator('[name=mots]').press('Enter')
  await page.waitForURL(/[?&]q=/)
  yield 'pro-inbox-narrowed'
  await page.goto('/pro/chiffres')
  yield 'pro-figures'
  await page.goto('/pro/mises-en-relation/rien')
  yield 'pro-not-found'
  await page.goto('/pro/deconnexion')
  yield 'pro-sign-out'
  await send(page)
}

/** Another partner is asked to accompany too, and does. */
async function* together({ page }: Tour, here: string): AsyncGenerator<string> {
  await page.goto(`${here}/a-deux`)
  yield 'pro-together'
  await page.goto(`${here}/a-deux?q=mission`)
  yield 'pro-together-found'
  await page.locator('main form[method=post] button[type=submit]').click()
  await page.waitForLoadState()
  yield 'pro-together-missing'
  await page.goto(`${here}/a-deux?q=zzz`)
  yield 'pro-together-nobody'
  await page.goto(`${here}/a-deux?q=marchetti`)
  await page.locator('[name=personne]').first().check()
  await page.locator('[name=accord]').check()
  await page.locator('main form[method=post] button[type=submit]').click()
  await page.waitForLoadState()
  yield 'pro-together-begun'
  await page.goto(`${here}/referent-de-parcours`)
  yield 'pro-pathway-referent'
  await page.goto(`${here}/fin-a-deux`)
  yield 'pro-together-end'
}

/** The pages of the local machine, and an address that cannot be read: there are none in English. */
async function* onlyInFrench({ page }: Tour): AsyncGenerator<string> {
  await page.goto('/%E0%A4%A')
  yield 'unreadable'
  await page.goto('/local')
  yield 'local'
  await follow(page, () => page.locator('main a.link-card').first().click())
  yield 'local-mail'
  await page.goto('/local/components')
  yield 'local-components'
}

/**
 * Leads a page through every page and state of young people's site in one language; each name tells on which it
 * stands. Asks for things on the way, so that the platform is another one afterwards.
 */
export async function* tourOf(page: Page, language: 'fr' | 'en'): AsyncGenerator<string> {
  const tour = { page, prefix: language === 'fr' ? '' : `/${language}` }
  yield* places(tour)
  yield* asking(tour)
  yield* otherAsking(tour)
  yield* relay(tour)
  yield* tracking(tour)
  yield* unresolved(tour)
  yield* lostLink(tour)
  yield* others(tour)
  if (language === 'fr') yield* onlyInFrench(tour)
}

/** Leads a page through every page and state of the professionals' site, as {@link tourOf} does. */
export async function* tourOfProfessionals(page: Page): AsyncGenerator<string> {
  // First: whose mails come back is in doubt only until one arrives.
  yield* upkeep(page)
  yield* partner({ page, prefix: '' })
  yield* signingIn(page)
  yield* problems(page)
  yield* personalData(page)
  yield* imports(page)
  yield* offers(page)
  yield* directory(page)
  yield* team(page)
  yield* agreements(page)
  yield* territories(page)
  yield* watchers(page)
}

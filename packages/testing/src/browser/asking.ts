import type { Page } from 'playwright-core'

/** A form page on the way to a request. */
export type AskingStep = 'need' | 'age' | 'question' | 'offers' | 'contact' | 'check'

/** By what their address ends with, after commune and theme. */
const steps: ReadonlyMap<string, AskingStep> = new Map([
  ['', 'need'],
  ['age', 'age'],
  ['questions', 'question'],
  ['offres', 'offers'],
  ['contact', 'contact'],
  ['verification', 'check'],
])

export const pathOf = (page: Page): string => new URL(page.url()).pathname

/** The step that this page is; undefined when it is none. */
export const stepOn = (page: Page): AskingStep | undefined => {
  const [about, ending = ''] = /\/communes\/\w+\/[\w-]+(?:\/([\w-]+)(?:\/\d+)?)?$/.exec(pathOf(page)) ?? []
  return about === undefined ? undefined : steps.get(ending)
}

/** Does something that leads to another page, and waits until that one is there. */
export const follow = async (page: Page, act: () => Promise<unknown>): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), act()])
}

/** The button that sends the form of the page and goes on. */
export const mainButton = (page: Page) => page.locator('main form[method=post] button[type=submit]:not([name])')

/** Sends the form of the page as it stands. */
export const send = (page: Page): Promise<void> => follow(page, () => mainButton(page).click())

/** Fills in the form of this step, as Lina would. */
export const fillIn = async (page: Page, step: AskingStep): Promise<void> => {
  switch (step) {
    case 'need':
      return page.locator('[name=besoin]').first().check()
    case 'age':
      return page.locator('[name=age]').fill('19')
    case 'question':
      return page.locator('[name=reponse]').first().check()
    case 'offers':
      return page.locator('[name=offre]').first().check()
    case 'contact':
      await page.locator('[name=prenom]').fill('Lina')
      await page.locator('[name=email]').fill('lina@jeune.example')
      await page.locator('[name=telephone]').fill('06 39 98 00 42')
      await page.locator('[name=prefere][value=sms]').check()
      await page.locator('[name=moments]').fill('après 17 h')
      await page.locator('[name=message]').fill('Début janvier, à deux.\nMerci\u00A0!')
      await page.locator('[name=accord]').check()
      return page.locator('[name=relance]').check()
    case 'check':
      return undefined
  }
}

/** Fills in and sends each step until `last` is shown, not yet filled in. Begins on a step. */
export const goOnTo = async (page: Page, last: AskingStep | 'receipt'): Promise<void> => {
  for (let step = stepOn(page); step !== undefined && step !== last; step = stepOn(page)) {
    await fillIn(page, step)
    await send(page)
  }
}

import { readFileSync } from 'node:fs'
import type { Result } from 'axe-core'
import type { Page } from 'playwright-core'

const inPage = readFileSync(new URL('in-page.js', import.meta.url), 'utf8')

const ask = <Answer>(page: Page, call: string): Promise<Answer> =>
  page.evaluate<Answer>(`(() => { ${inPage}\nreturn ${call} })()`)

/** Words that stick out of the window, or that their box cuts off. */
export const layoutFaults = (page: Page): Promise<string[]> => ask(page, 'layoutFaults()')

/** Sentences in another language than the one their element says, title and labels too. */
export const languageFaults = (page: Page): Promise<string[]> => ask(page, 'languageFaults()')

export interface Focus {
  readonly isMeant: boolean
  /** Can it be seen that it has the focus? */
  readonly isMarked: boolean
  /** Inside the window, and nothing lies over it. */
  readonly isInSight: boolean
  readonly name: string
}

/** What has the focus, and whether it is what `selector` means. */
export const focusOn = (page: Page, selector: string): Promise<Focus> =>
  ask(page, `focusOn(${JSON.stringify(selector)})`)

/** Name and value of every field of the page's forms, their proofs apart. */
export const formValues = (page: Page): Promise<[name: string, value: string][]> => ask(page, 'formValues()')

/** What a page costs whoever opens it, as it travels: compressed. In bytes, headers apart. */
export interface Weight {
  readonly html: number
  readonly css: number
  /** Script, pictures, everything. */
  readonly whole: number
}

/** What this page costs somebody who has never been here. */
export const weightOf = (page: Page): Promise<Weight> => ask(page, 'weight()')

const rules = {
  /** WCAG 2.2 up to level AA, and good practice. */
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  /** Those that look at colours: where nothing else has changed, they are enough. */
  colours: ['cat.color'],
} as const

/** What axe finds wrong on a page, which must run scripts. */
export const accessibilityFaults = async (page: Page, looked: keyof typeof rules): Promise<string[]> => {
  if (!(await page.evaluate<boolean>(`typeof axe === 'object'`))) {
    const { default: axe } = await import('axe-core')
    await page.evaluate(axe.source)
  }
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(rules[looked])}, resultTypes: ['violations'] }).then((run) => run.violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
}

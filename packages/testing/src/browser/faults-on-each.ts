import type { Page } from 'playwright-core'
import { accessibilityFaults, languageFaults, layoutFaults } from './looking.ts'

/** Windows, and how much larger than usual their words are. */
const windows = [
  // The same as a window of 640 px, zoomed twice.
  { width: 320, height: 640, words: '100%' },
  { width: 360, height: 740, words: '200%' },
  { width: 1280, height: 800, words: '200%' },
] as const

/**
 * What is wrong on each state of a tour, each with the state's name: sentences not in the page's language, words cut
 * off in a narrow window or twice as large, what axe finds in light and in dark. `onlyWords`: without axe, for a tour of
 * the same pages in another language.
 */
export const faultsOnEach = async (
  page: Page,
  tour: AsyncIterable<string>,
  { onlyWords }: { readonly onlyWords: boolean },
): Promise<unknown[]> => {
  const found: unknown[] = []
  const keep = (where: string, faults: readonly unknown[]): void => {
    for (const fault of faults) found.push({ where, fault })
  }
  for await (const name of tour) {
    keep(name, await languageFaults(page))
    if (!onlyWords) {
      keep(name, await accessibilityFaults(page, 'all'))
      await page.emulateMedia({ colorScheme: 'dark' })
      keep(`${name}, in the dark`, await accessibilityFaults(page, 'colours'))
      await page.emulateMedia({ colorScheme: 'light' })
    }
    for (const { width, height, words } of windows) {
      await page.setViewportSize({ width, height })
      await page.evaluate(`document.documentElement.style.fontSize = '${words}'`)
      keep(`${name}, ${width} px, words at ${words}`, await layoutFaults(page))
    }
    await page.evaluate(`document.documentElement.style.fontSize = ''`)
    await page.setViewportSize({ width: 360, height: 740 })
  }
  return found
}

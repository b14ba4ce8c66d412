import {
  accessibilityFaults,
  languageFaults,
  layoutFaults,
  needsChromium,
  tourOf,
  tourOfProfessionals,
  useSite,
} from '@boussole/testing'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'

/** Windows, and how much larger than usual their words are. */
const windows = [
  // The same as a window of 640 px, zoomed twice.
  { width: 320, height: 640, words: '100%' },
  { width: 360, height: 740, words: '200%' },
  { width: 1280, height: 800, words: '200%' },
] as const

describe('Every page and state', needsChromium(), () => {
  const site = useSite()

  test.each([
    ['young people, in fr', (page: Page) => tourOf(page, 'fr')],
    ['young people, in en', (page: Page) => tourOf(page, 'en')],
    ['professionals, in fr', tourOfProfessionals],
  ] as const)(
    'for %s: axe finds nothing, in light and in dark; every sentence is in its language; no word is cut off, in a narrow window and twice as large',
    async (_, tour) => {
      const page = await site.visit()
      for await (const name of tour(page)) {
        expect.soft(await accessibilityFaults(page, 'all'), name).toEqual([])
        expect.soft(await languageFaults(page), name).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect.soft(await accessibilityFaults(page, 'colours'), `${name}, in the dark`).toEqual([])
        await page.emulateMedia({ colorScheme: 'light' })
        for (const { width, height, words } of windows) {
          await page.setViewportSize({ width, height })
          await page.evaluate(`document.documentElement.style.fontSize = '${words}'`)
          expect.soft(await layoutFaults(page), `${name}, ${width} px, words at ${words}`).toEqual([])
        }
        await page.evaluate(`document.documentElement.style.fontSize = ''`)
        await page.setViewportSize({ width: 360, height: 740 })
      }
    },
    300_000,
  )
})

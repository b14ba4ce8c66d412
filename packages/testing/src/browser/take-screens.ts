import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { createDemoDatabase } from '../demo-database.ts'
import { mondayMorning } from '../monday-morning.ts'
import { launchChromium } from './chromium.ts'
import { startSite } from './site.ts'
import { tourOf, tourOfProfessionals } from './tour.ts'

// Pictures of every page and state, in three widths, in the light and in the dark: for people to look at. Three of them,
// of a phone, are those of the README.

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const folder = join(root, 'screens')
const readmeFolder = join(root, 'docs/screens')

const phone = { width: 360, height: 740 }
const windows = [phone, { width: 768, height: 1024 }, { width: 1280, height: 800 }]
const colourSchemes = ['light', 'dark'] as const

/** The pictures of the README: what is at their top. */
const readme = new Map([
  ['home', 'body'],
  ['offers', '.back'],
  ['tracking', 'body'],
])

const browser = await launchChromium()
rmSync(folder, { recursive: true, force: true })
mkdirSync(readmeFolder, { recursive: true })
let place = 0

/** Pictures of each page and state that a tour comes to, on a platform of its own: what one tour did is not in the other's way. */
const takeAll = async (tour: (page: Page) => AsyncIterable<string>): Promise<void> => {
  // On one morning, so that pictures taken again are the same.
  const database = await createDemoDatabase(mondayMorning)
  const site = await startSite(database.url)
  const context = await browser.newContext({
    baseURL: site.siteUrl,
    locale: 'fr-FR',
    viewport: phone,
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  for await (const name of tour(page)) {
    place += 1
    const top = readme.get(name)
    if (top !== undefined) {
      const path = join(readmeFolder, `${name}.png`)
      await page.evaluate(`document.querySelector('${top}').scrollIntoView()`)
      await page.screenshot({ path })
      console.log(`docs/screens/${name}.png: ${Math.round(statSync(path).size / 1000)} kB`)
    }
    for (const colorScheme of colourSchemes) {
      await page.emulateMedia({ colorScheme })
      for (const window of windows) {
        await page.setViewportSize(window)
        const file = join(`${window.width}-${colorScheme}`, `${String(place).padStart(3, '0')}-${name}.png`)
        await page.screenshot({ path: join(folder, file), fullPage: true, scale: 'css' })
      }
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(phone)
  }
  await context.close()
  await site.stop()
  await database.leave()
}

await takeAll((page) => tourOf(page, 'fr'))
await takeAll(tourOfProfessionals)
console.log(`${place} pages and states, ${windows.length * colourSchemes.length} pictures of each: ${folder}`)

await browser.close()

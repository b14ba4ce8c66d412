import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Pool } from 'pg'
import { afterEach, beforeAll, expect } from 'vitest'
import { useDatabase } from '../database.ts'
import { mondayMorning } from '../monday-morning.ts'
import { launchChromium, launchWithoutCookies } from './chromium.ts'
import { startSite } from './site.ts'
import type { RunningSite } from './site.ts'

/** The site of one test file, with the demo, on Monday 16 November 2026 at 10:00. */
export interface TestSite {
  readonly origin: string
  readonly clock: RunningSite['clock']
  readonly mailbox: RunningSite['mailbox']
  readonly pool: Pool
  /**
   * A new visitor with a phone, and a page: a browser context of its own, closed when the test ends. What its consoles
   * say is an error, or a page that failed, fails the test.
   */
  visit(options?: BrowserContextOptions): Promise<Page>
  /** The same, by somebody whose browser refuses every cookie. */
  visitWithoutCookies(): Promise<Page>
}

/** Chromium says of every page that is not a success that it is none: that is no fault of the page. */
const isAboutStatus = (words: string): boolean =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(words)

const watch = (context: BrowserContext, faults: string[]): void => {
  context.on('console', (message) => {
    const words = message.text()
    if (['error', 'warning'].includes(message.type()) && !isAboutStatus(words)) {
      faults.push(`${message.location().url}: ${words}`)
    }
  })
  context.on('weberror', (error) => faults.push(String(error.error().stack)))
}

/** Gives a `describe` that has `needsChromium()` a site and a browser of its own. To be read inside tests and hooks. */
export const useSite = (): TestSite => {
  const database = useDatabase({ communes: true })
  let running: { readonly site: RunningSite; readonly browser: Browser } | undefined
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  const folders: string[] = []

  const current = () => {
    if (running === undefined) throw new Error('The site is only there inside tests and hooks.')
    return running
  }

  const phone = (): BrowserContextOptions => ({
    baseURL: current().site.siteUrl,
    locale: 'fr-FR',
    viewport: { width: 360, height: 740 },
    // Colours that are still changing would be measured half-way.
    reducedMotion: 'reduce',
  })
  const open = (context: BrowserContext): Promise<Page> => {
    // Before the test's own limit, so that what was waited for is told.
    context.setDefaultTimeout(45_000)
    contexts.push(context)
    watch(context, faults)
    return context.newPage()
  }

  beforeAll(async () => {
    const browser = await launchChromium()
    // Loaded when it is called, as what it starts: every other test loads this package too.
    const { fillWithDemo } = await import('../demo-database.ts')
    await fillWithDemo(database.url, mondayMorning)
    const site = await startSite(database.url)
    running = { site, browser }
    return async () => {
      await browser.close()
      await site.stop()
      // A browser that has just been closed may still be writing.
      for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    }
  })

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect([...faults.splice(0), ...current().site.errors]).toEqual([])
  })

  return {
    get origin() {
      return current().site.siteUrl
    },
    get clock() {
      return current().site.clock
    },
    get mailbox() {
      return current().site.mailbox
    },
    get pool() {
      return database.pool
    },
    visit: async (options) => open(await current().browser.newContext({ ...phone(), ...options })),
    visitWithoutCookies: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'boussole-no-cookies-'))
      folders.push(folder)
      return open(await launchWithoutCookies(folder, phone()))
    },
  }
}

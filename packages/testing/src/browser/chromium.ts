import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, BrowserType, LaunchOptions } from 'playwright-core'
import type { TestOptions } from 'vitest'
import { programOnPath } from '../program-on-path.ts'
import { skippedFor } from '../skip-report.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The same engine without windows, in three quarters of the time; it knows no owner's settings, such as refused cookies. */
const withoutWindows = 'chromium-headless-shell'

type Environment = Readonly<Record<string, string | undefined>>

/** The browser that `CHROMIUM` names, else the first one on the PATH; undefined when there is none. */
export const chromiumProgram = ({ CHROMIUM, PATH }: Environment): string | undefined =>
  CHROMIUM === undefined || CHROMIUM === '' ? programOnPath(names, PATH) : CHROMIUM

/** The one that opens pages quickest: without windows where there is one and no browser is named. */
export const quickestChromium = ({ CHROMIUM, PATH }: Environment): string | undefined =>
  CHROMIUM === undefined || CHROMIUM === '' ? programOnPath([withoutWindows, ...names], PATH) : CHROMIUM

/** Options for a `describe` that needs a browser: its tests take their time; without one they are skipped, counted and named. */
export const needsChromium = (): TestOptions =>
  chromiumProgram(process.env) === undefined
    ? skippedFor('no browser (install chromium, or name one with CHROMIUM)')
    : { timeout: 240_000 }

/** Nothing but the pages that it is told to open: no updates, no first steps. Root has no sandbox. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Playwright is loaded when it is called: every other test loads this package too. */
const ready = async (
  executablePath: string | undefined,
): Promise<{ readonly chromium: BrowserType; readonly program: LaunchOptions }> => {
  if (executablePath === undefined) throw new Error('No browser: install chromium, or name one with CHROMIUM.')
  const { chromium } = await import('playwright-core')
  // "Back" as people have it: Playwright would switch it off.
  const ignoreDefaultArgs = ['--disable-back-forward-cache']
  return { chromium, program: { executablePath, ignoreDefaultArgs, args: chromiumArguments } }
}

/** Starts the browser; the caller closes it. Other tools join it on `debuggingPort`. Errors: there is none, or it does not start. */
export const launchChromium = async ({ debuggingPort }: { debuggingPort?: number } = {}): Promise<Browser> => {
  const { chromium, program } = await ready(quickestChromium(process.env))
  const more = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]
  return chromium.launch({ ...program, args: [...chromiumArguments, ...more] })
}

/** Starts a browser whose owner refuses every cookie, as `folder` says; closing its one context ends it. */
export const launchWithoutCookies = async (folder: string, options: BrowserContextOptions): Promise<BrowserContext> => {
  const { chromium, program } = await ready(chromiumProgram(process.env))
  await mkdir(join(folder, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  return chromium.launchPersistentContext(folder, { ...options, ...program })
}

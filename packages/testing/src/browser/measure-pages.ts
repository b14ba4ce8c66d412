import { freePort } from '@boussole/local'
import lighthouse from 'lighthouse'
import type { BrowserContext } from 'playwright-core'
import { createDemoDatabase } from '../demo-database.ts'
import { mondayMorning } from '../monday-morning.ts'
import { report } from '../proofs/report.ts'
import type { Figure } from '../proofs/report.ts'
import { launchChromium } from './chromium.ts'
import { weightOf } from './looking.ts'
import type { Weight } from './looking.ts'
import { startSite } from './site.ts'
import { tourOf } from './tour.ts'

// What pages cost somebody with a cheap phone and a slow network, beside the limits: the weight of every page, as it
// travels, and Lighthouse's scores on three of them. Exit code 1 when a limit is missed.

/** In bytes. The first page comes with the first packets that a server sends: fourteen kilobytes. */
const limits = { firstPage: 14_000, anyPage: 60_000 }

/** Where Lighthouse looks: by the state of the tour on which somebody would see it. */
const looked = new Map([
  ['home', '/'],
  ['offers', '/communes/42218/logement/offres'],
  // The request of the tour that is not erased.
  ['tracking-chosen', '/suivi'],
])

const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const figure = (what: string, bytes: number, limit: number): Figure => ({
  what,
  measured: inKilobytes(bytes),
  allowed: `limit ${inKilobytes(limit)}, ratio ${(bytes / limit).toFixed(2)}`,
  holds: bytes <= limit,
})

const weights = (name: string, { html, css, whole }: Weight): Figure[] => [
  ...(name === 'home' ? [figure('home, HTML and CSS', html + css, limits.firstPage)] : []),
  figure(`${name}, all of it`, whole, limits.anyPage),
]

const cookiesOf = async (context: BrowserContext): Promise<string> =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

const categories = ['performance', 'accessibility', 'best-practices']

/** Lighthouse as it is: a phone of the middle range, on a slow mobile network. Errors: it could not measure, thrice. */
const look = async (url: string, { port, cookies }: { port: number; cookies: string }) => {
  const headers = cookies === '' ? {} : { extraHeaders: { Cookie: cookies } }
  for (let left = 2; ; left -= 1) {
    const run = await lighthouse(url, { port, logLevel: 'silent', onlyCategories: categories, ...headers })
    // At times it misses the beginning of a page, and asks to be run again.
    const failed = run?.lhr.runtimeError
    if (run !== undefined && failed === undefined) return run.lhr
    if (left === 0) throw new Error(`Lighthouse could not measure ${url}: ${failed?.message}`)
  }
}

const scores = async (name: string, url: string, visitor: { port: number; cookies: string }): Promise<Figure[]> => {
  const { finalDisplayedUrl, categories: scored } = await look(url, visitor)
  if (finalDisplayedUrl !== url) throw new Error(`${name} leads to ${finalDisplayedUrl}`)
  return categories.map((category) => {
    const score = Math.round((scored[category]?.score ?? 0) * 100)
    return { what: `${name}, ${category}`, measured: score, allowed: 'limit 100', holds: score === 100 }
  })
}

const port = await freePort()
const browser = await launchChromium({ debuggingPort: port })
const database = await createDemoDatabase(mondayMorning)
const site = await startSite(database.url)
const context = await browser.newContext({ baseURL: site.siteUrl, locale: 'fr-FR' })
const page = await context.newPage()

const weighed: Figure[] = []
/** What a visitor's browser held when it stood there: a request being written, or followed. */
const cookies = new Map<string, string>()
for await (const name of tourOf(page, 'fr')) {
  weighed.push(...weights(name, await weightOf(page)))
  if (looked.has(name)) cookies.set(name, await cookiesOf(context))
}
await context.close()

const scored: Figure[] = []
for (const [name, path] of looked) {
  scored.push(...(await scores(name, `${site.siteUrl}${path}`, { port, cookies: cookies.get(name) ?? '' })))
}
await browser.close()
await site.stop()
await database.leave()

const isLight = report('Weight of every page, compressed', weighed)
const isFast = report('Lighthouse, on a phone', scored)
process.exitCode = isLight && isFast ? 0 : 1

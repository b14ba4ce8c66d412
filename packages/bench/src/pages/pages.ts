import { demoId, demoPassword } from '@boussole/local'
import { createDemoDatabase, givenManyReferrals, startSite } from '@boussole/testing'
import { Pool } from 'pg'
import { gzipSync } from 'node:zlib'
import { percentile } from '../figure.ts'
import type { Line } from '../figure.ts'

const email = 'amelie.garcin@premier-toit.example'

/** Pages, what each must hold, and how soon its first byte comes, in milliseconds. */
const measured = [
  { name: 'home', path: '/', holds: '<h1', targetMs: 3 },
  { name: 'results', path: '/communes/42218/logement/offres', holds: '<h1', targetMs: 15 },
  { name: 'inbox of 2,000 referrals', path: '/pro/', holds: 'class="referral"', targetMs: 30 },
] as const

/**
 * What pages cost, warm, the whole platform in this process: how long the first byte of each takes, as the median of
 * many asked one after the other, how much processor one takes with its client, and how much of it travels.
 */
export const measurePages = async ({ isQuick }: { isQuick: boolean }): Promise<Line[]> => {
  const pages = isQuick ? 20 : 300
  const database = await createDemoDatabase()
  const pool = new Pool({ connectionString: database.url })
  const offerId = demoId('offer', 'premier-logement')
  const { rows } = await pool.query<{ id: string }>(
    'select referents.id from referents join users on users.id = user_id where email = $1',
    [email],
  )
  await givenManyReferrals(pool, { offerId, referentId: rows[0]?.id ?? '', count: 2000 })
  await pool.end()
  // One client asks for more in a minute than any address may.
  const site = await startSite(database.url, { PAGES_PER_MINUTE: '1000000' })

  const cookies = new Map<string, string>()
  const ask = async (path: string, body?: URLSearchParams): Promise<Response> => {
    const answer = await fetch(`${site.siteUrl}${path}`, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body === undefined ? {} : { method: 'POST', body }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    return answer
  }

  /** Fills in the form of a page, as a browser does. */
  const fillIn = async (path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const form = await (await ask(path)).text()
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(form) ?? []
    const { status } = await ask(path, new URLSearchParams({ csrf, ...fields }))
    if (status !== 303) throw new Error(`the form of ${path} answered ${status}`)
  }
  const theme = '/communes/42218/logement'
  /** What leads to a page: somebody who says what they look for, somebody who signs in. */
  const leading: Readonly<Record<(typeof measured)[number]['name'], () => Promise<void>>> = {
    home: () => Promise.resolve(),
    results: async () => {
      await fillIn(theme, { besoin: 'trouver-un-logement' })
      await fillIn(`${theme}/age`, { age: '19' })
      for (let place = 1; place <= 5; place += 1) await fillIn(`${theme}/questions/${place}`, { passer: 'oui' })
    },
    'inbox of 2,000 referrals': () => fillIn('/pro/connexion/mot-de-passe', { email, password: demoPassword }),
  }

  const load = async ({ path, holds }: (typeof measured)[number]) => {
    const start = performance.now()
    const answer = await ask(path)
    const ms = performance.now() - start
    const html = await answer.text()
    if (answer.status !== 200 || !html.includes(holds)) throw new Error(`${path}: ${answer.status}`)
    return { ms, bytes: gzipSync(html).length }
  }

  const lines: Line[] = []
  for (const page of measured) {
    await leading[page.name]()
    for (let time = 0; time < pages / 3; time += 1) await load(page)
    const before = process.cpuUsage()
    const times: number[] = []
    let bytes = 0
    for (let time = 0; time < pages; time += 1) {
      const loaded = await load(page)
      times.push(loaded.ms)
      bytes = loaded.bytes
    }
    const { user, system } = process.cpuUsage(before)
    lines.push(
      {
        what: `${page.name}, first byte, p50`,
        ours: percentile(times, 0.5),
        limit: page.targetMs,
        unit: 'ms',
        good: 'at most',
        isTime: true,
        told: `p95 ${percentile(times, 0.95).toFixed(1)} ms, ${((user + system) / 1000 / pages).toFixed(1)} ms of processor, client included`,
      },
      {
        what: `${page.name}, weight of its HTML, compressed`,
        ours: bytes / 1000,
        limit: 60,
        unit: 'kB',
        good: 'at most',
        isTime: false,
        told: 'all pages with all they load: npm run measure:pages',
      },
    )
  }
  await site.stop()
  await database.leave()
  return lines
}

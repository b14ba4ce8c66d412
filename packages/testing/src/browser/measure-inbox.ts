import { demoId, demoPassword } from '@boussole/local'
import { Pool } from 'pg'
import { createDemoDatabase } from '../demo-database.ts'
import { givenManyReferrals } from '../many-referrals.ts'
import { report } from '../proofs/report.ts'
import { startSite } from './site.ts'

// What the inbox of a partner with 2,000 referrals costs, warm: how long its first byte takes, as the median of many
// pages asked one after the other, and how much processor the whole platform of this process spends on one.

const pages = 300
const targetMs = 30
const email = 'amelie.garcin@premier-toit.example'

const database = await createDemoDatabase()
const pool = new Pool({ connectionString: database.url })
const offerId = demoId('offer', 'premier-logement')
const { rows } = await pool.query<{ id: string }>(
  'select referents.id from referents join users on users.id = user_id where email = $1',
  [email],
)
await givenManyReferrals(pool, { offerId, referentId: rows[0]?.id ?? '', count: 2000 })
await pool.end()
const site = await startSite(database.url)

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

const form = await (await ask('/pro/connexion/mot-de-passe')).text()
const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(form) ?? []
await ask('/pro/connexion/mot-de-passe', new URLSearchParams({ csrf, email, password: demoPassword }))

const firstByteMs = async (): Promise<number> => {
  const start = performance.now()
  const answer = await ask('/pro/')
  const ms = performance.now() - start
  const html = await answer.text()
  if (answer.status !== 200 || !html.includes('class="referral"')) throw new Error(`no inbox: ${answer.status}`)
  return ms
}

for (let page = 0; page < 100; page += 1) await firstByteMs()
const before = process.cpuUsage()
const times: number[] = []
for (let page = 0; page < pages; page += 1) times.push(await firstByteMs())
const { user, system } = process.cpuUsage(before)
const sorted = times.toSorted((a, b) => a - b)
const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN

await site.stop()
await database.leave()

const inMs = (ms: number): string => `${ms.toFixed(1)} ms`
const median = at(0.5)
const isFast = report('The inbox with 2,000 referrals, warm', [
  {
    what: 'first byte, median',
    measured: inMs(median),
    allowed: `target ${targetMs} ms, ratio ${(median / targetMs).toFixed(2)}`,
    holds: median <= targetMs,
  },
  { what: 'first byte, 95th percentile', measured: inMs(at(0.95)), allowed: 'told, not limited', holds: true },
  {
    what: 'processor a page, client included',
    measured: inMs((user + system) / 1000 / pages),
    allowed: 'told, not limited',
    holds: true,
  },
])
process.exitCode = isFast ? 0 : 1

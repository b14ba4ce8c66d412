import { relative } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { demoId } from './demo/demo-id.ts'
import { demoPassword, demoSignIns } from './demo/sign-ins.ts'
import { frenchTime } from './french-time.ts'
import type { Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { inSeconds } from './terminal.ts'

/** `3 days ahead`, or nothing when the clock has not been moved. */
const aheadOf = (hostNow: Temporal.Instant, now: Temporal.Instant): string => {
  const days = Math.round((now.epochMilliseconds - hostNow.epochMilliseconds) / 86_400_000)
  return days === 0 ? '' : `, ${days} days ahead of this machine`
}

/** What a person needs once all is up: where, as whom, and what to try first. */
export const showReady = (
  { line, bold, dim }: Terminal,
  { settings, now, uptimeMs }: { settings: Settings; now: Temporal.Instant; uptimeMs: number },
): void => {
  const { ports, dataDir } = settings
  const api = `http://localhost:${ports.API_PORT}`
  const row = (name: string, words: string): void => line(`  ${name.padEnd(14)}${words}`)
  const column = Math.max(...demoSignIns.map(({ email }) => email.length)) + 2

  line('')
  line(bold(`Boussole: ready in ${inSeconds(uptimeMs)}`))
  line('')
  row('API', `${api}/api/v1 ${dim('to read and try:')} ${api}/api/docs`)
  row('Health', `${api}/health/ready ${dim('worker:')} http://localhost:${ports.WORKER_PORT}/health/ready`)
  row('Caught mails', `${api}/local/mails ${dim(`(SMTP on ${ports.SMTP_PORT}; no mail leaves this machine)`)}`)
  row(
    'Clock',
    `${api}/local/clock ${dim(`(${frenchTime(now, 'Europe/Paris')}${aheadOf(Temporal.Now.instant(), now)})`)}`,
  )
  row('Site', `${dim('yet to come: the links in mails lead to')} ${settings.siteUrl}`)
  row('Data', relative(process.cwd(), dataDir).startsWith('..') ? dataDir : relative(process.cwd(), dataDir))
  line('')
  line(`${bold('Sign in')} with the password ${bold(demoPassword)}`)
  for (const { email, role, tryThis } of demoSignIns) line(`  ${email.padEnd(column)}${role}: ${dim(tryThis)}`)
  line('')
  line(bold('To try'))
  const post = (path: string, body: object): void =>
    line(`  curl ${api}${path} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`)
  const youngPerson = { commune: '42218', theme: 'logement', age: 19 }
  line(`  curl '${api}/api/v1/communes?q=saint+etienne'`)
  post('/api/v1/matches', youngPerson)
  post('/api/v1/requests', {
    ...youngPerson,
    offers: [demoId('offer', 'premier-logement')],
    contact: { firstName: 'Lina', email: 'lina@jeune.example' },
    consents: { contact: true, redirect: true },
  })
  line(`  curl ${api}/api/v1/tracking -H 'authorization: Bearer TOKEN'   ${dim('the trackingToken of that request')}`)
  post('/api/v1/sessions', { email: demoSignIns[0]?.email, password: demoPassword })
  line(`  curl ${api}/api/v1/referrals -H 'authorization: Bearer TOKEN'   ${dim('the accessToken of that session')}`)
  post('/local/clock', { advance: 'P3DT2H' })
  line(`  npm start -- --story   ${dim('one request, from its sending to its end')}`)
  line('')
  line(dim('Ctrl-C stops. "npm start -- --reset" starts afresh.'))
  line('')
}

import { relative } from 'node:path'
import { Temporal } from 'temporal-polyfill'
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
  {
    settings,
    bouncePort,
    now,
    uptimeMs,
  }: { settings: Settings; bouncePort: number | undefined; now: Temporal.Instant; uptimeMs: number },
): void => {
  const { ports, dataDir } = settings
  const api = `http://localhost:${ports.API_PORT}`
  const row = (name: string, words: string): void => line(`  ${name.padEnd(15)}${words}`)
  const column = Math.max(...demoSignIns.map(({ email }) => email.length)) + 2

  line('')
  line(bold(`Boussole: ready in ${inSeconds(uptimeMs)}`))
  line('')
  row('Site', `${settings.siteUrl} ${dim('where young people ask')}`)
  row('Professionals', `${settings.siteUrl}/pro ${dim('where partners answer')}`)
  row('Mails, clock', `${settings.siteUrl}/local ${dim('what would have left, and time to move forward')}`)
  row('API', `${api}/api/v1 ${dim('to read and try:')} ${api}/api/docs`)
  row('Health', `${api}/health/ready ${dim('worker:')} http://localhost:${ports.WORKER_PORT}/health/ready`)
  row('Caught mails', `SMTP on ${ports.SMTP_PORT} ${dim('no mail leaves this machine')}`)
  if (bouncePort !== undefined) row('Returned mails', `SMTP on ${bouncePort} ${dim('reports of what did not arrive')}`)
  row('Time', `${frenchTime(now, 'Europe/Paris')}${aheadOf(Temporal.Now.instant(), now)}`)
  row('Data', relative(process.cwd(), dataDir).startsWith('..') ? dataDir : relative(process.cwd(), dataDir))
  line('')
  line(`${bold('Sign in')} with the password ${bold(demoPassword)}`)
  for (const { email, role, tryThis } of demoSignIns) line(`  ${email.padEnd(column)}${role}: ${dim(tryThis)}`)
  line('')
  line(bold('To try'))
  row('1', `ask for something at ${settings.siteUrl}, as somebody of 19 in Saint-Étienne`)
  row(
    '2',
    `read the mails at ${settings.siteUrl}/local, open the link of the receipt, move the clock until the promised date is over`,
  )
  row('3', `answer as a professional at ${settings.siteUrl}/pro ${dim(`or through ${api}/api/docs`)}`)
  line(`  npm start -- --story   ${dim('one request, from its sending to its end')}`)
  line('')
  line(dim('Ctrl-C stops. "npm start -- --reset" starts afresh.'))
  line('')
}

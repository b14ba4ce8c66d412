import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Deps } from '@boussole/commands'
import { countDueWork } from '@boussole/db'
import { advanceClock, freePort, moveClockTo, readClock } from '@boussole/local'
import { sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { compareMails, countQuietMails, countViolations } from './checks.ts'
import { prepareGround } from './ground.ts'
import { chanceFrom } from '@boussole/simulator'
import { report } from './report.ts'
import { ask, placesOf } from './young-people.ts'

// The worker is killed (SIGKILL) at 50 random moments while requests keep coming and the clock runs fast; Redis is
// emptied twice. `npm run prove:kills [kills] [seed]`.

const kills = Number(process.argv[2] ?? 50)
const seed = Number(process.argv[3] ?? 7)
const chance = chanceFrom(seed)
const started = performance.now()
const ground = await prepareGround()
const { db } = ground
const deps: Deps = { db, trackingKey: 'a-tracking-key-for-the-proof-only-0123456789' }
const places = await placesOf(db)
const workerMain = fileURLToPath(new URL('../../../../services/worker/src/main.ts', import.meta.url))
const workerPort = String(await freePort())

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

const startWorkerProcess = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--import', 'tsx', workerMain], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATABASE_URL: ground.databaseUrl,
      SMTP_URL: ground.mailbox.smtpUrl,
      TRACKING_KEY: deps.trackingKey,
      WORKER_PORT: workerPort,
      MAILS_PER_SECOND: '1000',
      LOG_LEVEL: 'info',
      ...(ground.redis === undefined ? {} : { REDIS_URL: ground.redis.url }),
    },
  })
  const endWithUs = (): unknown => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (lines: Buffer) => {
      if (lines.includes('worker ready')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the worker ended at its start with ${code}`)))
  })
  return child
}

// The night would hide the mails: the proof begins on a working morning.
const today = Temporal.Instant.from(await readClock(db.$client)).toZonedDateTimeISO('Europe/Paris')
const monday = today
  .add({ days: 8 - today.dayOfWeek })
  .withPlainTime('09:00')
  .toInstant()
await moveClockTo(db.$client, monday.toString())

let asking = true
let asked = 0
const load = (async () => {
  for (; asking && asked < 5_000; asked += 1) {
    await ask(asked, places, chance, deps)
    await pause(40)
  }
})()

let worker = await startWorkerProcess()
let flushes = 0
for (let killed = 1; killed <= kills; killed += 1) {
  await pause(150 + chance() * 1_200)
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  await ended
  if (ground.redis !== undefined && (killed === Math.floor(kills / 3) || killed === Math.floor((2 * kills) / 3))) {
    await ground.redis.flush()
    flushes += 1
  }
  worker = await startWorkerProcess()
  // Two hours pass at each kill, so that reminders and lapses fall due under fire.
  await advanceClock(db.$client, 'PT2H')
  if (killed % 10 === 0) console.log(`  ${killed} kills, ${asked} requests, ${ground.mails.length} mails`)
}
asking = false
await load

/** The last worker is left alone: everything must come right by itself, within two leases. */
const recovering = performance.now()
const deadline = recovering + 240_000
for (;;) {
  const { milestones, mails } = await countDueWork(db)
  if (milestones === 0 && mails === 0) break
  if (performance.now() > deadline) break
  await pause(100)
}
const recovered = Math.round((performance.now() - recovering) / 1000)
const left = await countDueWork(db)
const stopping = once(worker, 'exit')
worker.kill('SIGTERM')
await stopping
const { exitCode } = worker

const mails = await compareMails(db, ground.mails)
const violations = await countViolations(db)
const quiet = await countQuietMails(db)
const { rows: totals } = await db.execute<{ lapses: number; done: number }>(sql`
  select count(*) filter (where kind = 'lapse' and state = 'done')::int as lapses,
    count(*) filter (where state = 'done')::int as done from milestones`)
console.log(
  `\nSeed ${seed}: ${asked} requests, ${totals[0]?.done} milestones (${totals[0]?.lapses} lapses), ${mails.sent} mails, ${Math.round((performance.now() - started) / 1000)} s`,
)
const holds = report(`${kills} kills of the worker under load`, [
  {
    what: 'Redis emptied',
    measured: ground.redis === undefined ? 'skipped' : flushes,
    allowed: ground.redis === undefined ? 'no redis-server on the PATH' : 'twice',
    holds: ground.redis === undefined || flushes === 2,
  },
  {
    what: 'due work left after the last restart',
    measured: left.milestones + left.mails + left.failing,
    allowed: 0,
    holds: left.milestones + left.mails + left.failing === 0,
  },
  { what: 'seconds until all was done', measured: recovered, allowed: 'at most 240', holds: recovered <= 240 },
  { what: 'rows that break an invariant', measured: violations, allowed: 0, holds: violations === 0 },
  { what: 'mails lost', measured: mails.lost, allowed: 0, holds: mails.lost === 0 },
  {
    what: 'mails twice, under the same Message-ID',
    measured: mails.duplicates,
    allowed: `at most ${kills}`,
    holds: mails.duplicates <= kills,
  },
  { what: 'mails nobody decided', measured: mails.unknown, allowed: 0, holds: mails.unknown === 0 },
  { what: 'mails in quiet hours', measured: quiet, allowed: 0, holds: quiet === 0 },
  { what: 'exit code of a worker asked to stop', measured: String(exitCode), allowed: 0, holds: exitCode === 0 },
])
await ground.leave()
process.exit(holds ? 0 : 1)

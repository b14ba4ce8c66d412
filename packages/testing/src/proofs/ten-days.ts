import { acceptReferral, closeReferral, declineReferral, recordContact } from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import { countDueWork, findProfessional } from '@boussole/db'
import type { Database } from '@boussole/db'
import { advanceClock, moveClockTo, readClock } from '@boussole/local'
import { readWorkerConfig, startWorker } from '@boussole/worker'
import { asId, Refusal } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { Temporal } from 'temporal-polyfill'
import { compareMails, countQuietMails, countViolations, lapseLateness } from './checks.ts'
import { prepareGround } from './ground.ts'
import { chanceFrom } from '@boussole/simulator'
import { report } from './report.ts'
import { ask, placesOf } from './young-people.ts'

// 1,000 requests on the demo directory over ten days of the platform's clock, with partners of all kinds, and Redis
// stopped for a day and a half of them. `npm run prove:ten-days [seed]`.

const requests = 1_000
const days = 10
const seed = Number(process.argv[2] ?? 42)
const chance = chanceFrom(seed)
const started = performance.now()
const ground = await prepareGround()
const { db } = ground
const deps: Deps = { db, trackingKey: 'a-tracking-key-for-the-proof-only-0123456789' }
const begin = Temporal.Instant.from(await readClock(db.$client)).add({ hours: 1 })
const end = begin.add({ hours: 24 * days })
const redisStops = begin.add({ hours: 24 * 4 })
const redisReturns = redisStops.add({ hours: 36 })

const config = readWorkerConfig({
  DATABASE_URL: ground.databaseUrl,
  SMTP_URL: ground.mailbox.smtpUrl,
  TRACKING_KEY: deps.trackingKey,
  WORKER_PORT: '0',
  MAILS_PER_SECOND: '1000',
  ...(ground.redis === undefined ? {} : { REDIS_URL: ground.redis.url }),
})
const worker = await startWorker(config, pino({ level: 'fatal' }))
const places = await placesOf(db)

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Waits, without helping the worker, until nothing that is due is left. */
const untilDone = async (): Promise<void> => {
  for (let left = 2_400; left > 0; left -= 1) {
    const { milestones, mails } = await countDueWork(db)
    if (milestones === 0 && mails === 0) return
    await pause(25)
  }
  throw new Error('work that is due was not done within a minute')
}

/** Waits for the lapses of a moment, from when the clock reached it: the seconds until others can read that all are handled. */
const untilLapsesAreRead = async (): Promise<number> => {
  const since = performance.now()
  for (;;) {
    const { rows } = await db.execute(sql`
      select from milestones where state = 'pending' and kind = 'lapse' and due_at <= (select platform_now()) limit 1`)
    const seconds = (performance.now() - since) / 1000
    if (rows.length === 0 || seconds > 60) return seconds
    await pause(10)
  }
}

interface Waiting extends Record<string, unknown> {
  id: string
  state: string
  user_id: string
}

const refused: Record<string, number> = {}
const attempt = async (act: Promise<unknown>): Promise<void> => {
  try {
    await act
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refused[error.code] = (refused[error.code] ?? 0) + 1
  }
}

/** Referents open their inbox: some answer in time, some decline, some take it on and forget, many do nothing. */
const partnersWork = async (database: Database): Promise<void> => {
  const { rows } = await database.execute<Waiting>(sql`
    select distinct on (referrals.id) referrals.id, state, referents.user_id
    from referrals
      join offer_referents on offer_referents.offer_id = referrals.offer_id
      join referents on referents.id = offer_referents.referent_id and referents.left_at is null
    where state in ('sent', 'accepted', 'contacted')
    order by referrals.id, referents.id`)
  for (const { id, state, user_id: userId } of rows) {
    const luck = chance()
    if (luck > 0.008) continue
    const professional = await findProfessional(database, asId<UserId>(userId))
    if (professional === undefined) continue
    const contact = { reached: chance() < 0.8, channel: 'phone', contactedAt: null, note: null } as const
    if (state === 'contacted') await attempt(closeReferral(id, { outcome: 'helped', note: null }, professional, deps))
    else if (luck < 0.0008)
      await attempt(declineReferral(id, { reason: 'no-capacity', note: null }, professional, deps))
    else if (luck < 0.002 && state === 'sent') await attempt(acceptReferral(id, professional, deps))
    else await attempt(recordContact(id, contact, professional, deps))
  }
}

/** The clock is never moved past a lapse: it stops on each, so that what is late is late by the worker's own doing. */
const nextStop = async (now: Temporal.Instant): Promise<Temporal.Instant> => {
  const { rows } = await db.execute<{ due: string | null }>(sql`
    select min(due_at)::text as due from milestones where state = 'pending' and kind = 'lapse' and due_at > ${now.toString()}`)
  const stride = now.add({ minutes: 45 })
  const due = rows[0]?.due
  const lapse = due == null ? stride : Temporal.Instant.from(due)
  return lapse.epochMilliseconds < stride.epochMilliseconds ? lapse : stride
}

await advanceClock(db.$client, 'PT1H')
let asked = 0
let unmatched = 0
let redis: 'up' | 'down' | 'back' = 'up'
const longest = { withRedis: 0, withoutRedis: 0 }
for (let now = begin; now.epochMilliseconds < end.epochMilliseconds;) {
  const share = (now.epochMilliseconds - begin.epochMilliseconds) / (end.epochMilliseconds - begin.epochMilliseconds)
  for (; asked < Math.min(requests, Math.ceil(requests * share * 1.15)); asked += 1) {
    if ((await ask(asked, places, chance, deps)) === undefined) unmatched += 1
  }
  await partnersWork(db)
  await untilDone()
  if (redis === 'up' && now.epochMilliseconds >= redisStops.epochMilliseconds) {
    await ground.redis?.stop()
    redis = 'down'
    if (ground.redis !== undefined) console.log(`  ${now.toString()}  Redis stopped`)
  }
  if (redis === 'down' && now.epochMilliseconds >= redisReturns.epochMilliseconds) {
    await ground.redis?.restart()
    redis = 'back'
    if (ground.redis !== undefined) console.log(`  ${now.toString()}  Redis back, empty`)
  }
  now = await nextStop(Temporal.Instant.from(await readClock(db.$client)))
  await moveClockTo(db.$client, now.toString())
  const part = redis === 'down' ? 'withoutRedis' : 'withRedis'
  longest[part] = Math.max(longest[part], await untilLapsesAreRead())
}
await untilDone()
await worker.stop()

const worst = (lateness: readonly number[]) => Number((lateness.at(-1) ?? 0).toFixed(3))
const withRedis = [
  ...(await lapseLateness(db, begin.toString(), redisStops.toString())),
  ...(await lapseLateness(db, redisReturns.add({ hours: 2 }).toString(), end.add({ hours: 24 }).toString())),
].toSorted((a, b) => a - b)
const withoutRedis = await lapseLateness(db, redisStops.toString(), redisReturns.add({ hours: 2 }).toString())
const mails = await compareMails(db, ground.mails)
const violations = await countViolations(db)
const quiet = await countQuietMails(db)
const { rows: states } = await db.execute<{ state: string; count: number }>(
  sql`select state, count(*)::int as count from referrals group by state order by state`,
)
console.log(
  `\nSeed ${seed}: ${asked} asked, ${unmatched} found no offer, ${mails.sent} mails, ${Math.round((performance.now() - started) / 1000)} s`,
)
console.log(`Referrals: ${states.map(({ state, count }) => `${state} ${count}`).join(', ')}`)
console.log(`Refused answers: ${JSON.stringify(refused)}`)
const holds = report('Ten days of the promise', [
  { what: 'requests made', measured: asked - unmatched, allowed: `${requests} asked`, holds: asked === requests },
  { what: 'rows that break an invariant', measured: violations, allowed: 0, holds: violations === 0 },
  { what: 'mails lost', measured: mails.lost, allowed: 0, holds: mails.lost === 0 },
  { what: 'mails sent twice', measured: mails.duplicates, allowed: 0, holds: mails.duplicates === 0 },
  { what: 'mails nobody decided', measured: mails.unknown, allowed: 0, holds: mails.unknown === 0 },
  { what: 'mails in quiet hours', measured: quiet, allowed: 0, holds: quiet === 0 },
  {
    what: `latest of ${withRedis.length} lapses, s`,
    measured: worst(withRedis),
    allowed: 'at most 1',
    holds: withRedis.length > 0 && worst(withRedis) <= 1,
  },
  {
    what: 'longest until all lapses of a moment were committed, s',
    measured: Number(longest.withRedis.toFixed(3)),
    allowed: 'at most 1',
    holds: longest.withRedis <= 1,
  },
  {
    what: `latest of ${withoutRedis.length} lapses with Redis stopped, s`,
    measured: ground.redis === undefined ? 'skipped' : worst(withoutRedis),
    allowed: ground.redis === undefined ? 'no redis-server on the PATH' : 'at most 5',
    holds: ground.redis === undefined || (withoutRedis.length > 0 && worst(withoutRedis) <= 5),
  },
  {
    what: 'the same, committed, s',
    measured: Number(longest.withoutRedis.toFixed(3)),
    allowed: 'at most 5',
    holds: longest.withoutRedis <= 5,
  },
])
await ground.leave()
process.exit(holds ? 0 : 1)

import { setTimeout as pause } from 'node:timers/promises'
import { claimDueMilestones, closeDatabase, openDatabase } from '@boussole/db'
import { freePort, startCaughtMail } from '@boussole/local'
import type { OwnRedis } from '@boussole/testing'
import { startOwnRedis } from '@boussole/testing'
import type { Pool } from 'pg'
import { startChild } from '../child.ts'
import { fillDirectory } from '../directory.ts'
import { percentile } from '../figure.ts'
import type { Line } from '../figure.ts'
import type { Ground } from '../ground.ts'
import { cpuOfTree, postgresOf } from '../machine.ts'
import { runBareJobs } from './bare-jobs.ts'
import { fillDueReminders, fillIdleMilestones } from './filling.ts'

const startWorkers = (
  count: number,
  { databaseUrl, redisUrl, smtpUrl }: Record<'databaseUrl' | 'redisUrl' | 'smtpUrl', string>,
) =>
  Promise.all(
    Array.from({ length: count }, async () =>
      startChild(new URL('../../../../services/worker/src/main.ts', import.meta.url), {
        ready: 'worker ready',
        env: {
          DATABASE_URL: databaseUrl,
          REDIS_URL: redisUrl,
          SMTP_URL: smtpUrl,
          WORKER_PORT: String(await freePort()),
        },
      }),
    ),
  )

const waitUntilDone = async (pool: Pool, patienceMs: number): Promise<number> => {
  const start = performance.now()
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      "select count(*)::int as left from milestones where state = 'pending' and kind = 'remind-1'",
    )
    const left = rows[0]?.left ?? 0
    if (left === 0 || performance.now() - start > patienceMs) return left
    await pause(250)
  }
}

/** When those of the last filling were reached, in seconds: over which time, and how late each. */
const readReached = async (pool: Pool, since: string) => {
  const { rows } = await pool.query<{ late: number; at: number }>(
    `select extract(epoch from reached_at - due_at)::float as late, extract(epoch from reached_at)::float as at
     from milestones where kind = 'remind-1' and state = 'done' and reached_at >= $1`,
    [since],
  )
  const times = rows.map(({ at }) => at)
  return { count: rows.length, late: rows.map(({ late }) => late), seconds: Math.max(...times) - Math.min(...times) }
}

const timeOf = async (pool: Pool): Promise<string> =>
  (await pool.query<{ now: string }>('select platform_now()::text as now')).rows[0]?.now ?? ''

/** Reminders that one referral got more than once from the same milestone. */
const countTwice = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ twice: number }>(
    `select count(*)::int as twice from (
       select 1 from outbox where mail not in ('receipt', 'referral-request')
       group by referral_id, mail, recipient_kind, recipient_id having count(*) > 1) as more`,
  )
  return rows[0]?.twice ?? 0
}

const burst = async (
  ground: Ground,
  { redis, smtpUrl, count }: { redis: OwnRedis; smtpUrl: string; count: number },
) => {
  const { pool } = ground
  await fillDueReminders(pool, { count, inSeconds: -1, perSecond: null })
  const since = await timeOf(pool)
  const postgres = await postgresOf(pool)
  const before = postgres === null ? null : cpuOfTree(postgres)
  const workers = await startWorkers(2, { databaseUrl: ground.url, redisUrl: redis.url, smtpUrl })
  try {
    const left = await waitUntilDone(pool, 120_000)
    const after = postgres === null ? null : cpuOfTree(postgres)
    const node = await Promise.all(workers.map(({ cpu }) => cpu()))
    const cpu = node.reduce((sum, one) => sum + one, 0) + (after ?? 0) - (before ?? 0)
    return { ...(await readReached(pool, since)), left, cpuMicros: cpu / count }
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
  }
}

const steady = async (
  ground: Ground,
  { redis, smtpUrl, seconds, isStopped }: { redis: OwnRedis; smtpUrl: string; seconds: number; isStopped: boolean },
) => {
  const { pool } = ground
  const workers = await startWorkers(2, { databaseUrl: ground.url, redisUrl: redis.url, smtpUrl })
  try {
    const since = await timeOf(pool)
    await fillDueReminders(pool, { count: seconds * 100, inSeconds: 3, perSecond: 100 })
    await pause(3000 + (seconds * 1000) / 2)
    if (isStopped) await redis.stop()
    const left = await waitUntilDone(pool, seconds * 1000 + 60_000)
    return { ...(await readReached(pool, since)), left }
  } finally {
    if (isStopped) await redis.restart()
    await Promise.all(workers.map(({ stop }) => stop()))
  }
}

const tick = async (ground: Ground, times: number) => {
  const db = openDatabase({ url: ground.url, connections: 1, applicationName: 'bench', onError: () => undefined })
  try {
    const taken: number[] = []
    const postgres = await postgresOf(ground.pool)
    for (let time = 0; time < times / 10; time += 1) await claimDueMilestones(db, 15)
    const before = { own: process.cpuUsage(), postgres: postgres === null ? 0 : (cpuOfTree(postgres) ?? 0) }
    for (let time = 0; time < times; time += 1) {
      const start = performance.now()
      if ((await claimDueMilestones(db, 15)).length > 0) throw new Error('something is due')
      taken.push(performance.now() - start)
    }
    const { user, system } = process.cpuUsage(before.own)
    const ofPostgres = postgres === null ? 0 : (cpuOfTree(postgres) ?? 0) - before.postgres
    return { ms: percentile(taken, 0.5), cpuMicros: (user + system + ofPostgres) / times }
  } finally {
    await closeDatabase(db)
  }
}

/** What a look that finds nothing due costs, of which there are four a second, by how much waits or is done. */
export const measureIdleTicks = async (
  ground: Ground,
  { count, times }: { count: number; times: number },
): Promise<Line[]> => {
  await fillDirectory(ground.pool, 100)
  await fillDueReminders(ground.pool, { count: 100, inSeconds: 86_400, perSecond: null })
  const lines: Line[] = []
  for (const as of ['pending', 'done'] as const) {
    await fillIdleMilestones(ground.pool, { count, as })
    const { ms, cpuMicros } = await tick(ground, times)
    const what = `a tick with ${count} milestones pending${as === 'done' ? ` and ${count} done` : ''}, none due`
    lines.push(
      { what, ours: ms, limit: 5, unit: 'ms', good: 'at most', isTime: true },
      {
        what: `${what}, four ticks a second`,
        ours: (cpuMicros * 4) / 10_000,
        limit: 1,
        unit: '% of a core',
        good: 'at most',
        isTime: false,
      },
    )
  }
  return lines
}

export interface MilestoneSizes {
  readonly burst: number
  readonly rounds: number
  readonly steadySeconds: number
}

/** Due → done, by two workers in processes of their own, with Redis and mails that leave, beside BullMQ alone. */
export const measureMilestones = async (ground: Ground, sizes: MilestoneSizes): Promise<Line[]> => {
  await fillDirectory(ground.pool, 1000)
  const redis = await startOwnRedis()
  const mailbox = await startCaughtMail({ port: 0, host: '127.0.0.1' })
  const { smtpUrl } = mailbox
  try {
    const ours: Awaited<ReturnType<typeof burst>>[] = []
    const bare: { seconds: number; cpuMicros: number }[] = []
    for (let round = 0; round < sizes.rounds; round += 1) {
      ours.push(await burst(ground, { redis, smtpUrl, count: sizes.burst }))
      await redis.flush()
      const before = cpuOfTree(process.pid)
      const seconds = await runBareJobs(ground.pool, { redisUrl: redis.url, count: sizes.burst })
      bare.push({ seconds, cpuMicros: ((cpuOfTree(process.pid) ?? 0) - (before ?? 0)) / sizes.burst })
      await redis.flush()
    }
    const seconds = percentile(
      ours.map((one) => one.seconds),
      0.5,
    )
    const rate = sizes.burst / seconds
    const bareRate =
      sizes.burst /
      percentile(
        bare.map((one) => one.seconds),
        0.5,
      )
    const up = await steady(ground, { redis, smtpUrl, seconds: sizes.steadySeconds, isStopped: false })
    const stopped = await steady(ground, { redis, smtpUrl, seconds: sizes.steadySeconds, isStopped: true })
    const lost = [...ours, up, stopped].reduce((sum, { left }) => sum + left, 0)
    return [
      {
        what: `milestones due → done, two workers, ${sizes.burst} at once, mails leaving meanwhile`,
        ours: rate,
        limit: 1000,
        unit: '/s',
        good: 'at least',
        isTime: true,
        told: `${(rate / bareRate).toFixed(2)} of BullMQ alone with one UPDATE a job, ${Math.round(bareRate)}/s`,
      },
      {
        what: `${sizes.burst} due after a week-end, until all are done`,
        ours: seconds,
        limit: 30,
        unit: 's',
        good: 'at most',
        isTime: true,
      },
      {
        what: 'lateness p99 at 100 a second',
        ours: percentile(up.late, 0.99),
        limit: 1,
        unit: 's',
        good: 'at most',
        isTime: true,
      },
      {
        what: 'lateness p99 at 100 a second, Redis stopped half-way',
        ours: percentile(stopped.late, 0.99),
        limit: 5,
        unit: 's',
        good: 'at most',
        isTime: true,
      },
      { what: 'milestones lost', ours: lost, limit: 0, unit: '', good: 'at most', isTime: false },
      { what: 'mails twice', ours: await countTwice(ground.pool), limit: 0, unit: '', good: 'at most', isTime: false },
      {
        what: 'processor for one',
        told: `ours ${Math.round(
          percentile(
            ours.map((one) => one.cpuMicros),
            0.5,
          ),
        )} µs with the start of two workers and the mails, BullMQ alone ${Math.round(
          percentile(
            bare.map((one) => one.cpuMicros),
            0.5,
          ),
        )} µs`,
      },
    ]
  } finally {
    await mailbox.stop()
    await redis.stop()
  }
}

import { openQueues } from '@boussole/queue'
import { needsOwnRedis, startOwnRedis, useGround, useMailbox } from '@boussole/testing'
import type { AskedRequest, Ground, OwnRedis } from '@boussole/testing'
import { describe, test } from 'vitest'
import type { TestContext } from 'vitest'

const mailbox = useMailbox()

const ownRedis = async (onTestFinished: TestContext['onTestFinished']): Promise<OwnRedis> => {
  const redis = await startOwnRedis()
  onTestFinished(redis.stop)
  return redis
}

const mailsHaveLeft = async (ground: Ground, request: AskedRequest): Promise<boolean> => {
  const states = (await ground.rowsOf(request)).map(({ state }) => state)
  const receipts = await mailbox.received(({ to }) => to === request.email)
  return states.every((state) => state === 'sent') && receipts.length === 1
}

const hasLapsed = async (ground: Ground, request: AskedRequest): Promise<boolean> => {
  const [referral] = await ground.referralsOf(request)
  return referral?.state === 'unresolved' && referral.lapseBooked === true
}

const soon = { timeout: 60_000, interval: 30 }
/** What the platform promises without Redis: a window that ends is closed within 5 s. */
const withinFiveSeconds = { timeout: 5_000, interval: 30 }
/** A worker tells the queue every 20 s what must come round. */
const afterAReminder = { timeout: 40_000, interval: 100 }

/** Wednesday at midnight: the end of a window of two days that began on Monday. */
const endOfWindow = '2026-11-18T23:00:00Z'

/** Without ticks a worker does what belongs to a day once a minute, and once an hour of the platform's. */
const withinTwoMinutes = { timeout: 100_000, interval: 100 }

/** A partner whose agreement ends on this day. */
const endingOn = async (ground: Ground, toDay: string): Promise<string> => {
  const { offerId } = await ground.partner()
  const { rows } = await ground.database.pool.query<{ id: string }>(
    `update agreements set to_day = $2 from offers where offers.id = $1 and agreements.partner_id = offers.partner_id
     returning agreements.partner_id as id`,
    [offerId, toDay],
  )
  return rows[0]?.id ?? ''
}

const yearsOf = async (ground: Ground, partnerId: string): Promise<string[]> =>
  (
    await ground.database.pool.query<{ day: string }>(
      'select from_day::text as day from agreements where partner_id = $1 order by from_day',
      [partnerId],
    )
  ).rows
    .map(({ day }) => day)
    .slice(1)

describe('an agreement that cannot be read', () => {
  const ground = useGround(mailbox)

  test('stops no worker: it starts, says so, and mails leave', async ({ expect }) => {
    const partner = await ground.partner()
    await endingOn(ground, '2026-11-16')
    await ground.database.pool.query(
      `update agreements set from_day = '-infinity', to_day = '-infinity' where to_day = '2026-11-16'`,
    )
    const worker = await ground.startWorker()
    expect(worker.logged()).toContain('"job":"renew-agreements"')
    const request = await ground.ask(partner)
    await expect.poll(() => mailsHaveLeft(ground, request), soon).toBe(true)
  })
})

// Side by side, because most of what they do is wait for an outage to be noticed; each by the means of its own test.
describe('Redis', { ...needsOwnRedis(), concurrent: true }, () => {
  describe('down when the worker starts', () => {
    const ground = useGround(mailbox)

    test('stops nothing: mails leave and windows end on time', async ({ expect, onTestFinished }) => {
      const redis = await ownRedis(onTestFinished)
      await redis.stop()
      await ground.startWorker({ redisUrl: redis.url })
      const request = await ground.ask(await ground.partner({ windowDays: 2 }))
      await expect.poll(() => mailsHaveLeft(ground, request), soon).toBe(true)
      await ground.clock.moveTo(endOfWindow)
      await expect.poll(() => hasLapsed(ground, request), withinFiveSeconds).toBe(true)
    })
  })

  describe('stopped while the worker runs', () => {
    const ground = useGround(mailbox)

    test('stops nothing: mails leave and windows end on time', async ({ expect, onTestFinished }) => {
      const redis = await ownRedis(onTestFinished)
      await ground.startWorker({ redisUrl: redis.url })
      const partner = await ground.partner({ windowDays: 2 })
      const before = await ground.ask(partner)
      await expect.poll(() => mailsHaveLeft(ground, before), soon).toBe(true)
      await redis.stop()
      const request = await ground.ask(partner)
      await expect.poll(() => mailsHaveLeft(ground, request), soon).toBe(true)
      await ground.clock.moveTo(endOfWindow)
      await expect.poll(() => hasLapsed(ground, request), withinFiveSeconds).toBe(true)
    })
  })

  describe('stopped over the last day of an agreement', () => {
    const ground = useGround(mailbox)

    test(
      'stops no renewal: the next year is there before the day is over',
      { timeout: 120_000 },
      async ({ expect, onTestFinished }) => {
        const redis = await ownRedis(onTestFinished)
        const partnerId = await endingOn(ground, '2026-11-18')
        await ground.startWorker({ redisUrl: redis.url })
        await redis.stop()
        await ground.clock.moveTo('2026-11-18T12:00:00Z')
        await expect.poll(() => yearsOf(ground, partnerId), withinTwoMinutes).toEqual(['2026-11-19'])
      },
    )
  })

  describe('that evicted jobs and remembers their ids', () => {
    const ground = useGround(mailbox)

    test('holds no mail back for good', { timeout: 60_000 }, async ({ expect, onTestFinished }) => {
      const redis = await ownRedis(onTestFinished)
      const request = await ground.ask(await ground.partner())
      const { pool, url } = ground.database
      const before = await openQueues({ redisUrl: redis.url, databaseUrl: url, onError: () => undefined })
      for (const { id } of await ground.rowsOf(request)) {
        await before.publish('send-mail', { outboxId: id }, { jobId: `${id}/1` })
      }
      await before.close()
      expect(await redis.evict('{boussole}:mail:wait')).toBe(1)
      await ground.startWorker({ redisUrl: redis.url })
      const afterItsLease = async () => {
        await pool.query(
          `update outbox set published_until = now() where state = 'waiting' and published_until > now()`,
        )
        return mailsHaveLeft(ground, request)
      }
      await expect.poll(afterItsLease, soon).toBe(true)
    })
  })

  describe('started again, empty', () => {
    const ground = useGround(mailbox)

    test(
      'has the ticks and the hourly check back by itself',
      { timeout: 60_000 },
      async ({ expect, onTestFinished }) => {
        const redis = await ownRedis(onTestFinished)
        const worker = await ground.startWorker({ redisUrl: redis.url })
        const request = await ground.ask(await ground.partner({ windowDays: 2 }))
        await expect.poll(() => mailsHaveLeft(ground, request), soon).toBe(true)
        await expect.poll(() => worker.get('/health/ready').then(({ body }) => body), soon).toContain('"up"')
        await redis.restart()
        await ground.database.pool.query('update referrals set attempts = 1 where id = $1', [request.referralId])
        await expect.poll(() => worker.metric('boussole_invariant_violations'), afterAReminder).toBeGreaterThan(0)
        await worker.stop()

        const { url } = ground.database
        const colleague = await openQueues({ redisUrl: redis.url, databaseUrl: url, onError: () => undefined })
        onTestFinished(colleague.close)
        let ticks = 0
        const count = async () => {
          ticks += 1
        }
        colleague.work('pace', { 'reach-milestones': count }, { concurrency: 1 })
        await expect.poll(() => ticks, soon).toBeGreaterThan(2)
      },
    )
  })
})

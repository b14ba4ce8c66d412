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

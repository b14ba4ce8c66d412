import { needsRedis, until, useGround, useMailbox, useRedis } from '@boussole/testing'
import type { Ground } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { checkInvariants } from './jobs/check-invariants.ts'

const mailbox = useMailbox()

/** Every mail that was decided arrived once, every milestone was reached once, and the invariants hold. */
const expectAllOnce = async ({ database, standing }: Ground) => {
  const copies = new Map<string, number>()
  for (const { messageId } of await mailbox.received()) copies.set(messageId, (copies.get(messageId) ?? 0) + 1)
  const { rows: sent } = await database.pool.query<{ id: string }>(
    `select id from outbox where state = 'sent' and sent_with is null`,
  )
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.filter(({ id }) => copies.get(`<${id}@boussole.example>`) !== 1)).toEqual([])
  const { rows: twice } = await database.pool.query(
    `select referral_id, event from journal where event ->> 'kind' = 'milestone-reached'
     group by referral_id, event having count(*) > 1`,
  )
  expect(twice).toEqual([])
  expect(await checkInvariants(standing().db)).toEqual([])
}

const countOf = async ({ database }: Ground, what: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${what}`)
  return rows[0]?.count ?? 0
}
const lapsed = `milestones where kind = 'lapse' and state = 'done'`
const stillWaiting = `outbox where state = 'waiting' and send_after <= platform_now()`

const onThis = (queue: string, options: ReturnType<typeof needsRedis>, redisOf: () => { readonly url?: string }) => {
  describe(`two workers, with jobs in ${queue}`, options, () => {
    const redis = redisOf()
    const ground = useGround(mailbox)
    const start = () => ground.startWorker({ redisUrl: redis.url })

    test('share the work: no mail leaves twice, each milestone is reached once', async () => {
      const [partner, next] = [await ground.partner({ windowDays: 2 }), await ground.partner({ windowDays: 3 })]
      const workers = [await start(), await start()]
      for (let asked = 0; asked < 15; asked += 1) await ground.ask(partner)
      await until(async () => expect(await countOf(ground, stillWaiting)).toBe(0))
      // Thursday 10:00: fifteen windows ended in the night.
      await ground.clock.moveTo('2026-11-19T09:00:00Z')
      await until(async () => {
        expect(await countOf(ground, lapsed)).toBe(15)
        expect(await countOf(ground, stillWaiting)).toBe(0)
      })
      expect(await countOf(ground, `referrals where offer_id = '${next.offerId}' and state = 'sent'`)).toBe(15)
      await expectAllOnce(ground)
      const mails = await Promise.all(workers.map((worker) => worker.metric('boussole_mails_total{result="sent"}')))
      expect(Math.min(...mails)).toBeGreaterThan(0)
      expect(mails.reduce((sum, sent) => sum + sent, 0)).toBe(
        await countOf(ground, `outbox where state = 'sent' and sent_with is null`),
      )
      await Promise.all(workers.map((worker) => worker.stop()))
    })

    test('one after the other: what one leaves in the middle of a burst the next one finishes', async () => {
      await ground.clock.moveTo('2026-11-20T09:00:00Z')
      const partner = await ground.partner({ windowDays: 2 })
      await ground.partner({ windowDays: 3 })
      for (let asked = 0; asked < 15; asked += 1) await ground.ask(partner)
      const before = await countOf(ground, lapsed)
      const first = await start()
      await until(async () => expect(await countOf(ground, stillWaiting)).toBe(0))
      // Wednesday 10:00: fifteen more windows have ended, each with several mails.
      await ground.clock.moveTo('2026-11-25T09:00:00Z')
      const sentBefore = await first.metric('boussole_mails_total{result="sent"}')
      await until(async () => {
        expect(await first.metric('boussole_mails_total{result="sent"}')).toBeGreaterThan(sentBefore + 5)
      })
      await first.stop()
      expect(await countOf(ground, stillWaiting)).toBeGreaterThan(0)
      expect(await countOf(ground, 'outbox where claimed_until is not null')).toBe(0)

      const second = await start()
      await second.settled()
      expect(await countOf(ground, lapsed)).toBeGreaterThanOrEqual(before + 15)
      await expectAllOnce(ground)
      await second.stop()
    })
  })
}

onThis('PostgreSQL', {}, () => ({}))
onThis('Redis', needsRedis(), useRedis)

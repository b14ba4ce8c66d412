import { randomUUID } from 'node:crypto'
import { needsOwnRedis, startOwnRedis } from '@boussole/testing'
import type { OwnRedis } from '@boussole/testing'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openQueues, QueueUnavailable } from './index.ts'
import type { Queues } from './index.ts'

const soon = { timeout: 20_000, interval: 20 }
const oneAtATime = { concurrency: 1 }
const aMail = () => ({ outboxId: randomUUID() })

let redis: OwnRedis
let told: string[]
let opened: Queues[]

describe('a Redis that fails', needsOwnRedis(), () => {
  beforeEach(async () => {
    redis = await startOwnRedis()
    told = []
    opened = []
  })
  afterEach(async () => {
    await Promise.all(opened.map((queues) => queues.close()))
    await redis.stop()
  })

  const open = async () => {
    const queues = await openQueues({
      redisUrl: redis.url,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      onError: (error, where) => told.push(`${where}: ${error.message}`),
    })
    opened.push(queues)
    return queues
  }

  /** The relay tries until Redis takes its row; so does this. */
  const publishUntilTaken = (queues: Queues, mail: { outboxId: string }) =>
    vi.waitFor(() => queues.publish('send-mail', mail, { jobId: mail.outboxId }), soon)

  const outcomeOf = (act: Promise<unknown>) =>
    act.then(
      () => 'taken',
      (error: unknown) => (error instanceof QueueUnavailable ? 'refused' : error),
    )
  /** What becomes of all that can be asked of the queue. */
  const outcomes = async (queues: Queues) => ({
    publish: await outcomeOf(queues.publish('send-mail', aMail())),
    publishMany: await outcomeOf(queues.publishMany('send-mail', [{ data: aMail() }, { data: aMail() }])),
    schedule: await outcomeOf(queues.schedule('reach-milestones', 1_000)),
    isUp: await queues.isUp(),
  })
  const allRefused = { publish: 'refused', publishMany: 'refused', schedule: 'refused', isUp: false }

  test('with Redis down at the start, publishing is refused at once and the operator is told once', async () => {
    await redis.stop()
    const queues = await open()
    expect(await outcomes(queues)).toEqual(allRefused)
    expect(await outcomes(queues)).toEqual(allRefused)
    expect(told).toHaveLength(1)
  })

  test('a Redis that no longer answers refuses too, instead of holding the caller', async () => {
    const queues = await open()
    await queues.publish('send-mail', aMail())
    const operator = new Redis(redis.url)
    await operator.client('PAUSE', 600_000, 'ALL')
    operator.disconnect()
    expect(await outcomes(queues)).toEqual(allRefused)
  })

  test('a worker that started while Redis was down begins when Redis comes', async () => {
    await redis.stop()
    const queues = await open()
    const worked: unknown[] = []
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, oneAtATime)
    expect(await outcomes(queues)).toEqual(allRefused)
    await redis.restart()
    const mail = aMail()
    await publishUntilTaken(queues, mail)
    await vi.waitFor(() => expect(worked).toEqual([mail]), soon)
    expect(await queues.isUp()).toBe(true)
  })

  test('a worker goes on after Redis was killed and came back empty, and its schedule once it is said again', async () => {
    const queues = await open()
    const worked: unknown[] = []
    let ticks = 0
    const tick = async () => {
      ticks += 1
    }
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, oneAtATime)
    queues.work('pace', { 'reach-milestones': tick }, oneAtATime)
    await queues.schedule('reach-milestones', 100)
    await publishUntilTaken(queues, aMail())
    await vi.waitFor(() => expect(worked).toHaveLength(1), soon)
    await vi.waitFor(() => expect(ticks).toBeGreaterThan(1), soon)

    await redis.stop()
    expect(await outcomes(queues)).toEqual(allRefused)
    await redis.restart()
    const mail = aMail()
    await publishUntilTaken(queues, mail)
    await vi.waitFor(() => expect(worked.at(-1)).toEqual(mail), soon)
    const before = ticks
    await queues.schedule('reach-milestones', 100)
    await vi.waitFor(() => expect(ticks).toBeGreaterThan(before + 1), soon)
  })

  test('a Redis that is emptied under a running handler loses its jobs but stops no worker', async () => {
    const queues = await open()
    const worked: unknown[] = []
    let ticks = 0
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const handler = async (data: unknown) => {
      worked.push(data)
      await finished
    }
    const tick = async () => {
      ticks += 1
    }
    queues.work('mail', { 'send-mail': handler }, oneAtATime)
    queues.work('pace', { 'reach-milestones': tick }, oneAtATime)
    await queues.schedule('reach-milestones', 100)
    const [running, lost] = [aMail(), aMail()]
    await queues.publish('send-mail', running, { jobId: running.outboxId })
    await queues.publish('send-mail', lost, { jobId: lost.outboxId })
    await vi.waitFor(() => expect(worked).toEqual([running]), soon)

    await redis.flush()
    finish()
    await queues.publish('send-mail', lost, { jobId: lost.outboxId })
    await vi.waitFor(() => expect(worked).toEqual([running, lost]), soon)
    const before = ticks
    await queues.schedule('reach-milestones', 100)
    await vi.waitFor(() => expect(ticks).toBeGreaterThan(before + 1), soon)
  })

  test('closing while Redis is gone waits for the running handler, then leaves', async () => {
    const queues = await open()
    let [started, ended] = [false, false]
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const handler = async () => {
      started = true
      await finished
      ended = true
    }
    queues.work('mail', { 'send-mail': handler }, oneAtATime)
    await queues.publish('send-mail', aMail())
    await vi.waitFor(() => expect(started).toBe(true), soon)
    await redis.stop()
    const endedAtClose = queues.close().then(() => ended)
    expect(await outcomes(queues)).toEqual(allRefused)
    finish()
    expect(await endedAtClose).toBe(true)
  })
})

import { randomUUID } from 'node:crypto'
import type { JobData } from '@boussole/contracts'
import { needsRedis, useDatabase, useRedis } from '@boussole/testing'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openQueues, QueueUnavailable } from './index.ts'
import type { Attempt, Queues } from './index.ts'

type Mail = JobData<'send-mail'>

const soon = { timeout: 20_000, interval: 20 }
const oneAtATime = { concurrency: 1 }
const aMail = (): Mail => ({ outboxId: randomUUID() })
const byId = (mails: readonly Mail[]) => mails.map((mail) => mail.outboxId).toSorted()

/** The same handler for all that is done there. */
const everyUpkeep = (handler: (data: unknown, context: Attempt) => Promise<void>) => ({
  'check-invariants': handler,
  'refresh-offer-records': handler,
  'refresh-figures': handler,
  'renew-agreements': handler,
})

/** Holds a handler until the test has seen what it wanted to see. */
const gate = () => {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, passed }
}

/** The server a backend runs on; `empty` makes the next test start from nothing. */
type Ground = { place: () => { databaseUrl: string; redisUrl?: string }; empty: () => Promise<unknown> }

const onRedis = (): Ground => {
  const { url } = useRedis()
  const empty = async () => {
    const operator = new Redis(url)
    await operator.flushdb()
    operator.disconnect()
  }
  return { place: () => ({ redisUrl: url, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' }), empty }
}

const onPostgres = (): Ground => {
  const database = useDatabase()
  return {
    place: () => ({ databaseUrl: database.url }),
    empty: () => database.pool.query('drop schema bullmq cascade'),
  }
}

/** What the platform relies on, whichever server carries the jobs. */
const contract = (kind: Queues['backend'], ground: Ground) => {
  let told: { message: string; where: string }[] = []
  let opened: Queues[] = []

  afterEach(async () => {
    await Promise.all(opened.map((queues) => queues.close()))
    opened = []
    told = []
    await ground.empty()
  })

  const open = async () => {
    const onError = (error: Error, where: string) => told.push({ message: error.message, where })
    const queues = await openQueues({ ...ground.place(), onError })
    opened.push(queues)
    return queues
  }

  /** Published last in a queue that works one job at a time: when it is worked, all before it are over. */
  const workedUpTo = async (queues: Queues, worked: readonly Mail[]) => {
    const last = aMail()
    await queues.publish('send-mail', last)
    await vi.waitFor(() => expect(worked).toContainEqual(last), soon)
    return worked.filter((mail) => mail.outboxId !== last.outboxId)
  }

  test('a published job is worked once', async () => {
    const queues = await open()
    const mail = aMail()
    const worked: Mail[] = []
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, oneAtATime)
    await queues.publish('send-mail', mail)
    expect(await workedUpTo(queues, worked)).toEqual([mail])
    expect(told).toEqual([])
    expect(queues.backend).toBe(kind)
    expect(await queues.isUp()).toBe(true)
  })

  test('a job published many times while it waits is one job', async () => {
    const queues = await open()
    const [mail, other] = [aMail(), aMail()]
    const publication = { data: mail, jobId: mail.outboxId }
    await Promise.all(Array.from({ length: 10 }, () => queues.publish('send-mail', mail, { jobId: mail.outboxId })))
    await queues.publishMany('send-mail', [publication, { data: other, jobId: other.outboxId }, publication])
    const worked: Mail[] = []
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, oneAtATime)
    expect(await workedUpTo(queues, worked)).toEqual([mail, other])
  })

  test('a job published again while it runs is one job, and a new one once it is done', async () => {
    const queues = await open()
    const mail = aMail()
    const sameJob = { jobId: mail.outboxId }
    const worked: Mail[] = []
    const { open: finish, passed } = gate()
    const handler = async (data: Mail) => {
      worked.push(data)
      await passed
    }
    queues.work('mail', { 'send-mail': handler }, oneAtATime)
    await queues.publish('send-mail', mail, sameJob)
    await vi.waitFor(() => expect(worked).toEqual([mail]), soon)
    await queues.publish('send-mail', mail, sameJob)
    finish()
    expect(await workedUpTo(queues, worked)).toEqual([mail])
    await queues.publish('send-mail', mail, sameJob)
    expect(await workedUpTo(queues, worked)).toHaveLength(3)
    expect(worked.filter((data) => data.outboxId === mail.outboxId)).toHaveLength(2)
  })

  test('a mail whose handler throws is tried again, and the handler knows which try it is', async () => {
    const queues = await open()
    const attempts: Attempt[] = []
    const handler = async (_: Mail, context: Attempt) => {
      attempts.push(context)
      if (context.attempt === 1) throw new Error('the mail server said 421')
    }
    queues.work('mail', { 'send-mail': handler }, oneAtATime)
    await queues.publish('send-mail', aMail())
    await vi.waitFor(() => expect(attempts).toHaveLength(2), soon)
    expect(attempts).toEqual([
      { attempt: 1, lastAttempt: false },
      { attempt: 2, lastAttempt: false },
    ])
    expect(told).toEqual([])
  })

  test('a job whose last try throws is told to the operator, once', async () => {
    const queues = await open()
    const attempts: Attempt[] = []
    const handler = async (_: unknown, context: Attempt) => {
      attempts.push(context)
      throw new Error('two owners for one request')
    }
    queues.work('upkeep', everyUpkeep(handler), oneAtATime)
    await queues.publish('check-invariants', {})
    await vi.waitFor(() => expect(told).toHaveLength(1), soon)
    expect(attempts).toEqual([{ attempt: 1, lastAttempt: true }])
    expect(told[0]?.message).toBe('two owners for one request')
    expect(told[0]?.where).toContain('check-invariants')
  })

  test('a job that failed for good may be published again under its id', async () => {
    const queues = await open()
    let tries = 0
    const handler = async () => {
      tries += 1
      if (tries === 1) throw new Error('first time')
    }
    queues.work('upkeep', everyUpkeep(handler), oneAtATime)
    await queues.publish('check-invariants', {}, { jobId: 'the-check' })
    await vi.waitFor(() => expect(told).toHaveLength(1), soon)
    await queues.publish('check-invariants', {}, { jobId: 'the-check' })
    await vi.waitFor(() => expect(tries).toBe(2), soon)
  })

  test('a job of the wrong shape never reaches its handler and is not tried again', async () => {
    const queues = await open()
    const worked: Mail[] = []
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, oneAtATime)
    await queues.publish('send-mail', { outboxId: 'not an id' })
    await vi.waitFor(() => expect(told).toHaveLength(1), soon)
    expect(told[0]?.message).toContain('wrong shape')
    expect(await workedUpTo(queues, worked)).toEqual([])
  })

  test('closing waits for the handler that runs, and leaves the other jobs to the next worker', async () => {
    const [first, second] = [await open(), await open()]
    const mails = [aMail(), aMail(), aMail()]
    const started: Mail[] = []
    const ended: Mail[] = []
    const { open: finish, passed } = gate()
    const slow = async (data: Mail) => {
      started.push(data)
      await passed
      ended.push(data)
    }
    first.work('mail', { 'send-mail': slow }, oneAtATime)
    await first.publishMany(
      'send-mail',
      mails.map((data) => ({ data })),
    )
    await vi.waitFor(() => expect(started).toHaveLength(1), soon)

    let closed = false
    const closing = first.close().then(() => {
      closed = true
    })
    const elsewhere: Mail[] = []
    second.work('mail', { 'send-mail': async (data) => void elsewhere.push(data) }, oneAtATime)
    await vi.waitFor(() => expect(elsewhere).toEqual(mails.slice(1)), soon)
    expect({ closed, ended }).toEqual({ closed: false, ended: [] })

    finish()
    await closing
    expect(ended).toEqual(mails.slice(0, 1))
    expect(await workedUpTo(second, elsewhere)).toEqual(mails.slice(1))
    expect(started).toHaveLength(1)
  })

  test('two workers share the jobs and none is worked twice', async () => {
    const publisher = await open()
    const mails = Array.from({ length: 200 }, aMail)
    const both = gate()
    const shares: Mail[][] = [[], []]
    for (const share of shares) {
      const queues = await open()
      const handler = async (data: Mail) => {
        share.push(data)
        if (shares.every((each) => each.length > 0)) both.open()
        await both.passed
      }
      queues.work('mail', { 'send-mail': handler }, { concurrency: 5 })
    }
    await publisher.publishMany(
      'send-mail',
      mails.map((data) => ({ data })),
    )
    await vi.waitFor(() => expect(shares.flat()).toHaveLength(200), soon)
    await Promise.all(opened.map((queues) => queues.close()))
    expect(byId(shares.flat())).toEqual(byId(mails))
  })

  test('each tick of a schedule goes to one worker, however often the schedule is said again', async () => {
    const everyMs = 200
    const workers = [await open(), await open()]
    // A tick that fails is told with its id, which holds its instant: that is how this test tells ticks apart.
    const handler = async () => {
      throw new Error('tick')
    }
    for (const queues of workers) {
      queues.work('pace', { 'reach-milestones': handler }, oneAtATime)
      await queues.schedule('reach-milestones', everyMs)
    }
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(3), soon)
    for (const queues of workers) await queues.schedule('reach-milestones', everyMs)
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(8), soon)

    const instants = told.map(({ where }) => Number(where.split(':').at(-1)))
    expect(new Set(instants).size).toBe(instants.length)
    const [first = 0] = instants
    expect(instants.filter((instant) => (instant - first) % everyMs !== 0)).toEqual([])
  })

  test('no more mails leave than the rate allows, and closing does not wait for the rate', async () => {
    const queues = await open()
    const worked: Mail[] = []
    const options = { concurrency: 3, rate: { max: 2, durationMs: 600_000 } }
    queues.work('mail', { 'send-mail': async (data) => void worked.push(data) }, options)
    await queues.publishMany(
      'send-mail',
      Array.from({ length: 5 }, () => ({ data: aMail() })),
    )
    await vi.waitFor(() => expect(worked).toHaveLength(2), soon)
    await queues.close()
    expect(worked).toHaveLength(2)
  })

  test('who publishes while the queues close is told so, and does not wait for ever', async () => {
    const queues = await open()
    const publishing = [1, 2, 3].map(async () => {
      for (;;) await queues.publish('send-mail', aMail())
    })
    const ends = publishing.map((one) => expect(one).rejects.toThrow(QueueUnavailable))
    await queues.publish('send-mail', aMail())
    await queues.close()
    await Promise.all(ends)
  })

  test('after closing, nothing can be published', async () => {
    const queues = await open()
    await queues.close()
    await queues.close()
    await expect(queues.publish('send-mail', aMail())).rejects.toThrow(QueueUnavailable)
    expect(await queues.isUp()).toBe(false)
  })
}

describe('the queue on Redis', needsRedis(), () => {
  contract('redis', onRedis())
})
describe('the queue on PostgreSQL', () => {
  contract('postgres', onPostgres())
})

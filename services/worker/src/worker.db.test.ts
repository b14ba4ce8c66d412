import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { recordContact } from '@boussole/commands'
import { countDueWork } from '@boussole/db'
import type { OutboxRow } from '@boussole/db'
import { mondayMorning, needsOwnRedis, startOwnRedis, until, useGround, useMailbox } from '@boussole/testing'
import type { AskedRequest, Ground, GroundPartner, RunningWorker } from '@boussole/testing'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { checkInvariants } from './jobs/check-invariants.ts'

const mailbox = useMailbox()

/** The copies of a row's mail that the mail server took. */
const copiesOf = (row: OutboxRow | undefined) =>
  mailbox.received(({ messageId }) => row !== undefined && messageId.includes(row.id))

const noSuchMailbox = { code: 550, message: '5.1.1 no such mailbox' }
const tryAgainLater = { code: 451, message: '4.3.0 try again later' }

describe('the mails of a request', () => {
  const ground = useGround(mailbox)

  /** Writes down what a worker says to the mail server, on its way there. */
  const overhear = async () => {
    const heard: Buffer[] = []
    const server = createServer((socket) => {
      const onward = connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1')
      socket.on('data', (said) => heard.push(said))
      socket.pipe(onward).pipe(socket)
      socket.on('error', () => onward.destroy())
      onward.on('error', () => socket.destroy())
    })
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address: AddressInfo | string | null = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    onTestFinished(() => void server.close())
    return { smtpUrl: `smtp://127.0.0.1:${port}`, said: () => Buffer.concat(heard).toString('utf8') }
  }

  /** Header words as a reader's mail program shows them (RFC 2047). */
  const inClear = (headers: string): string =>
    headers
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .replaceAll(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, words: string) => Buffer.from(words, 'base64').toString('utf8'))
      .replaceAll(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, words: string) =>
        decodeURIComponent(words.replaceAll('_', ' ').replaceAll('=', '%')),
      )

  test('leave at once, each to one person, and no header says anything of the young person', async () => {
    const line = await overhear()
    const worker = await ground.startWorker({ smtpUrl: line.smtpUrl })
    const partner = await ground.partner()
    const request = await ground.ask(partner, { firstName: 'Zénobie' })
    await until(async () => expect((await ground.rowsOf(request)).map(({ state }) => state)).toEqual(['sent', 'sent']))

    const receipt = await mailbox.waitForMail(({ to }) => to === request.email)
    const notice = await mailbox.waitForMail(({ to }) => to === partner.contact)
    expect(receipt.text).toContain('Zénobie')
    expect(notice.text).toContain('Je dors dehors.')

    const messages = line
      .said()
      .split(/^MAIL FROM:/m)
      .slice(1)
    expect(messages).toHaveLength(2)
    for (const message of messages) {
      expect(message.match(/^RCPT TO:/gm)).toHaveLength(1)
      const headers = inClear(message.slice(message.indexOf('DATA\r\n') + 6, message.indexOf('\r\n\r\n')))
      expect(headers).toMatch(/^Message-ID: <[-0-9a-f]{36}@boussole\.example>$/im)
      expect(headers.match(/^To: .*/gm)).toEqual([
        `To: ${headers.includes(partner.contact) ? partner.contact : request.email}`,
      ])
      const elsewhere = headers.replace(/^To: .*/m, '')
      for (const secret of ['nobie', request.email, '639980042', 'dehors']) expect(elsewhere).not.toContain(secret)
    }
    for (const secret of ['nobie', '@', '639980042', 'dehors']) expect(worker.logged()).not.toContain(secret)
    await worker.stop()
  })
})

describe('a mail server that says "later"', () => {
  const ground = useGround(mailbox)
  let worker: RunningWorker
  beforeAll(async () => {
    worker = await ground.startWorker()
  })
  beforeEach(() => ground.clock.moveTo(mondayMorning))

  const refused = (request: AskedRequest) =>
    until(async () => {
      for (const { failure } of await ground.rowsOf(request)) expect(failure).toContain('451')
    })

  test('gets every mail later, once, and none is lost', async () => {
    mailbox.answerWith(() => tryAgainLater)
    const request = await ground.ask(await ground.partner())
    await refused(request)
    mailbox.answerWith(() => undefined)
    await ground.clock.advance('PT1M')
    await until(async () => expect((await ground.rowsOf(request)).map(({ state }) => state)).toEqual(['sent', 'sent']))
    for (const row of await ground.rowsOf(request)) expect(await copiesOf(row)).toHaveLength(1)
    expect(await ground.referralsOf(request)).toMatchObject([{ extensions: 0 }])
    expect(await worker.metric('boussole_mails_total{result="put-off"}')).toBeGreaterThanOrEqual(2)
  })

  test('until the next day: the partner gets as long a window from then, and the young person is told', async () => {
    mailbox.answerWith(() => tryAgainLater)
    const partner = await ground.partner({ windowDays: 3 })
    const request = await ground.ask(partner)
    await refused(request)
    expect((await ground.referralsOf(request))[0]?.dueAt.toString()).toBe('2026-11-19T23:00:00Z')
    mailbox.answerWith(() => undefined)
    await ground.clock.moveTo('2026-11-17T09:00:00Z')
    await until(async () => {
      const rows = await ground.rowsOf(request)
      expect(rows.map(({ mail, state }) => `${mail} ${state}`).toSorted()).toEqual([
        'extension sent',
        'receipt sent',
        'referral-request sent',
      ])
    })
    const [referral] = await ground.referralsOf(request)
    expect(referral).toMatchObject({ extensions: 1, state: 'sent' })
    expect(referral?.dueAt.toString()).toBe('2026-11-20T23:00:00Z')
    expect((await mailbox.waitForMail(({ to }) => to === partner.contact)).text).toContain('20 novembre')
    expect(await checkInvariants(ground.standing().db)).toEqual([])
  })
})

describe('a mail that comes back for good', () => {
  const ground = useGround(mailbox)
  beforeAll(async () => {
    await ground.startWorker()
  })
  beforeEach(() => ground.clock.moveTo(mondayMorning))

  const unknownAre = (...addresses: readonly string[]) =>
    mailbox.answerWith((to) => (addresses.includes(to) ? noSuchMailbox : undefined))

  const statesOf = async (request: AskedRequest, mail: OutboxRow['mail']) =>
    (await ground.rowsOf(request, mail)).map(({ recipientKind, state }) => `${recipientKind} ${state}`).toSorted()

  test('from the offer’s contact: its referents get the request instead, and the animators are told', async () => {
    const partner = await ground.partner()
    unknownAre(partner.contact)
    const request = await ground.ask(partner)
    await until(async () => {
      expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced', 'referent sent'])
      expect(await statesOf(request, 'bounce-animator')).toEqual(['user sent'])
    })
    const toReferent = await mailbox.received(({ to }) => to === partner.referentEmail)
    expect(toReferent).toMatchObject([{ text: expect.stringContaining('Je dors dehors.') }])
    const [toAnimator] = await copiesOf((await ground.rowsOf(request, 'bounce-animator'))[0])
    expect(toAnimator?.to).toBe(ground.standing().animatorEmail)
    expect(await ground.referralsOf(request)).toMatchObject([{ state: 'sent', unreachableAt: null, extensions: 0 }])
  })

  test('from everybody at the partner: the request goes on at once, and no lapse is booked', async () => {
    const [partner, next] = [await ground.partner(), await ground.partner({ windowDays: 1 })]
    unknownAre(partner.contact, partner.referentEmail)
    const request = await ground.ask(partner)
    await until(async () => {
      const [first, second] = await ground.referralsOf(request)
      expect(first).toMatchObject({ state: 'redirected', lapsedAt: null, lapseBooked: null })
      expect(first?.unreachableAt).not.toBeNull()
      expect(second).toMatchObject({ state: 'sent', offerId: next.offerId, automatic: true })
      expect(await statesOf(request, 'redirection')).toEqual(['young-person sent'])
    })
    await mailbox.waitForMail(({ to }) => to === next.contact)
    expect(await checkInvariants(ground.standing().db)).toEqual([])
    await ground.database.pool.query(`update offers set state = 'withdrawn' where id = $1`, [next.offerId])
  })

  test('from everybody, without consent to go elsewhere: the window ends in an animator’s hands, not as a lapse of the partner', async () => {
    const partner = await ground.partner({ windowDays: 1 })
    unknownAre(partner.contact, partner.referentEmail)
    const request = await ground.ask(partner, { redirect: false })
    await until(async () => {
      expect((await ground.referralsOf(request))[0]?.unreachableAt).not.toBeNull()
    })
    await ground.clock.moveTo('2026-11-17T23:00:00Z')
    await until(async () => {
      expect(await ground.referralsOf(request)).toMatchObject([{ state: 'unresolved', lapseBooked: false }])
    })
    expect(await ground.rowsOf(request, 'lapse-partner')).toEqual([])
  })
})

describe('reminders', () => {
  const ground = useGround(mailbox)
  let worker: RunningWorker
  beforeAll(async () => {
    worker = await ground.startWorker()
  })
  beforeEach(() => ground.clock.moveTo(mondayMorning))

  /** Requests to one partner whose notices have left. */
  const askMany = async (partner: GroundPartner, ...firstNames: readonly string[]): Promise<AskedRequest[]> => {
    const requests: AskedRequest[] = []
    for (const firstName of firstNames) requests.push(await ground.ask(partner, { firstName }))
    await worker.settled()
    return requests
  }
  const remindersOf = async (requests: readonly AskedRequest[]) =>
    (await Promise.all(requests.map((request) => ground.rowsOf(request, 'reminder')))).flat()

  test('of the night leave at 08:00 as one mail; who was contacted meanwhile is not in it', async () => {
    const partner = await ground.partner({ windowDays: 3 })
    const requests = await askMany(partner, 'Anouk', 'Basile', 'Cosima')
    // Wednesday, half past midnight: the end of day 1 has passed.
    await ground.clock.moveTo('2026-11-17T23:30:00Z')
    await until(async () => expect(await remindersOf(requests)).toHaveLength(3))
    for (const { sendAfter } of await remindersOf(requests)) expect(sendAfter.toString()).toBe('2026-11-18T07:00:30Z')
    const made = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
    await recordContact(requests[2]?.referralId ?? '', made, partner.referent, ground.standing().deps)

    await ground.clock.moveTo('2026-11-18T06:59:00Z')
    await worker.settled()
    expect((await remindersOf(requests)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(await mailbox.received(({ to }) => to === partner.referentEmail)).toEqual([])

    await ground.clock.moveTo('2026-11-18T07:00:30Z')
    await until(async () => {
      expect((await remindersOf(requests)).map(({ state }) => state)).toEqual(['sent', 'sent', 'needless'])
    })
    const mails = await mailbox.received(({ to }) => to === partner.referentEmail)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toMatch(/Anouk[^]*Basile|Basile[^]*Anouk/)
    expect(mails[0]?.text).not.toContain('Cosima')
  })

  test('that fall due a few seconds apart leave as one mail', async () => {
    const partner = await ground.partner({ windowDays: 2 })
    const [first] = await askMany(partner, 'Anouk')
    await ground.clock.moveTo('2026-11-16T09:00:20Z')
    const [second] = await askMany(partner, 'Basile')
    if (first === undefined || second === undefined) throw new Error('nobody asked')
    // Half-way of two days: Tuesday 17:00:00 and 17:00:10.
    await ground.clock.moveTo('2026-11-17T16:00:00.500Z')
    await until(async () => expect(await remindersOf([first])).toHaveLength(1))
    await ground.clock.moveTo('2026-11-17T16:00:12Z')
    await until(async () => expect(await remindersOf([second])).toHaveLength(1))
    await ground.clock.moveTo('2026-11-17T16:00:32Z')
    await until(async () => expect((await remindersOf([first])).map(({ state }) => state)).toEqual(['sent']))
    await ground.clock.moveTo('2026-11-17T16:05:00Z')
    await worker.settled()
    expect((await remindersOf([first, second])).map(({ state }) => state)).toEqual(['sent', 'sent'])
    const mails = await mailbox.received(({ to }) => to === partner.referentEmail)
    expect(mails.map(({ text }) => [text.includes('Anouk'), text.includes('Basile')])).toEqual([[true, true]])
  })
})

describe('a milestone that cannot be reached', () => {
  const ground = useGround(mailbox)
  let worker: RunningWorker
  let stuck: AskedRequest
  let other: AskedRequest
  beforeAll(async () => {
    worker = await ground.startWorker()
    const partner = await ground.partner({ windowDays: 3 })
    stuck = await ground.ask(partner)
    other = await ground.ask(partner)
    await worker.settled()
    await ground.database.pool.query(`
      create function reject() returns trigger language plpgsql as 'begin raise exception ''not now''; end';
      create trigger reject before insert on journal for each row
        when (new.referral_id = '${stuck.referralId}') execute function reject()`)
  })

  const firstReminder = async ({ referralId }: AskedRequest) => {
    const { rows } = await ground.database.pool.query<{ state: string; attempts: number; failure: string | null }>(
      `select state, attempts, failure from milestones where referral_id = $1 and kind = 'remind-1'`,
      [referralId],
    )
    return rows[0]
  }
  const failing = () => worker.metric('boussole_due{what="failing"}')
  /** Moves the clock to the next try of the stuck reminder, and waits until it has failed as well. */
  const nextTry = async () => {
    await ground.database.pool.query('update milestones set failure = null where referral_id = $1', [stuck.referralId])
    await ground.clock.advance('PT5M')
    await until(async () => expect((await firstReminder(stuck))?.failure).not.toBeNull())
  }

  test('stops no other, keeps its attempts, and after five is shown to the operator', async () => {
    await ground.clock.moveTo('2026-11-17T23:00:00Z')
    await until(async () => {
      expect(await firstReminder(other)).toMatchObject({ state: 'done', failure: null })
      expect(await firstReminder(stuck)).toMatchObject({ state: 'pending', attempts: 1, failure: expect.any(String) })
    })
    for (const attempts of [2, 3, 4, 5]) {
      expect(await failing()).toBe(0)
      await nextTry()
      expect((await firstReminder(stuck))?.attempts).toBe(attempts)
    }
    expect(await failing()).toBe(1)
  })

  test.each([1_000, 32_767])(
    'is tried for as long as it takes: %i times, and stops no other even then',
    async (attempts) => {
      await ground.database.pool.query(
        `update milestones set attempts = $2 where referral_id = $1 and kind = 'remind-1'`,
        [stuck.referralId, attempts],
      )
      await nextTry()
      expect(worker.logged()).not.toContain('the pace stumbled')
    },
  )

  test('is reached once what hindered it is gone', async () => {
    await ground.database.pool.query('drop trigger reject on journal')
    await ground.clock.advance('PT5M')
    await until(async () => expect(await firstReminder(stuck)).toMatchObject({ state: 'done', failure: null }))
    expect(await failing()).toBe(0)
    expect(await ground.rowsOf(stuck, 'reminder')).toHaveLength(1)
  })
})

describe('the check of the invariants', () => {
  const ground: Ground = useGround(mailbox)

  test('finds nothing while all is well, and finds rows that were broken by hand', async () => {
    const request = await ground.ask(await ground.partner())
    const { db } = ground.standing()
    expect(await checkInvariants(db)).toEqual([])
    const broken = async () => (await checkInvariants(db)).map(({ invariant, id }) => `${invariant.slice(0, 2)}${id}`)

    await ground.database.pool.query(
      `update milestones set state = 'cancelled', reached_at = platform_now() where referral_id = $1 and kind = 'lapse'`,
      [request.referralId],
    )
    expect(await broken()).toEqual([`2 ${request.referralId}`])
    await ground.database.pool.query('update referrals set attempts = 3 where id = $1', [request.referralId])
    expect(await broken()).toEqual([`2 ${request.referralId}`, `8 ${request.referralId}`])
  })

  test('is made by a worker that starts, counted, and told in its log by ids', async () => {
    const worker = await ground.startWorker()
    await until(async () => expect(await worker.metric('boussole_invariant_violations')).toBe(2))
    expect(worker.logged()).toContain('an invariant is broken')
  })
})

describe('the health of a worker', () => {
  const ground = useGround(mailbox)

  test('is "up" when database and queue answer; its metrics count what it did', async () => {
    const worker = await ground.startWorker()
    const request = await ground.ask(await ground.partner())
    await worker.settled()
    expect(await worker.get('/health/live')).toEqual({ status: 200, body: '{"status":"up"}' })
    const ready = { status: 'up', checks: { database: true, queue: true } }
    expect(await worker.get('/health/ready')).toEqual({ status: 200, body: JSON.stringify(ready) })
    expect(await worker.metric('boussole_mails_total{result="sent"}')).toBe((await ground.rowsOf(request)).length)
    expect(await countDueWork(ground.standing().db)).toEqual({ milestones: 0, mails: 0, failing: 0 })
  })

  test('is "degraded", and ready all the same, while Redis is gone', needsOwnRedis(), async () => {
    const redis = await startOwnRedis()
    onTestFinished(redis.stop)
    const worker = await ground.startWorker({ redisUrl: redis.url })
    await redis.stop()
    const ready = { status: 'degraded', checks: { database: true, queue: false } }
    expect(await worker.get('/health/ready')).toEqual({ status: 200, body: JSON.stringify(ready) })
    expect((await worker.get('/health/live')).status).toBe(200)
    await worker.stop()
  })
})

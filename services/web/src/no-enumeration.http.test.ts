import { actionTokenOf, invitationTokenOf, passwordsVerified, trackingTokenOf } from '@boussole/commands'
import { closeDatabase, openDatabase } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import { createHook } from 'node:async_hooks'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { people, useDemoSite } from './demo-site.ts'
import { startTestWeb, testWebConfig } from './test-web.ts'
import type { Seen, TestWeb, Visitor } from './test-web.ts'

// At the doors of the site a stranger is answered alike, known or unknown: status, words, headers, rounds of hashing.
// Where nothing is sent to anybody, the database is asked the same number of things; where a mail may leave, the answer
// waits for a pause that begins before anything that differs, and ends after it.

const demo = useDemoSite()
const { amelie, theo } = people
const key = testWebConfig.trackingKey
const left = 'left.the.partner@premier-toit.example'
const without = 'has.no.password@premier-toit.example'
let site: TestWeb
let statements = 0

const row = async (question: string, ...values: readonly unknown[]): Promise<string> =>
  (await demo.database.pool.query<{ id: string }>(question, [...values])).rows[0]?.id ?? ''

beforeAll(async () => {
  const db = openDatabase({ url: demo.database.url, connections: 5, applicationName: 'told', onError: () => undefined })
  // Also within transactions, which have a connection to themselves.
  db.$client.on('connect', (client) => {
    const query = client.query.bind(client)
    Reflect.set(client, 'query', (...given: unknown[]) => {
      statements += 1
      const answer: unknown = Reflect.apply(query, undefined, given)
      return answer
    })
  })
  site = await startTestWeb(demo.database.url, { db })
  for (const [name, email] of [
    ['Partie', left],
    ['Sans', without],
  ]) {
    await row(`insert into users (id, name, role, email) values (gen_random_uuid(), $1, 'referent', $2)`, name, email)
  }
  await row(
    `update users set left_at = platform_now(), password_hash = (select password_hash from users where email = $2)
     where email = $1`,
    left,
    amelie,
  )
  return async () => {
    await site.stop()
    await closeDatabase(db)
  }
})

/** What proves a form is another one each time. */
const withoutProof = (words: string): string =>
  words.replaceAll(/(?<=name="csrf" value=")[^"]*|(?<=__Host-[\w-]+=)[^;]*|(?<="ref[^>]*>)[^<]*/g, '')

/** All that a stranger can see of an answer; `secret` is what they gave themselves. */
const seenOf = ({ status, headers, html, location }: Seen, secret: string) => ({
  status,
  location: location.replaceAll(secret, ''),
  html: withoutProof(html).replaceAll(secret, ''),
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !/^(?:date|location|content-length|x-request-id|x-ratelimit-.*|ratelimit.*)$/.test(name))
      .map(([name, value]) => [name, withoutProof(JSON.stringify(value))]),
  ),
})

interface Answered {
  /** What a stranger sees, from the door to where it leads. */
  readonly seen: readonly ReturnType<typeof seenOf>[]
  readonly hashings: number
  readonly statements: number
  /** Of these, before the answer. */
  readonly sent: number
  readonly ms: number
  readonly pauses: readonly Pause[]
}

/** How many statements had been sent when the answer began to wait, and when it had waited. */
interface Pause {
  readonly began: number
  ended?: number
}

const pauseMs = 400

/** Keeps every pause that begins from now on; what is given back stops it. */
const watchPauses = (pauses: Map<number, Pause>): (() => unknown) => {
  const hook = createHook({
    init: (id, type, _, resource) => {
      if (type === 'Timeout' && Reflect.get(resource, '_idleTimeout') === pauseMs) pauses.set(id, { began: statements })
    },
    before: (id) => {
      const pause = pauses.get(id)
      if (pause !== undefined) pause.ended = statements
    },
  }).enable()
  return () => hook.disable()
}

const answerTo = async (secret: string, go: (visitor: Visitor) => Promise<Seen>): Promise<Answered> => {
  const visitor = site.visitor()
  const before = passwordsVerified()
  const pauses = new Map<number, Pause>()
  const stopWatching = watchPauses(pauses)
  statements = 0
  const began = performance.now()
  const first = await go(visitor)
  const ms = performance.now() - began
  const sent = statements
  stopWatching()
  const last = first.location === '' ? [] : [await visitor.follow(first)]
  return {
    seen: [first, ...last].map((seen) => seenOf(seen, secret)),
    hashings: passwordsVerified() - before,
    statements,
    sent,
    ms,
    pauses: [...pauses.values()],
  }
}

const answersTo = async (
  secrets: readonly string[],
  go: (visitor: Visitor, secret: string) => Promise<Seen>,
): Promise<readonly [Answered, ...Answered[]]> => {
  const [first = '', ...others] = secrets
  const answers: [Answered, ...Answered[]] = [await answerTo(first, (visitor) => go(visitor, first))]
  for (const secret of others) answers.push(await answerTo(secret, (visitor) => go(visitor, secret)))
  for (const answer of answers) {
    expect(answer.seen).toEqual(answers[0].seen)
    expect(answer.hashings).toBe(answers[0].hashings)
    expect(answer.seen[0]?.status).toBeLessThan(429)
  }
  return answers
}

const sendTo =
  (path: string, fields: (secret: string) => Record<string, string>) =>
  async (visitor: Visitor, secret: string): Promise<Seen> => {
    await visitor.get(path)
    return visitor.post(path, fields(secret))
  }

const countsOf = (answers: readonly Answered[]): number[] => answers.map(({ statements: count }) => count)

const ask = async (email: string): Promise<string> => {
  const referral = await demo.ask()
  const request = await row('select request_id as id from referrals where id = $1', referral)
  await row('update requests set email = $2 where id = $1', request, email)
  return request
}

/** One pause each, begun at the same point of the work; when it was over, nothing was left to do but to answer. */
const expectSamePause = (answers: readonly [Answered, ...Answered[]]): void => {
  const began = answers[0].pauses[0]?.began
  for (const { ms, pauses, sent } of answers) {
    expect(sent).toBeGreaterThan(0)
    expect(ms).toBeGreaterThan(pauseMs - 10)
    expect(pauses).toEqual([{ began, ended: sent }])
  }
}

describe('where a mail may leave, a stranger is answered alike, after the same pause', () => {
  const professionals = [amelie, without, left, 'nobody.at.all@nulle-part.example']
  test.each([
    { door: 'a link to sign in', path: '/pro/connexion', secrets: professionals },
    { door: 'a lost tracking link', path: '/suivi/lien', secrets: ['lina@jeune.example', 'nobody@jeune.example'] },
    { door: 'the same in English', path: '/en/suivi/lien', secrets: ['lina@jeune.example', 'nobody@jeune.example'] },
  ])('$door', async ({ path, secrets }) => {
    await ask('lina@jeune.example')
    const answers = await answersTo(
      secrets,
      sendTo(path, (email) => ({ email })),
    )
    console.log(`Statements at ${path}: ${countsOf(answers).join(', ')}.`)
    expectSamePause(answers)
    expect(answers[0].seen[0]?.status).toBe(303)
  })

  test('a link of a mail that is too old, of somebody who is there and of somebody who has left', async () => {
    const referral = await demo.ask()
    const linkFor = async (email: string): Promise<string> => {
      const id = await row(
        `insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, recipient_id, once_key,
           created_at, send_after)
         select 'reminder', request_id, referrals.id, territory_id, 'referent', referents.id, gen_random_uuid()::text,
           platform_now() - interval '20 days', platform_now()
         from referrals join referents using (partner_id) join users on users.id = user_id
         where referrals.id = $1 and users.email = $2 returning outbox.id`,
        referral,
        email,
      )
      return actionTokenOf(id, key)
    }
    await row(
      `update referrals set sent_at = sent_at - interval '20 days', due_at = due_at - interval '20 days' where id = $1`,
      referral,
    )
    const tokens = [await linkFor(amelie), await linkFor(theo)]
    onTestFinished(await demo.leave(theo))
    const answers = await answersTo(tokens, (visitor, token) =>
      sendTo(`/pro/lien/${token}/nouveau`, () => ({}))(visitor, token),
    )
    console.log(`Statements at /pro/lien: ${countsOf(answers).join(', ')}.`)
    expectSamePause(answers)
    expect(answers[0].seen[0]).toMatchObject({ status: 303, location: '/pro/lien-renvoye' })
  })
})

describe('where nothing is sent, a stranger is answered alike, and the database is asked as much', () => {
  const alike = (answers: readonly Answered[]): void => {
    for (const { statements: count } of answers) expect(count).toBeGreaterThan(0)
    expect(countsOf(answers)).toEqual(answers.map(() => answers[0]?.statements))
  }

  test('a wrong password', async () => {
    const answers = await answersTo(
      [amelie, without, left, 'nobody.at.all@nulle-part.example'],
      sendTo('/pro/connexion/mot-de-passe', (email) => ({ email, password: 'not-it' })),
    )
    alike(answers)
    expect(answers[0]).toMatchObject({ hashings: 1, seen: [{ status: 401 }] })
  })

  test('an invitation that never was, one that was accepted, taken back, sent again, or is too old', async () => {
    const partner = await row(
      `select partner_id as id from referents join users on users.id = user_id where email = $1`,
      amelie,
    )
    const by = await row('select id from users where email = $1', people.animator)
    const invite = async (change: string): Promise<string> => {
      const id = crypto.randomUUID()
      const token = invitationTokenOf({ id, sending: 1 }, key)
      await row(
        `insert into invitations (id, territory_id, partner_id, email, name, invited_by, token_hash, expires_at)
         select $1::uuid, territory_id, id, $1::text || '@premier-toit.example', 'Inès', $3, sha256($4::bytea), 'infinity'
         from partners where id = $2`,
        id,
        partner,
        by,
        Buffer.from(token),
      )
      if (change !== '') await row(`update invitations set ${change} where id = $1`, id)
      return token
    }
    expect((await site.visitor().get(`/pro/invitation/${await invite('')}`)).status).toBe(200)
    const tokens = [
      'a'.repeat(43),
      'never-one-of-ours',
      await invite('accepted_at = platform_now(), accepted_by = invited_by'),
      await invite('cancelled_at = platform_now(), cancelled_by = invited_by'),
      await invite(`sendings = 2, token_hash = sha256('another')`),
      await invite(`expires_at = platform_now()`),
    ]
    const answers = await answersTo(tokens, (visitor, token) => visitor.get(`/pro/invitation/${token}`))
    alike(answers)
    expect(answers[0].seen[0]).toMatchObject({ status: 303, location: '/pro/invitation-terminee' })
  })

  test('a tracking token of nobody, and one of a request that was erased', async () => {
    const request = await ask('erased@jeune.example')
    const token = trackingTokenOf(asId<RequestId>(request), key)
    const visitor = site.visitor()
    await visitor.get(`/suivi/${token}`)
    await visitor.get('/suivi/effacement')
    expect((await visitor.post('/suivi/effacement')).location).toBe('/suivi/efface')
    const answers = await answersTo(['a'.repeat(43), token], (stranger, given) => stranger.get(`/suivi/${given}`))
    alike(answers)
    expect(answers[0].seen[0]?.status).toBe(404)
  })

  test('a link of a mail that was forged with a number that exists, and with one that does not', async () => {
    await demo.ask()
    const existing = await row(`select id from outbox where mail = 'referral-request' limit 1`)
    const forged = [existing, crypto.randomUUID()].map(
      (id) => `${actionTokenOf(id, key).slice(0, 22)}${'a'.repeat(43)}`,
    )
    for (const path of ['', '/nouveau']) {
      const answers = await answersTo(forged, (visitor, token) => visitor.get(`/pro/lien/${token}${path}`))
      // What was forged shows in itself.
      expect(countsOf(answers)).toEqual([0, 0])
      expect(answers[0].seen[0]).toMatchObject({ status: 303, location: '/pro/connexion' })
    }
  })
})

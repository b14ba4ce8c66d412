import { problemShape, requestSubmitted } from '@boussole/contracts'
import { findViolations } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  hostileSample,
  hostileWords,
  mark,
  useDatabase,
} from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { brokenBodies, operationsOf, withField, wrongKinds, wrongTypes } from './hostile-requests.ts'
import type { Operation } from './hostile-requests.ts'
import { startTestApi } from './test-api.ts'
import type { TestApi } from './test-api.ts'

// Every operation of the API's own document, with what nobody would send by accident: it is answered, never by a bug,
// and what is refused is told as a problem. Sixty words in each field; all of them with FUZZ=all.

const database = useDatabase()
let api: TestApi
let operations: readonly Operation[]
let known: Readonly<Record<string, unknown>>
let referralId: string
const tokens: Record<string, string> = {}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const

beforeAll(async () => {
  const { pool } = database
  api = await startTestApi(database.url)
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const partner = await givenPartner(pool, territory)
  const other = await givenPartner(pool, territory, 'Foyer')
  const offer = await givenOffer(pool, { territory, theme, partner })
  const otherOffer = await givenOffer(pool, { territory, theme, partner: other })
  const users = {
    referent: partner.userId,
    animator: await givenProfessional(pool, { role: 'animator', territoryId: territory.id }),
    national: await givenProfessional(pool, { role: 'national' }),
  }
  for (const [name, userId] of Object.entries(users)) {
    tokens[name] = api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(pool, userId) })
  }
  const asked = await api.ask('POST', 'requests', {
    body: {
      commune: territory.communeCode,
      theme: theme.code,
      age: 19,
      offers: [offer.id],
      contact: { firstName: 'Camille', email: 'camille@jeune.example' },
      consents: { contact: true, redirect: true },
    },
  })
  const { trackingToken, referrals } = requestSubmitted.parse(asked.json)
  tokens['young person'] = trackingToken
  referralId = referrals[0]?.id ?? ''
  // What the examples name, as it is here: a body goes as far as the act itself.
  known = {
    commune: territory.communeCode,
    theme: theme.code,
    answers: {},
    referralId,
    offerId: otherOffer.id,
    referentId: other.referentId,
    partnerId: partner.id,
    territoryId: territory.id,
    territory: territory.id,
    partner: partner.id,
  }
  operations = operationsOf((await api.ask('GET', 'openapi.json')).json)
  return () => api.stop()
})

const exampleOf = ({ example, fields }: Operation): unknown =>
  fields.reduce<unknown>(
    (body, { path: [name = '', ...deeper] }) =>
      deeper.length === 0 && name in known && typeof example === 'object' && example !== null && name in example
        ? withField(body, [name], known[name])
        : body,
    example ?? {},
  )

const whoAsks = ({ path, method }: Pick<Operation, 'path' | 'method'>): string => {
  if (path.includes('/tracking')) return 'young person'
  if (/extension|withdrawal|review|agreements|imports|exports|upkeep/.test(path)) return 'animator'
  return /territories|questionnaires/.test(path) && method !== 'PATCH' ? 'national' : 'referent'
}

/** Ends somebody's session, or takes the data of the young person away, when it is well asked. */
const endsTheTest = ({ method, path }: Pick<Operation, 'path' | 'method'>): boolean =>
  method === 'DELETE' && /\/(sessions|tracking)$/.test(path)

interface Sending {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
  /** In place of each parameter of the address. */
  readonly id?: string
  readonly query?: string
  readonly token?: string
}

/** A word as an address carries it: half a pair has no way to be written there. */
const inAddress = (word: string): string => encodeURIComponent(word.replaceAll(/\p{Surrogate}/gu, '\ufffd'))

let sent = 0

/** Sends it; what is wrong with the answer, or nothing. */
const faultOf = async (operation: Operation, sending: Sending): Promise<string | undefined> => {
  const { id, query = '', headers, body } = sending
  const method = methods.find((one) => one === (sending.method ?? operation.method)) ?? 'POST'
  const address = operation.path.replaceAll(/\{\w+\}/g, id === undefined ? referralId : inAddress(id)).concat(query)
  const token = sending.token ?? tokens[whoAsks(operation)] ?? ''
  const seen = await api.ask(method, address, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  })
  sent += 1
  const told = `${method} ${operation.path} ${JSON.stringify(sending).slice(0, 300)}: ${seen.status}`
  if (seen.status >= 500) return `${told} ${seen.text.slice(0, 200)}`
  const kind = JSON.stringify(seen.headers['content-type'] ?? '')
  if (seen.status >= 400 && (!kind.includes('application/problem+json') || !problemShape.safeParse(seen.json).success))
    return `${told}, not told as a problem: ${kind}`
  if (kind.includes('html')) return `${told}, ${kind}`
  if (JSON.stringify(Object.entries(seen.headers).filter(([name]) => name !== 'location')).includes(mark))
    return `${told}, in a header: ${JSON.stringify(seen.headers)}`
  return undefined
}

/** What is wrong with the answers, eight at a time. */
const faultsOf = async (sendings: readonly (readonly [Operation, Sending])[]): Promise<string[]> => {
  const faults: string[] = []
  for (let from = 0; from < sendings.length; from += 8) {
    const answers = await Promise.all(
      sendings.slice(from, from + 8).map(([operation, sending]) => faultOf(operation, sending)),
    )
    faults.push(...answers.filter((fault) => fault !== undefined))
  }
  return faults
}

test('the words are four hundred and more, each once', () => {
  expect(hostileWords.length).toBeGreaterThanOrEqual(400)
  expect(new Set(hostileWords).size).toBe(hostileWords.length)
})

describe('is answered, never by a bug, and refused as a problem', () => {
  const texts = (sample: number) =>
    operations.flatMap((operation) =>
      operation.fields
        .filter(({ isText }) => isText)
        .flatMap(({ path }) => {
          const words = hostileSample(path.join('.').includes('password') ? Math.min(sample, 10) : sample)
          return words.map((value): readonly [Operation, Sending] => [
            operation,
            { body: withField(exampleOf(operation), path, value) },
          ])
        }),
    )

  test('every field that takes words, with words of every kind', async () => {
    expect(await faultsOf(texts(60))).toEqual([])
  })

  test('every field, of every other type or missing, and with a field too many', async () => {
    const sendings = operations.flatMap((operation) => [
      ...operation.fields.flatMap(({ path }) =>
        wrongTypes.map((value) => [operation, { body: withField(exampleOf(operation), path, value) }] as const),
      ),
      ...(operation.fields.length === 0
        ? []
        : [[operation, { body: withField(exampleOf(operation), [mark], `<b ${mark}>`) }] as const]),
    ])
    expect(await faultsOf(sendings)).toEqual([])
  })

  test('every operation, with a body that is none or of another kind', async () => {
    const going = operations.filter((operation) => !endsTheTest(operation) && operation.method !== 'GET')
    const sendings = going.flatMap((operation) => [
      ...brokenBodies.map((body) => [operation, { body }] as const),
      ...wrongKinds.map(
        (kind) =>
          [operation, { body: JSON.stringify(exampleOf(operation)), headers: { 'content-type': kind } }] as const,
      ),
    ])
    expect(await faultsOf(sendings)).toEqual([])
  })

  test('every list, with where it goes on in the form that it has, and what no database reads in it', async () => {
    const packed = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url')
    const cursors = [
      packed(['\0', referralId]),
      packed(['\ud800', referralId]),
      `${referralId}~\0`,
      `${'-'.repeat(36)}~Loire`,
      `0000-01-01T00:00:00Z~${referralId}`,
      Buffer.from(`0000-01-01T00:00:00Z_${referralId}`).toString('base64url'),
    ]
    const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))
    expect(lists.length).toBeGreaterThan(4)
    const sendings = lists.flatMap((operation) =>
      cursors.map((cursor) => [operation, { query: `?cursor=${inAddress(cursor)}` }] as const),
    )
    expect(await faultsOf(sendings)).toEqual([])
  })

  test('every address, with other ids, other methods and other questions', async () => {
    const words = hostileSample(60).filter((word) => word.length < 5000)
    const sendings = operations.flatMap((operation) => [
      ...(operation.path.includes('{')
        ? words.map((id) => [operation, { id, body: operation.method === 'GET' ? undefined : {} }] as const)
        : []),
      ...operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .flatMap(({ name }) => words.map((word) => [operation, { query: `?${name}=${inAddress(word)}` }] as const)),
      ...methods
        .filter((method) => !operations.some((one) => one.path === operation.path && one.method === method))
        .map((method) => [operation, { method }] as const),
    ])
    expect(await faultsOf(sendings)).toEqual([])
  })

  test('every operation, with a key that is none, and words in its headers', async () => {
    // A header of HTTP holds Latin-1 and no line break: what would not leave a client is not tried.
    const words = hostileSample(60).filter((word) => /^[\u0020-\u00ff]*$/.test(word) && word.length < 4000)
    const submitting = operations.find(({ path, method }) => path.endsWith('/requests') && method === 'POST')
    if (submitting === undefined) throw new Error('requests cannot be submitted')
    const headed = words.flatMap((word) =>
      ['idempotency-key', 'accept-language', 'accept', 'x-request-id', 'user-agent', 'x-forwarded-for', 'origin'].map(
        (name) => [submitting, { body: exampleOf(submitting), headers: { [name]: word } }] as const,
      ),
    )
    const keyed = operations.flatMap((operation) =>
      [
        `Basic ${mark}`,
        'Bearer',
        `Bearer ${'a'.repeat(43)}`,
        'Bearer a.b.c',
        `Bearer ${'é'.repeat(40)}`,
        `${mark} 1`,
      ].map(
        (authorization) =>
          [operation, { headers: { authorization }, body: operation.method === 'GET' ? undefined : {} }] as const,
      ),
    )
    expect(await faultsOf([...headed, ...keyed])).toEqual([])
  })
})

test('what was kept of it is read again by whom it is for, and no promise is broken', async () => {
  expect((await api.ask('GET', `referrals/${referralId}`, { token: tokens['referent'] ?? '' })).status).toBe(200)
  expect((await api.ask('GET', 'tracking', { token: tokens['young person'] ?? '' })).status).toBe(200)
  expect(await findViolations(api.db)).toEqual([])
  const bugs = api.log.filter((line) => /"level":(50|60|"error"|"fatal")/.test(line))
  expect(bugs).toEqual([])
  console.log(`Hostile requests: ${sent} answered.`)
})

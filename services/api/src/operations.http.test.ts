import { problemShape } from '@boussole/contracts'
import { openDatabase } from '@boussole/db'
import { useDatabase } from '@boussole/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { connect } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { TestApi } from './test-api.ts'
import { startTestApi, testConfig } from './test-api.ts'

const database = useDatabase()

let api: TestApi

beforeAll(async () => {
  api = await startTestApi(database.url)
  return () => api.stop()
})

describe('health', () => {
  test('the service is alive, and ready when PostgreSQL answers', async () => {
    expect(await api.ask('GET', '/health/live')).toMatchObject({ status: 200, json: { status: 'up' } })
    expect(await api.ask('GET', '/health/ready')).toMatchObject({
      status: 200,
      json: { status: 'up', checks: { postgresql: 'up' } },
    })
  })

  test('without what it can do without it is degraded, not down', async () => {
    const other = await startTestApi(database.url, { checks: { redis: () => Promise.reject(new Error('gone')) } })
    expect(await other.ask('GET', '/health/ready')).toMatchObject({
      status: 200,
      json: { status: 'degraded', checks: { postgresql: 'up', redis: 'down' } },
    })
    await other.stop()
  })

  test('without PostgreSQL it is alive but not ready, and says so to who asks for something', async () => {
    const db = openDatabase({
      url: 'postgres://nobody@127.0.0.1:1/nothing',
      connections: 1,
      applicationName: 'api-tests',
      onError: () => undefined,
    })
    const other = await startTestApi(database.url, { db })
    expect((await other.ask('GET', '/health/live')).status).toBe(200)
    expect(await other.ask('GET', '/health/ready')).toMatchObject({ status: 503, json: { status: 'down' } })
    const seen = await other.ask('GET', 'communes?q=lyon')
    expect(seen).toMatchObject({ status: 503, json: { code: 'overloaded' } })
    expect(seen.headers['retry-after']).toBe('10')
    await other.stop()
  })
})

describe('documentation', () => {
  test('the OpenAPI document is valid and describes every route of the API', async () => {
    const { status, json } = await api.ask('GET', 'openapi.json')
    expect(status).toBe(200)
    const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(json)
    const validator = new Validator()
    expect(await validator.validate(document)).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
    const described = Object.entries(document.paths).flatMap(([path, acts]) =>
      Object.keys(acts).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    )
    expect(described.toSorted()).toEqual([
      'DELETE /referents/{referent}/absences/{id}',
      'DELETE /referrals/{id}/accompaniment',
      'DELETE /sessions',
      'DELETE /tracking',
      'GET /agreements',
      'GET /communes',
      'GET /communes/{code}/themes',
      'GET /directory',
      'GET /exports/{name}',
      'GET /imports/{id}',
      'GET /offers',
      'GET /offers/{id}',
      'GET /questionnaires',
      'GET /referents',
      'GET /referrals',
      'GET /referrals/{id}',
      'GET /territories',
      'GET /themes',
      'GET /tracking',
      'GET /tracking/export',
      'GET /upkeep/runs',
      'GET /upkeep/runs/{id}',
      'PATCH /offers/{id}',
      'PATCH /referrals/{id}/accompaniment',
      'PATCH /tracking/contact',
      'POST /absences',
      'POST /agreements',
      'POST /imports',
      'POST /matches',
      'POST /offers',
      'POST /offers/{id}/confirmation',
      'POST /offers/{id}/pause',
      'POST /offers/{id}/review',
      'POST /referrals/{id}/acceptance',
      'POST /referrals/{id}/accompaniment',
      'POST /referrals/{id}/closure',
      'POST /referrals/{id}/contacts',
      'POST /referrals/{id}/extension',
      'POST /referrals/{id}/handover',
      'POST /referrals/{id}/notes',
      'POST /referrals/{id}/redirection',
      'POST /referrals/{id}/refusal',
      'POST /referrals/{id}/withdrawal',
      'POST /requests',
      'POST /sessions',
      'POST /sessions/links',
      'POST /sessions/links/use',
      'POST /sessions/refresh',
      'POST /territories',
      'POST /tracking/accompaniment',
      'POST /tracking/choice',
      'POST /tracking/claims',
      'POST /tracking/feedback',
      'POST /tracking/links',
      'POST /tracking/withdrawal',
      'POST /upkeep/runs/{id}/undoing',
    ])
  })

  test('it says what a request looks like, dates and ids included', async () => {
    const { text } = await api.ask('GET', 'openapi.json')
    expect(text).toContain('"#/components/schemas/NewRequestInput"')
    expect(text).toContain('"format":"date-time"')
    expect(text).toContain('application/problem+json')
  })

  test('every body that has fields shows an example', async () => {
    const { json } = await api.ask('GET', 'openapi.json')
    const shape = z.looseObject({ example: z.unknown().optional() })
    const body = z.looseObject({
      requestBody: z
        .looseObject({ content: z.looseObject({ 'application/json': z.looseObject({ schema: z.unknown() }) }) })
        .optional(),
    })
    const { paths, components } = z
      .looseObject({
        paths: z.record(z.string(), z.record(z.string(), body)),
        components: z.looseObject({ schemas: z.record(z.string(), shape) }),
      })
      .parse(json)
    const named = Object.values(paths)
      .flatMap((acts) => Object.values(acts))
      .flatMap(({ requestBody }) => {
        const ref = z.object({ $ref: z.string() }).safeParse(requestBody?.content['application/json'].schema)
        return ref.success ? [ref.data.$ref.replace('#/components/schemas/', '')] : []
      })
    expect(named.length).toBeGreaterThan(12)
    expect(named.filter((name) => components.schemas[name]?.example === undefined)).toEqual([])
  })

  test('it can be read in a browser, without anything from elsewhere', async () => {
    const { status, headers } = await api.ask('GET', '/api/docs/')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).not.toMatch(/https:|upgrade-insecure|validator/)
  })
})

describe('whatever comes in', () => {
  test.each([
    ['/', 404],
    ['/api/v1/rien', 404],
    ['/api/v1/communes/', 404],
    ['/local/clock', 404],
    ['/local/mails', 404],
    ['/.env', 404],
    ['/api/v1/%E0%A4%A', 400],
  ])('%s is answered %i as a problem in French', async (path, status) => {
    const seen = await api.ask('GET', path)
    expect(seen.status).toBe(status)
    expect(seen.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(seen.json).toMatchObject({ status, title: expect.stringMatching(/Introuvable|illisible/) })
  })

  test('a method that a route does not have is answered 404', async () => {
    expect(await api.ask('DELETE', 'communes')).toMatchObject({ status: 404, json: { code: 'not-found' } })
    expect(await api.ask('POST', '/local/clock', { body: { advance: 'P3D' } })).toMatchObject({ status: 404 })
  })

  test('the routes of the local machine are there only when it brings them', async () => {
    const other = await startTestApi(database.url, {
      extra: async (app) => {
        app.get('/local/clock', () => ({ now: '2026-11-20T09:00:00Z' }))
      },
    })
    expect(await other.ask('GET', '/local/clock')).toMatchObject({ status: 200, json: { now: '2026-11-20T09:00:00Z' } })
    await other.stop()
  })

  test('unknown addresses count for the limit of their client', async () => {
    const other = await startTestApi(database.url, { config: { ...testConfig, publicRatePerMinute: 3 } })
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1)
      statuses.push((await other.ask('GET', '/rien', { from: '192.0.2.1' })).status)
    expect(statuses).toEqual([404, 404, 404, 429])
    expect((await other.ask('GET', '/health/live', { from: '192.0.2.1' })).status).toBe(200)
    await other.stop()
  })

  test('who is sent away for want of a session counts for the limit of their client', async () => {
    const other = await startTestApi(database.url, { config: { ...testConfig, publicRatePerMinute: 3 } })
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1)
      statuses.push((await other.ask('GET', 'referrals', { from: '192.0.2.1', token: 'nobodys' })).status)
    expect(statuses).toEqual([401, 401, 401, 429])
    await other.stop()
  })

  test('a class of thirty that types where it lives, letter by letter, is answered', async () => {
    const other = await startTestApi(database.url, { config: { ...testConfig, publicRatePerMinute: 300 } })
    const statuses: number[] = []
    for (let letters = 1; letters <= 'saint-etienne'.length; letters += 1) {
      const ask = `communes?q=${'saint-etienne'.slice(0, letters)}`
      const seen = await Promise.all(Array.from({ length: 30 }, () => other.ask('GET', ask, { from: '192.0.2.1' })))
      statuses.push(...seen.map(({ status }) => status))
    }
    expect(statuses).toEqual(statuses.map(() => 200))
    await other.stop()
  })

  test('a client cannot change its address with a header that no proxy vouches for', async () => {
    const other = await startTestApi(database.url, { config: { ...testConfig, publicRatePerMinute: 2 } })
    const statuses: number[] = []
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      const headers = { 'x-forwarded-for': address }
      statuses.push((await other.ask('GET', '/rien', { from: '192.0.2.1', headers })).status)
    }
    expect(statuses).toEqual([404, 404, 429])
    await other.stop()
  })

  test('bytes that are not HTTP are refused in French, and the service goes on', async () => {
    await api.api.listen({ host: '127.0.0.1', port: 0 })
    const address = api.api.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    for (const bytes of ['BONJOUR\r\n\r\n', 'GET /api/v1/communes?q=Étienne HTTP/1.1\r\nHost: localhost\r\n\r\n']) {
      const answer = await textOf(connect(port, '127.0.0.1').end(bytes))
      const [head, body] = answer.split('\r\n\r\n')
      expect(head).toMatch(/^HTTP\/1\.1 400/)
      expect(JSON.parse(body ?? '')).toMatchObject({ status: 400, code: 'request-broken', title: 'Requête illisible' })
    }
    expect((await api.ask('GET', '/health/live')).status).toBe(200)
  })
})

describe('what leaves', () => {
  test('answers carry headers for browsers, are not kept by caches, and name their line in the log', async () => {
    const { headers } = await api.ask('GET', 'communes?q=lyon')
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(api.log.join('')).toContain(String(headers['x-request-id']))
  })

  test('figures name routes, never addresses, ids or search words', async () => {
    await api.ask('GET', 'communes/42218/themes')
    const { text } = await api.ask('GET', '/metrics')
    expect(text).toContain('route="/api/v1/communes/:code/themes"')
    expect(text).toContain('process_cpu_user_seconds_total')
    expect(text).not.toContain('42218')
  })

  test.each([{ 'x-forwarded-for': '192.0.2.1' }, { forwarded: 'for=192.0.2.1' }])(
    'figures are not for the public, who comes through a proxy: %j',
    async (headers) => {
      expect(await api.ask('GET', '/metrics', { headers })).toMatchObject({ status: 404, json: { code: 'not-found' } })
    },
  )

  test('the log holds no name, address, word or token, even of what fails', async () => {
    await database.pool.query('alter table commune_names rename to commune_names_away')
    const secret = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
    await api.ask('POST', 'tracking/links', { body: { email: 'secrete@exemple.example' } })
    await api.ask('GET', 'tracking', { token: secret })
    const seen = await api.ask('GET', 'communes?q=motsecret')
    await database.pool.query('alter table commune_names_away rename to commune_names')
    expect(seen).toMatchObject({ status: 500, json: { code: 'bug', reference: expect.any(String) } })
    expect(seen.text).not.toMatch(/commune_names|select|motsecret/)
    const log = api.log.join('')
    expect(log).toContain(problemShape.parse(seen.json).reference)
    expect(log).toContain('42P01')
    expect(log).not.toMatch(/motsecret|secrete@|10\.\d+\.\d+\.\d+/)
    expect(log).not.toContain(secret)
  })
})

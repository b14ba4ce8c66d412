import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { createLogger } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { randomInt } from 'node:crypto'
import { buildApi } from './build-api.ts'
import type { ApiParts } from './build-api.ts'

/** What a caller sends: a body is JSON unless it is text already. */
interface Sent {
  readonly body?: unknown
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
}

/** What a caller sees. */
export interface Seen {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: unknown
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface TestApi {
  readonly api: FastifyInstance
  readonly db: Database
  /** Lines of the log since the start. */
  readonly log: readonly string[]
  /** A request, each from an address of its own unless `from` says which. */
  ask(method: Method, path: string, sent?: Sent): Promise<Seen>
  stop(): Promise<void>
}

export const testConfig = {
  jwtKeys: [
    { kid: 'new', secret: 'the-key-that-signs-from-now-on-0123456789' },
    { kid: 'old', secret: 'the-key-that-signed-before-0123456789' },
  ],
  trackingKey: 'the-tracking-key-of-the-tests-0123456789',
  publicRatePerMinute: 1000,
  // A busy machine is no reason for a test to fail.
  busyAfterMs: 0,
  trustProxy: undefined,
} as const

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The service of the tests: the real one, on a real database, spoken to without a network. */
export const startTestApi = async (databaseUrl: string, parts: Partial<ApiParts> = {}): Promise<TestApi> => {
  const log: string[] = []
  const db = openDatabase({ url: databaseUrl, connections: 10, applicationName: 'api-tests', onError: () => undefined })
  const logger = createLogger('api', 'info', { write: (line) => log.push(line) })
  const api = await buildApi({ config: testConfig, db, logger, ...parts })
  return {
    api,
    db,
    log,
    ask: async (method, path, { body, token, headers = {}, from } = {}) => {
      const remoteAddress = from ?? `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
      const response = await api.inject({
        method,
        url: path.startsWith('/') ? path : `/api/v1/${path}`,
        remoteAddress,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return {
        status: response.statusCode,
        headers: response.headers,
        text: response.payload,
        json: parsed(response.payload),
      }
    },
    stop: async () => {
      await api.close()
      await closeDatabase(db)
    },
  }
}

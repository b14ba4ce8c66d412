import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { createLogger } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { randomInt } from 'node:crypto'
import { buildWeb } from './build-web.ts'
import type { WebParts } from './build-web.ts'

/** What a visitor sees. */
export interface Seen {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly html: string
  /** Where a redirection leads; empty when there is none. */
  readonly location: string
}

/** Somebody with a browser without scripts: it keeps cookies, and sends the forms it was shown. */
export interface Visitor {
  get(path: string): Promise<Seen>
  /** Sends the form last shown, with these fields besides its hidden ones. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>
  /** Follows redirections to the page where they end; those that ask for it are sent the form once more. */
  follow(seen: Seen): Promise<Seen>
  readonly cookies: Map<string, string>
  /** Goes on from an address of its own that was not seen before. */
  move(): void
}

export interface TestWeb {
  readonly web: FastifyInstance
  readonly db: Database
  /** Lines of the log since the start. */
  readonly log: readonly string[]
  /** A new visitor, from an address of its own unless others are behind the same one. */
  visitor(address?: string): Visitor
  stop(): Promise<void>
}

export const testWebConfig = {
  apiUrl: 'http://127.0.0.1:3001',
  siteUrl: 'http://127.0.0.1:3000',
  trackingKey: 'the-tracking-key-of-the-tests-0123456789',
  cookieKeys: ['the-cookie-key-of-the-tests-0123456789'],
  pagesPerMinute: 1000,
  // A busy machine is no reason for a test to fail.
  busyAfterMs: 0,
  trustProxy: undefined,
  proConnect: undefined,
} as const

/** The site of the tests: the real one, on a real database, spoken to without a network. */
export const startTestWeb = async (databaseUrl: string, parts: Partial<WebParts> = {}): Promise<TestWeb> => {
  const log: string[] = []
  const db = openDatabase({ url: databaseUrl, connections: 5, applicationName: 'web-tests', onError: () => undefined })
  const logger = createLogger('web', 'info', { write: (line) => log.push(line) })
  const web = await buildWeb({ config: testWebConfig, db, logger, ...parts })

  const newAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  const visitor = (from = newAddress()): Visitor => {
    let remoteAddress = from
    const cookies = new Map<string, string>()
    let hidden: [name: string, value: string][] = []
    let sent = ''
    const ask = async (method: 'GET' | 'POST', path: string, payload?: string): Promise<Seen> => {
      const response = await web.inject({
        method,
        url: path,
        remoteAddress,
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(payload === undefined ? {} : { payload }),
      })
      for (const { name, value } of response.cookies) {
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const shown = [...response.payload.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g)]
      // What several forms of a page have in common is sent once.
      const each = new Map(shown.map(([whole, name = '', value = '']) => [whole, [name, value] as const]))
      if (shown.length > 0) hidden = [...each.values()].map(([name, value]) => [name, value])
      const { location } = response.headers
      return {
        status: response.statusCode,
        headers: response.headers,
        html: response.payload,
        location: typeof location === 'string' ? location : '',
      }
    }
    const get = (path: string): Promise<Seen> => ask('GET', path)
    return {
      cookies,
      move: () => {
        remoteAddress = newAddress()
      },
      get,
      post: (path, fields = {}) => {
        const body = new URLSearchParams(hidden)
        for (const [name, values] of Object.entries(fields)) {
          for (const value of [values].flat()) body.append(name, value)
        }
        sent = body.toString()
        return ask('POST', path, sent)
      },
      follow: async (seen) => {
        let last = seen
        while (last.location !== '')
          last = await (last.status === 307 ? ask('POST', last.location, sent) : get(last.location))
        return last
      },
    }
  }

  return {
    web,
    db,
    log,
    visitor,
    stop: async () => {
      await web.close()
      await closeDatabase(db)
    },
  }
}

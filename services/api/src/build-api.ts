import { problemOf } from '@boussole/contracts'
import type { Database } from '@boussole/db'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Socket } from 'node:net'
import type { ApiConfig } from './config.ts'
import { documentApi } from './plugins/documentation.ts'
import { signAndVerify } from './plugins/identity.ts'
import { measure, tellHealth } from './plugins/operations.ts'
import type { Check } from './plugins/operations.ts'
import { answerProblems, problemType } from './plugins/problems.ts'
import { protect } from './plugins/protection.ts'
import { communeRoutes } from './routes/communes.ts'
import { referralRoutes } from './routes/referrals.ts'
import { requestRoutes } from './routes/requests.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { trackingRoutes } from './routes/tracking.ts'
import { readStrictJson } from './strict-json.ts'

/** What the service is made of. */
export interface ApiParts {
  readonly config: Pick<ApiConfig, 'jwtKeys' | 'trackingKey' | 'publicRatePerMinute' | 'trustProxy'>
  readonly db: Database
  readonly logger: FastifyBaseLogger
  /** What the service can do without, told at /health/ready: `{ redis: () => … }`. */
  readonly checks?: Readonly<Record<string, Check>>
  /** Routes of the local machine (/local/…), which production never gives. */
  readonly extra?: FastifyPluginAsync
}

const limits = {
  bodyLimit: 64 * 1024,
  /** A request must have come whole by then: slow senders do not hold a connection. */
  requestTimeout: 20_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 65_000,
} as const

/** Bytes that are not HTTP, an address written with raw accents among them: there is no request yet to reply to. */
const refuseBrokenHttp = (error: { readonly code: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const line =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request'
  const body = line.startsWith('400') ? JSON.stringify(problemOf('request-broken')) : ''
  const headers = `Connection: close\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}`
  socket.end(`HTTP/1.1 ${line}\r\n${headers}\r\n\r\n${body}`)
}

const logRequests = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setHeader('x-request-id', request.id)
    reply.raw.setHeader('cache-control', 'no-store')
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route } = request.routeOptions
    const ms = Math.round(reply.elapsedTime * 10) / 10
    request.log.info({ method: request.method, route, status: reply.statusCode, ms }, 'answered')
    done()
  })
}

/** Puts the service together, in the order in which a request meets its parts; it does not listen yet. */
export const buildApi = async ({ config, db, logger, checks = {}, extra }: ApiParts): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    ...limits,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    requestIdHeader: false,
    ...(config.trustProxy === undefined ? {} : { trustProxy: config.trustProxy }),
    clientErrorHandler: refuseBrokenHttp,
    // An address that cannot be read never reaches a route.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(400, { 'content-type': problemType }).end(JSON.stringify(problemOf('request-broken')))
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    try {
      done(null, readStrictJson(body))
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable body', { cause: error }))
    }
  })
  logRequests(app)
  measure(app)
  await protect(app, config)
  answerProblems(app)
  app.setSerializerCompiler(serializerCompiler)
  await signAndVerify(app, config.jwtKeys)
  await documentApi(app)
  tellHealth(app, { db, checks })
  const deps = { db, trackingKey: config.trackingKey }
  for (const routes of [
    communeRoutes(db),
    requestRoutes(deps),
    trackingRoutes(deps),
    sessionRoutes(db),
    referralRoutes(db),
  ]) {
    await app.register(routes, { prefix: '/api/v1' })
  }
  if (extra !== undefined) await app.register(extra)
  await app.ready()
  return app
}

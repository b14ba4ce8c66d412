import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Socket } from 'node:net'

const limits = {
  bodyLimit: 64 * 1024,
  /** A request must have come whole by then: slow senders do not hold a connection. */
  requestTimeout: 20_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 65_000,
} as const

/** Node looks at its connections every half minute, and allows a minute for headers, unless told otherwise. */
const timeouts = { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 } as const

/** What is answered, with status 400, to what is not HTTP or has an address that cannot be read. */
interface Broken {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Bytes that are not HTTP, an address written with raw accents among them: there is no request yet to reply to. */
const refuseBrokenHttp = ({ headers, body }: Broken, error: { readonly code: string }, socket: Socket): void => {
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
  const words = line.startsWith('400') ? body : ''
  const all = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(words) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${line}\r\n${lines.join('')}\r\n${words}`)
}

/** One line a request: its route, never its address, which may hold what somebody wrote. */
const logRequests = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setHeader('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route } = request.routeOptions
    const ms = Math.round(reply.elapsedTime * 10) / 10
    request.log.info({ method: request.method, route, status: reply.statusCode, ms }, 'answered')
    done()
  })
}

/** The server every service of ours begins with: its limits, its log, and an answer to what is no HTTP. */
export const createServer = ({
  logger,
  trustProxy,
  broken,
}: {
  readonly logger: FastifyBaseLogger
  readonly trustProxy: string | undefined
  readonly broken: Broken
}): FastifyInstance => {
  const app: FastifyInstance = fastify({
    ...limits,
    http: timeouts,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    requestIdHeader: false,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    clientErrorHandler: (error, socket) => refuseBrokenHttp(broken, error, socket),
    // An address that cannot be read never reaches a route.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(400, broken.headers).end(broken.body)
    },
  })
  logRequests(app)
  return app
}

import { platformNow } from '@boussole/db'
import type { Database } from '@boussole/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { unprotected } from './protection.ts'

/** Something the service can do without, and whether it is there: without it the service is degraded, not down. */
export type Check = () => Promise<boolean>

const patienceMs = 2000

const answers = async (check: Check): Promise<boolean> => {
  const giveUp = new AbortController()
  const late = pause(patienceMs, false, { signal: giveUp.signal }).catch(() => false)
  const isUp = await Promise.race([check().catch(() => false), late])
  giveUp.abort()
  return isUp
}

/** `/health/live`: the process answers. `/health/ready`: it can serve, which takes PostgreSQL and nothing else. */
export const tellHealth = (
  app: FastifyInstance,
  { db, checks }: { readonly db: Database; readonly checks: Readonly<Record<string, Check>> },
): void => {
  const route = { schema: { hide: true }, config: unprotected }
  const needed: Check = async () => {
    await platformNow(db)
    return true
  }
  app.get('/health/live', route, () => ({ status: 'up' }))
  app.get('/health/ready', route, async (_request, reply) => {
    const [postgresql, ...others] = await Promise.all([needed, ...Object.values(checks)].map(answers))
    const words = (isUp: boolean | undefined) => (isUp === true ? 'up' : 'down')
    const told = Object.fromEntries(Object.keys(checks).map((name, place) => [name, words(others[place])]))
    const status = postgresql === true ? (others.includes(false) ? 'degraded' : 'up') : 'down'
    return reply
      .code(postgresql === true ? 200 : 503)
      .send({ status, checks: { postgresql: words(postgresql), ...told } })
  })
}

/** It came through the proxy in front, from outside: what proxies add, a client cannot take away. */
const cameThroughProxy = ({ headers }: FastifyRequest): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined

/**
 * `/metrics` for Prometheus: the process, and how long each route takes. Routes, never addresses or ids. Only for who
 * asks the service directly, on its own network: for the public it does not exist.
 */
export const measure = (app: FastifyInstance): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    }
    seconds.observe(labels, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', { schema: { hide: true }, config: unprotected }, async (request, reply) => {
    if (cameThroughProxy(request)) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

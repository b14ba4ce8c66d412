import type { Database } from '@boussole/db'
import { platformNow } from '@boussole/db'
import type { Queues } from '@boussole/queue'
import Fastify from 'fastify'
import type { Registry } from 'prom-client'

interface Deps {
  readonly db: Database
  readonly queues: Queues
  readonly registry: Registry
}

const answers = (question: Promise<unknown>): Promise<boolean> =>
  question.then(
    () => true,
    () => false,
  )

/** The worker's own small server: is it alive, can it work, what has it counted. Redis down is degraded, not down. */
export const buildHealth = ({ db, queues, registry }: Deps) => {
  const app = Fastify({ connectionTimeout: 10_000, requestTimeout: 10_000, bodyLimit: 1024 })
  app.get('/health/live', () => ({ status: 'up' }))
  app.get('/health/ready', async (_request, reply) => {
    const [database, queue] = await Promise.all([answers(platformNow(db)), queues.isUp()])
    const status = database ? (queue ? 'up' : 'degraded') : 'down'
    return reply.code(database ? 200 : 503).send({ status, checks: { database, queue } })
  })
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  return app
}

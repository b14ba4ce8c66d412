import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { getHeapStatistics } from 'node:v8'
import { clientAddress } from './client-address.ts'
import { Fault } from './fault.ts'

/**
 * What stands before every route, and before who asks is looked up: a limit of requests per client address, where the
 * route has none of its own, and a limit of load above which the service says that it is busy rather than become slow
 * for everybody: once a turn of its loop is late by `busyAfterMs` on average (0: never; a moment without any measure
 * counts as late). Each process counts for itself.
 */
export const protect = async (
  app: FastifyInstance,
  { ratePerMinute, busyAfterMs }: { readonly ratePerMinute: number; readonly busyAfterMs: number },
): Promise<void> => {
  await app.register(rateLimit, {
    global: false,
    max: ratePerMinute,
    timeWindow: '1 minute',
    keyGenerator: clientAddress,
    errorResponseBuilder: () => new Fault('too-many-requests'),
  })
  const limit = app.rateLimit()
  // Before the hooks of any part of the service: a limit on the routes themselves would come after them, and never count
  // who is sent away for want of a session.
  app.addHook('onRequest', async function (request, reply) {
    if (request.routeOptions.config.rateLimit === undefined) await limit.call(this, request, reply)
  })
  await app.register(underPressure, {
    maxEventLoopDelay: busyAfterMs,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
    retryAfter: 10,
  })
}

/** For what must answer even when the service is busy, and as often as it is asked: health, figures, style sheets. */
export const unprotected = { rateLimit: false, pressureHandler: () => undefined } as const

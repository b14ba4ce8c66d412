import type { FaultCode } from '@boussole/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from './fault.ts'

/** Refuses, before a route begins, what one client address sends too often. */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** One count for all the routes that are given this limit: the same page in two languages is one page. */
export const limitTogether = (
  app: FastifyInstance,
  limit: { readonly max: number; readonly timeWindow: string },
  code: FaultCode = 'too-many-requests',
): Limit => {
  const count = app.createRateLimit(limit)
  return async (request, reply) => {
    const sent = await count(request)
    if (sent.isAllowed || !sent.isExceeded) return
    reply.raw.setHeader('retry-after', sent.ttlInSeconds)
    throw new Fault(code)
  }
}

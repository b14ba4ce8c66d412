import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'

/** From where a request comes, as limits count it. Who has hung up meanwhile has no address any more: they are counted together. */
export const clientAddress = (request: FastifyRequest): string =>
  request.socket.remoteAddress === undefined ? 'gone' : normalizeIP(request.ip)

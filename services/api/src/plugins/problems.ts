import type { Problem, ProblemCode } from '@boussole/contracts'
import { problemOf, readShape } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { Fault } from '../fault.ts'

const faultOfFastify: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'type-unsupported',
  FST_ERR_CTP_INVALID_TYPE: 'type-unsupported',
  FST_UNDER_PRESSURE: 'overloaded',
  FST_JWT_NO_AUTHORIZATION_IN_HEADER: 'token-missing',
  FST_JWT_BAD_REQUEST: 'token-missing',
}

/** PostgreSQL cannot answer now: gone, starting, stopping, full, or waited for too long. */
const outages = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '55P03',
  '57014',
])

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Object.getOwnPropertyDescriptor(error, 'code')?.value : undefined
  return typeof code === 'string' ? code : ''
}

const isOutage = (error: unknown): boolean =>
  error instanceof Error &&
  (outages.has(codeOf(error)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message) ||
    isOutage(error.cause))

const statusOf = (error: unknown): number => {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}

const problemOfError = (error: unknown, reference: string): Problem => {
  if (error instanceof Refusal) return problemOf(error.code, { about: error.about })
  if (error instanceof Fault) return problemOf(error.fault, error.errors === undefined ? {} : { errors: error.errors })
  const code = codeOf(error)
  const fault = faultOfFastify[code]
  if (fault !== undefined) return problemOf(fault)
  if (code.startsWith('FST_JWT_') || code.startsWith('FAST_JWT_')) return problemOf('session-over')
  if (isOutage(error)) return problemOf('overloaded', { reference })
  return statusOf(error) < 500 ? problemOf('request-broken') : problemOf('bug', { reference })
}

export const problemType = 'application/problem+json; charset=utf-8'

const headersOf = ({ status }: Problem): Record<string, string> => {
  if (status === 401) return { 'www-authenticate': 'Bearer' }
  return status === 503 ? { 'retry-after': '10' } : {}
}

const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).headers(headersOf(problem)).type(problemType).send(problem)

/** Every error leaves as problem+json in French; those that are ours are logged, once, with their reference. */
const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOfError(error, request.id)
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
  return sendProblem(reply, problem)
}

/** Shapes are read by `readShape`: everything wrong is told at once, in French, beside its field. */
const readByShape: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (input: unknown) => {
    const read = readShape(schema, input)
    if ('value' in read) return { value: read.value }
    return {
      error: new Fault(
        'input-invalid',
        read.errors.map(({ path, message }) => ({ path: path === '' ? (httpPart ?? '') : path, message })),
      ),
    }
  }

/** Makes every error of the service a problem+json, unknown addresses included, which count for the rate limit. */
export const answerProblems = (app: FastifyInstance): void => {
  app.setValidatorCompiler(readByShape)
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    sendProblem(reply, problemOf('not-found')),
  )
}

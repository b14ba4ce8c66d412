import type { Problem, ProblemCode } from '@boussole/contracts'
import { problemOf, readShape } from '@boussole/contracts'
import { Fault, problemOfError } from '@boussole/http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'

const ofTokens: Readonly<Record<string, ProblemCode>> = {
  FST_JWT_NO_AUTHORIZATION_IN_HEADER: 'token-missing',
  FST_JWT_BAD_REQUEST: 'token-missing',
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
  const problem = problemOfError(error, request.id, ofTokens)
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
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemOf('not-found')))
}

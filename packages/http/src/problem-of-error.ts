import { problemOf } from '@boussole/contracts'
import type { Problem, ProblemCode } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import { Fault } from './fault.ts'

const faultOfFastify: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'type-unsupported',
  FST_ERR_CTP_INVALID_TYPE: 'type-unsupported',
  FST_UNDER_PRESSURE: 'overloaded',
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
    /timeout exceeded when trying to connect|Connection terminated|is not queryable/.test(error.message) ||
    isOutage(error.cause))

const statusOf = (error: unknown): number => {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}

/**
 * What is told of an error: a refusal or a fault by its own code, a server or database that cannot answer as
 * `overloaded`, anything else as `bug`, with `reference`. `ofPlugins`: codes of errors that only this service meets.
 */
export const problemOfError = (
  error: unknown,
  reference: string,
  ofPlugins: Readonly<Record<string, ProblemCode>> = {},
): Problem => {
  if (error instanceof Refusal) return problemOf(error.code, { about: error.about })
  if (error instanceof Fault) return problemOf(error.fault, error.errors === undefined ? {} : { errors: error.errors })
  const code = codeOf(error)
  const fault = ofPlugins[code] ?? faultOfFastify[code]
  if (fault !== undefined) return problemOf(fault)
  if (code.startsWith('FST_JWT_') || code.startsWith('FAST_JWT_')) return problemOf('session-over')
  if (isOutage(error)) return problemOf('overloaded', { reference })
  return statusOf(error) < 500 ? problemOf('request-broken') : problemOf('bug', { reference })
}

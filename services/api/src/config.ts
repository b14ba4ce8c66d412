import { readEnvironment, settings } from '@boussole/http'
import { z } from 'zod'

/** Secrets of a machine of one's own: refused in production. */
const localSecrets = {
  JWT_KEYS: 'local:boussole-local-only-never-in-production',
  TRACKING_KEY: 'boussole-local-only-never-in-production',
} as const

/** One key of the ring that signs and verifies access tokens; `kid` names it in the token's header. */
export interface JwtKey {
  readonly kid: string
  readonly secret: string
}

const keyRing = z
  .string('required in production')
  .transform((ring): JwtKey[] =>
    ring.split(',').map((key) => {
      const [kid = '', ...rest] = key.trim().split(':')
      return { kid, secret: rest.join(':') }
    }),
  )
  .refine((ring) => ring.every((key) => /^[\w.-]{1,40}$/.test(key.kid)), 'written as kid1:secret,kid2:secret')
  .refine((ring) => ring.every((key) => key.secret.length >= 32), 'each secret takes 32 characters at least')
  .refine((ring) => new Set(ring.map(({ kid }) => kid)).size === ring.length, 'the same kid twice')

const environment = z.object({
  API_HOST: settings.host(),
  API_PORT: settings.port(3001),
  DATABASE_URL: settings.databaseUrl(),
  DATABASE_CONNECTIONS: settings.databaseConnections(),
  JWT_KEYS: keyRing,
  TRACKING_KEY: settings.secret(),
  PUBLIC_RATE_PER_MINUTE: settings.wholeNumber(300),
  BUSY_AFTER_MS: settings.milliseconds(1000),
  TRUST_PROXY: settings.trustProxy(),
  LOG_LEVEL: settings.logLevel(),
})

/** What the service is told by its environment, once, at start. */
export interface ApiConfig {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly databaseConnections: number
  /** The first one signs; all of them verify, so that keys can be changed without signing anybody out. */
  readonly jwtKeys: readonly JwtKey[]
  readonly trackingKey: string
  readonly publicRatePerMinute: number
  /** The service says that it is busy once its turns are late by so many milliseconds on average. */
  readonly busyAfterMs: number
  /** Whose `X-Forwarded-For` is believed; nobody's when absent. */
  readonly trustProxy: string | undefined
  readonly logLevel: string
}

/** Reads the environment. Errors: as `readEnvironment`. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): ApiConfig => {
  const given = readEnvironment(environment, env, localSecrets)
  return {
    host: given.API_HOST,
    port: given.API_PORT,
    databaseUrl: given.DATABASE_URL,
    databaseConnections: given.DATABASE_CONNECTIONS,
    jwtKeys: given.JWT_KEYS,
    trackingKey: given.TRACKING_KEY,
    publicRatePerMinute: given.PUBLIC_RATE_PER_MINUTE,
    busyAfterMs: given.BUSY_AFTER_MS,
    trustProxy: given.TRUST_PROXY,
    logLevel: given.LOG_LEVEL,
  }
}

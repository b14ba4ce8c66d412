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

/** Addresses or networks of the proxies in front: whose `X-Forwarded-For` is believed. Never "everybody". */
const trustProxy = z.string().regex(/^[0-9a-f.:/]+(,[0-9a-f.:/]+)*$/i, 'addresses or networks, with commas')

const wholeNumber = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback)

const environment = z.object({
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_URL: z.url('written as postgres://…'),
  DATABASE_CONNECTIONS: wholeNumber(10),
  JWT_KEYS: keyRing,
  TRACKING_KEY: z.string('required in production').min(32, '32 characters at least'),
  PUBLIC_RATE_PER_MINUTE: wholeNumber(300),
  // Compose hands over an empty one when nothing is in front.
  TRUST_PROXY: z.union([z.literal('').transform(() => undefined), trustProxy]).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
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
  /** Whose `X-Forwarded-For` is believed; nobody's when absent. */
  readonly trustProxy: string | undefined
  readonly logLevel: string
}

/**
 * Reads the environment. Local defaults are safe ones and never secrets in production, where the secrets must be given.
 * Errors: names what is missing or wrong, without its value.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): ApiConfig => {
  const isProduction = env['NODE_ENV'] === 'production'
  const read = environment.safeParse(isProduction ? env : { ...localSecrets, ...env })
  const faults = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (isProduction) {
    for (const [name, local] of Object.entries(localSecrets)) {
      if (env[name]?.includes(local)) faults.push(`${name}: the secret of the local machine is refused in production`)
    }
  }
  if (!read.success || faults.length > 0) throw new Error(`The environment is not complete.\n${faults.join('\n')}`)
  const given = read.data
  return {
    host: given.API_HOST,
    port: given.API_PORT,
    databaseUrl: given.DATABASE_URL,
    databaseConnections: given.DATABASE_CONNECTIONS,
    jwtKeys: given.JWT_KEYS,
    trackingKey: given.TRACKING_KEY,
    publicRatePerMinute: given.PUBLIC_RATE_PER_MINUTE,
    trustProxy: given.TRUST_PROXY,
    logLevel: given.LOG_LEVEL,
  }
}

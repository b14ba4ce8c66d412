import { readEnvironment, settings } from '@boussole/http'
import { z } from 'zod'

/** Secrets of a machine of one's own: refused in production. */
const localSecrets = {
  TRACKING_KEY: 'boussole-local-only-never-in-production',
  COOKIE_KEYS: 'boussole-cookies-local-only-never-in-production',
} as const

const cookieKeys = z
  .string('required in production')
  .transform((keys) => keys.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every((key) => key.length >= 32), 'each key takes 32 characters at least')

const address = (fallback: string) =>
  z
    .url('written as https://…')
    .transform((url) => url.replace(/\/+$/, ''))
    .default(fallback)

// Compose hands over an empty one when it is not given.
const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.union([z.literal('').transform(() => undefined), shape]).optional()

const environment = z.object({
  WEB_HOST: settings.host(),
  WEB_PORT: settings.port(3000),
  API_URL: address('http://localhost:3001'),
  PUBLIC_URL: address('http://localhost:3000'),
  DATABASE_URL: settings.databaseUrl(),
  DATABASE_CONNECTIONS: settings.databaseConnections(),
  TRACKING_KEY: settings.secret(),
  COOKIE_KEYS: cookieKeys,
  PAGES_PER_MINUTE: settings.wholeNumber(1200),
  BUSY_AFTER_MS: settings.milliseconds(1000),
  TRUST_PROXY: settings.trustProxy(),
  PROCONNECT_ISSUER: optional(z.url('written as https://…')),
  PROCONNECT_CLIENT_ID: optional(z.string().max(200)),
  PROCONNECT_CLIENT_SECRET: optional(z.string().max(500)),
  LOG_LEVEL: settings.logLevel(),
})

/** The three settings of ProConnect, or none. */
const proConnectIn = (given: z.output<typeof environment>): ProConnectSettings | undefined => {
  const { PROCONNECT_ISSUER: issuer, PROCONNECT_CLIENT_ID: clientId, PROCONNECT_CLIENT_SECRET: clientSecret } = given
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { issuer, clientId, clientSecret }
  }
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  throw new Error('PROCONNECT_ISSUER, PROCONNECT_CLIENT_ID and PROCONNECT_CLIENT_SECRET go together')
}

/** Where professionals may say who they are, and as whom we ask. */
export interface ProConnectSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What the site is told by its environment, once, at start. */
export interface WebConfig {
  readonly host: string
  readonly port: number
  /** Where browsers find the API: the script of the commune search asks it. No slash at the end. */
  readonly apiUrl: string
  /** The site's own address, as written in links that leave it. No slash at the end. */
  readonly siteUrl: string
  readonly databaseUrl: string
  readonly databaseConnections: number
  /** The api's and the worker's: tracking links are derived from it. */
  readonly trackingKey: string
  /** The first one seals cookies; all of them open, so that keys can be changed without losing what is being written. */
  readonly cookieKeys: readonly string[]
  /** Pages one client address may ask for in a minute: a class of 30 behind one address, busily. */
  readonly pagesPerMinute: number
  /** The service says that it is busy once its turns are late by so many milliseconds on average. */
  readonly busyAfterMs: number
  readonly trustProxy: string | undefined
  readonly proConnect: ProConnectSettings | undefined
  readonly logLevel: string
}

/** Reads the environment. Errors: as `readEnvironment`. */
export const readWebConfig = (env: Readonly<Record<string, string | undefined>>): WebConfig => {
  const given = readEnvironment(environment, env, localSecrets)
  return {
    host: given.WEB_HOST,
    port: given.WEB_PORT,
    apiUrl: given.API_URL,
    siteUrl: given.PUBLIC_URL,
    databaseUrl: given.DATABASE_URL,
    databaseConnections: given.DATABASE_CONNECTIONS,
    trackingKey: given.TRACKING_KEY,
    cookieKeys: given.COOKIE_KEYS,
    pagesPerMinute: given.PAGES_PER_MINUTE,
    busyAfterMs: given.BUSY_AFTER_MS,
    trustProxy: given.TRUST_PROXY,
    proConnect: proConnectIn(given),
    logLevel: given.LOG_LEVEL,
  }
}

import { z } from 'zod'

/** The same as the api's, or else the links in mails would open nothing; refused in production. */
const localTrackingKey = 'boussole-local-only-never-in-production'

/** A composed file hands on what was not given as nothing. */
const emptyIsAbsent = (given: unknown): unknown => (given === '' ? undefined : given)

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  SMTP_URL: z.string().min(1).default('smtp://127.0.0.1:3025'),
  MAIL_FROM: z.string().min(3).default('Boussole <ne-pas-repondre@boussole.example>'),
  MAILS_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(50),
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  PRO_URL: z.url().default('http://localhost:3000/pro'),
  TRACKING_KEY: z.string().min(32).default(localTrackingKey),
  /**
   * Where other servers tell of mails that did not arrive: a port of this worker, 0 for a free one. Absent: nothing listens,
   * and mails leave without an envelope sender of their own. The domain of these addresses: that of MAIL_FROM if not given.
   */
  BOUNCE_PORT: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(0).max(65_535).optional()),
  BOUNCE_HOST: z.string().default('127.0.0.1'),
  BOUNCE_DOMAIN: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .regex(/^[a-z0-9.-]{3,120}$/)
      .optional(),
  ),
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type WorkerConfig = z.output<typeof environment>

/** The domain of the addresses to which undelivered mails are told. */
export const bounceDomainOf = ({ BOUNCE_DOMAIN, MAIL_FROM }: WorkerConfig): string => {
  const domain = BOUNCE_DOMAIN ?? /@([a-z0-9.-]+)>?\s*$/i.exec(MAIL_FROM)?.[1]?.toLowerCase()
  if (domain === undefined) throw new Error('BOUNCE_DOMAIN must be given: MAIL_FROM has no domain')
  return domain
}

/** Reads the worker's settings from the environment. Errors: a setting that is missing or wrong, by its name. */
export const readWorkerConfig = (env: NodeJS.ProcessEnv): WorkerConfig => {
  const config = environment.parse(env)
  if (config.NODE_ENV === 'production' && config.TRACKING_KEY === localTrackingKey) {
    throw new Error('TRACKING_KEY must be given in production')
  }
  return config
}

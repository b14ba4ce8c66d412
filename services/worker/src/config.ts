import { z } from 'zod'

/** The same as the api's, or else the links in mails would open nothing; refused in production. */
const localTrackingKey = 'boussole-local-only-never-in-production'

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
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type WorkerConfig = z.output<typeof environment>

/** Reads the worker's settings from the environment. Errors: a setting that is missing or wrong, by its name. */
export const readWorkerConfig = (env: NodeJS.ProcessEnv): WorkerConfig => {
  const config = environment.parse(env)
  if (config.NODE_ENV === 'production' && config.TRACKING_KEY === localTrackingKey) {
    throw new Error('TRACKING_KEY must be given in production')
  }
  return config
}

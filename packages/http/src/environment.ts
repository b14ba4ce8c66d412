import { z } from 'zod'

/** Addresses or networks of the proxies in front: whose `X-Forwarded-For` is believed. Never "everybody". */
const proxies = z.string().regex(/^[0-9a-f.:/]+(,[0-9a-f.:/]+)*$/i, 'addresses or networks, with commas')

const wholeNumber = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback)

/** The settings that services have in common, each read in one way. */
export const settings = {
  wholeNumber,
  milliseconds: (fallback: number) => z.coerce.number().int().min(0).max(1_000_000).default(fallback),
  host: () => z.string().default('127.0.0.1'),
  port: (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback),
  databaseUrl: () => z.url('written as postgres://…'),
  databaseConnections: () => wholeNumber(10),
  secret: () => z.string('required in production').min(32, '32 characters at least'),
  // Compose hands over an empty one when nothing is in front.
  trustProxy: () => z.union([z.literal('').transform(() => undefined), proxies]).optional(),
  logLevel: () => z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
} as const

/**
 * Reads the environment of a service. `localSecrets` serve a machine of one's own, and are refused in production, where
 * the secrets must be given. Errors: names what is missing or wrong, without its value.
 */
export const readEnvironment = <Shape extends z.ZodType>(
  shape: Shape,
  env: Readonly<Record<string, string | undefined>>,
  localSecrets: Readonly<Record<string, string>>,
): z.output<Shape> => {
  const isProduction = env['NODE_ENV'] === 'production'
  const read = shape.safeParse(isProduction ? env : { ...localSecrets, ...env })
  const faults = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (isProduction) {
    for (const [name, local] of Object.entries(localSecrets)) {
      if (env[name]?.includes(local)) faults.push(`${name}: the secret of the local machine is refused in production`)
    }
  }
  if (!read.success || faults.length > 0) throw new Error(`The environment is not complete.\n${faults.join('\n')}`)
  return read.data
}

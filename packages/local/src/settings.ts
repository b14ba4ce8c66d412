import { resolve } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** Where `npm start` keeps its data and listens; ports are of 127.0.0.1. */
export interface Settings {
  readonly dataDir: string
  readonly ports: Readonly<Record<'WEB_PORT' | 'API_PORT' | 'WORKER_PORT' | 'SMTP_PORT', number>>
  /** Where the site is: links in mails lead there. */
  readonly siteUrl: string
  readonly databaseUrl: string | undefined
  /** How many days before now `--year` begins to play. */
  readonly yearDays: number
}

type Environment = Readonly<Record<string, string | undefined>>

const portIn = (env: Environment, name: string, fallback: number): number => {
  const words = env[name] ?? ''
  if (words === '') return fallback
  const port = Number(words)
  if (/^\d+$/.test(words) && port >= 1 && port <= 65_535) return port
  throw new CannotStart(`${name} is a port, from 1 to 65535, not "${words}".`)
}

const wholeDaysIn = (env: Environment, name: string, fallback: number): number => {
  const words = env[name] || String(fallback)
  if (/^\d+$/.test(words) && Number(words) >= 1 && Number(words) <= 366) return Number(words)
  throw new CannotStart(`${name} is a number of days, from 1 to 366, not "${words}".`)
}

/** Reads the environment; `root` is the repository's folder. Errors: CannotStart, naming what is wrong. */
export const readSettings = (env: Environment, root: string): Settings => {
  const ports = {
    WEB_PORT: portIn(env, 'WEB_PORT', 3000),
    API_PORT: portIn(env, 'API_PORT', 3001),
    WORKER_PORT: portIn(env, 'WORKER_PORT', 3002),
    SMTP_PORT: portIn(env, 'SMTP_PORT', 3025),
  }
  for (const [place, [name, port]] of Object.entries(ports).entries()) {
    const twin = Object.entries(ports).find(([, other], otherPlace) => otherPlace > place && other === port)
    if (twin !== undefined) throw new CannotStart(`${name} and ${twin[0]} are both ${port}: they need a port each.`)
  }
  return {
    dataDir: resolve(root, env['DATA_DIR'] || '.boussole'),
    ports,
    siteUrl: `http://localhost:${ports.WEB_PORT}`,
    databaseUrl: env['DATABASE_URL'] || undefined,
    yearDays: wholeDaysIn(env, 'YEAR_DAYS', 365),
  }
}

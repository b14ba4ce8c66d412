import { createEnding, freePort, startPlatform } from '@boussole/local'
import type { Platform } from '@boussole/local'

/** The whole platform for a browser, on a real port. */
export interface RunningSite extends Platform {
  /** What its services logged as an error. */
  readonly errors: readonly string[]
  readonly stop: () => Promise<void>
}

const isError = (line: string): boolean => /"level":(50|60)\b/.test(line)

/** Starts site, API, worker and mailbox on free ports and this database, which holds the demo. The caller stops it. */
export const startSite = async (
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningSite> => {
  const errors: string[] = []
  const ending = createEnding((error) => errors.push(String(error)))
  const port = await freePort()
  const platform = await startPlatform({
    env,
    databaseUrl,
    redisUrl: undefined,
    ports: { WEB_PORT: port, API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
    siteUrl: `http://127.0.0.1:${port}`,
    log: { write: (line) => (isError(line) ? errors.push(line) : undefined) },
    onMove: () => undefined,
    ending,
  })
  return { ...platform, errors, stop: ending.end }
}

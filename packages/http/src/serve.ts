import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { createLogger } from './logger.ts'

interface Served {
  readonly service: string
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly databaseConnections: number
  readonly logLevel: string
}

/** Runs a service as a process of its own: database, log, listening, and an end in good order when it is asked to stop. */
export const serve = async (
  { service, host, port, databaseUrl, databaseConnections, logLevel }: Served,
  build: (parts: { readonly db: Database; readonly logger: Logger }) => Promise<FastifyInstance>,
): Promise<void> => {
  const logger = createLogger(service, logLevel)
  const db = openDatabase({
    url: databaseUrl,
    connections: databaseConnections,
    applicationName: `boussole-${service}`,
    onError: (error) => logger.error({ err: error }, 'idle connection lost'),
  })
  const app = await build({ db, logger })
  closeWithGrace({ delay: 15_000 }, async ({ err, signal }) => {
    if (err === undefined) logger.info({ signal }, 'stopping')
    else logger.error({ err }, 'stopping after an error nobody caught')
    await app.close()
    await closeDatabase(db)
  })
  await app.listen({ host, port })
  logger.info({ host, port }, 'ready')
}

import { closeDatabase, openDatabase } from '@boussole/db'
import closeWithGrace from 'close-with-grace'
import { buildApi } from './build-api.ts'
import { readConfig } from './config.ts'
import { createLogger } from './logger.ts'

const config = readConfig(process.env)
const logger = createLogger(config.logLevel)
const db = openDatabase({
  url: config.databaseUrl,
  connections: config.databaseConnections,
  applicationName: 'boussole-api',
  onError: (error) => logger.error({ err: error }, 'idle connection lost'),
})
const api = await buildApi({ config, db, logger })

closeWithGrace({ delay: 15_000 }, async ({ err, signal }) => {
  if (err === undefined) logger.info({ signal }, 'stopping')
  else logger.error({ err }, 'stopping after an error nobody caught')
  await api.close()
  await closeDatabase(db)
})

await api.listen({ host: config.host, port: config.port })
logger.info({ host: config.host, port: config.port }, 'ready')

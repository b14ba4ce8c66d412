import closeWithGrace from 'close-with-grace'
import { readWorkerConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { startWorker } from './worker.ts'

const config = readWorkerConfig(process.env)
const log = createLogger(config.LOG_LEVEL)
const worker = await startWorker(config, log)

closeWithGrace({ delay: 30_000 }, async ({ err, signal }) => {
  if (err) log.fatal({ err }, 'worker failed')
  log.info({ signal }, 'worker stops')
  await worker.stop()
})

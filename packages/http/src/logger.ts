import { errorToLog } from '@boussole/db'
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** The log of a service: lines of JSON that hold ids and codes, never names, addresses, words or search terms. */
export const createLogger = (service: string, level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service },
      serializers: { err: errorToLog },
      redact: { paths: ['authorization', '*.authorization', 'headers', '*.headers', 'body', '*.body'], remove: true },
    },
    destination,
  )

import { errorToLog } from '@boussole/db'
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** The log of the service: lines of JSON that hold ids and codes, never names, addresses or words. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, base: { service: 'worker' }, serializers: { err: errorToLog } }, destination)

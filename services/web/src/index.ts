export { buildWeb } from './build-web.ts'
export type { WebParts } from './build-web.ts'
export { readWebConfig } from './config.ts'
export type { WebConfig } from './config.ts'

export { buildApi } from './build-api.ts'
export type { ApiParts } from './build-api.ts'
export { readConfig } from './config.ts'
export type { ApiConfig } from './config.ts'

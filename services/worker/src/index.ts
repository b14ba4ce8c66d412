export { readWorkerConfig } from './config.ts'
export { checkInvariants } from './jobs/check-invariants.ts'
export { startWorker } from './worker.ts'
export type { Worker } from './worker.ts'

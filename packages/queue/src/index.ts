export { openQueues, QueueUnavailable } from './queues.ts'
export type { Attempt, Queues } from './queues.ts'

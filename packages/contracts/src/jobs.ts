import { z } from 'zod'

/**
 * What travels through the queue: ids, never copies. A job that comes twice, late, or never, changes nothing:
 * the row it names in PostgreSQL says what is still to be done (architecture.md §3).
 */
export const jobShapes = {
  /** Look for milestones that are due. Queue `pace`, four times a second by a job scheduler. */
  'reach-milestones': z.strictObject({}),
  /** Send the mail of one outbox row. Queue `mail`. */
  'send-mail': z.strictObject({ outboxId: z.uuid() }),
  /** Recount the lapses of offers, which rank them lower. Queue `upkeep`, every quarter of an hour. */
  'refresh-offer-records': z.strictObject({}),
  /** Count anew the figures of what has changed. Queue `upkeep`, every minute. */
  'refresh-figures': z.strictObject({}),
  /** Renew agreements on their last day, tell of those that end soon. Queue `upkeep`, every minute. */
  'renew-agreements': z.strictObject({}),
  /** Check the invariants of domain.md §9 on the live database. Queue `upkeep`, every hour. */
  'check-invariants': z.strictObject({}),
  /** Do what animators asked of their files: try, apply, undo. Queue `imports`, every second. */
  'run-imports': z.strictObject({}),
  /** Keep up the directory of each territory for its local day. Queue `nightly`, every minute. */
  'keep-up-directory': z.strictObject({}),
  /** Erase what is personal and over. Queue `nightly`, every hour. */
  'erase-old-data': z.strictObject({}),
  /** Write the files of each territory's night. Queue `nightly`, every minute. */
  'write-exports': z.strictObject({}),
} as const

export type JobName = keyof typeof jobShapes
export type JobData<N extends JobName> = z.infer<(typeof jobShapes)[N]>

/** Which queue carries which job. A queue is a lane with its own workers, concurrency and rate. */
export const queueOfJob = {
  'reach-milestones': 'pace',
  'send-mail': 'mail',
  'refresh-offer-records': 'upkeep',
  'refresh-figures': 'upkeep',
  'renew-agreements': 'upkeep',
  'check-invariants': 'upkeep',
  'run-imports': 'imports',
  'keep-up-directory': 'nightly',
  'erase-old-data': 'nightly',
  'write-exports': 'nightly',
} as const satisfies Record<JobName, string>

export type QueueName = (typeof queueOfJob)[JobName]

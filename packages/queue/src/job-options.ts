import type { JobName } from '@boussole/contracts'
import type { DefaultJobOptions } from 'bullmq'

/** A job that is done leaves nothing behind; the last 1,000 that failed for good stay to be looked at. */
const kept = { removeOnComplete: true, removeOnFail: { count: 1_000 } }

/**
 * How often each job is tried. What comes round by itself is not retried: its next tick is the retry. A mail is
 * tried 5 times in half a minute (after 2, 4, 8 and 16 s); later than that, the lease of its outbox row decides.
 */
export const jobOptions: { readonly [N in JobName]: DefaultJobOptions } = {
  'reach-milestones': { ...kept, attempts: 1 },
  'send-mail': { ...kept, attempts: 5, backoff: { type: 'exponential', delay: 2_000 } },
  'refresh-offer-records': { ...kept, attempts: 1 },
  'refresh-figures': { ...kept, attempts: 1 },
  'check-invariants': { ...kept, attempts: 1 },
  'renew-agreements': { ...kept, attempts: 1 },
  'run-imports': { ...kept, attempts: 1 },
  'keep-up-directory': { ...kept, attempts: 1 },
  'erase-old-data': { ...kept, attempts: 1 },
  'write-exports': { ...kept, attempts: 1 },
}

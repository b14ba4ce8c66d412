import type { Temporal } from 'temporal-polyfill'

/** A mail that would have left. */
export interface LocalMail {
  readonly to: string
  readonly subject: string
  /** ISO 8601. */
  readonly date: string
  readonly messageId: string
  readonly text: string
  readonly html: string
}

/** What a local machine has that production has not. */
export interface LocalMachine {
  readonly clock: {
    readonly read: () => Promise<Temporal.Instant>
    /** Answers once everything that became due has been done. */
    readonly advance: (by: Temporal.Duration) => Promise<Temporal.Instant>
  }
  /** Newest first. */
  readonly received: (filter: (mail: LocalMail) => boolean) => Promise<readonly LocalMail[]>
}

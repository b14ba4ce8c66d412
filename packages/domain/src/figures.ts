import type { DeclineReason, Outcome } from './referral.ts'

/**
 * What is counted of the referrals that were sent in a period, the same everywhere: a partner's own figures, the
 * animation's, and exports. One definition each; the SQL that counts them is in `db/src/figures.ts`.
 */
export interface ReferralFigures {
  /** Referrals sent to the partner in the period, by the local day of sending. */
  readonly received: number
  /** Of these, contacted or tried inside the window: the promise is kept. A late contact is not. */
  readonly kept: number
  /** Of these, lapsed by the partner: nobody contacted the young person inside the window. A lapse that the platform caused is not counted. */
  readonly lapsed: number
  /** Of these, declined, by reason. */
  readonly declined: Readonly<Record<DeclineReason, number>>
  /** Of these, sent on to another partner by a person, neither after a lapse nor after a refusal. */
  readonly redirected: number
  /** Of these, still inside the window, with nobody contacted yet. */
  readonly awaited: number
  /** From sending to the first contact or attempt, over what was kept, in hours; null where nothing was. */
  readonly medianHours: number | null
  /** The same, for the slowest of the quickest nine in ten. */
  readonly ninetiethHours: number | null
  /** How they ended, of those that are closed. */
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Young people who gave their opinion; of these, who say that they were contacted, and that it was useful. */
  readonly opinions: number
  readonly saidContacted: number
  readonly saidUseful: number
}

/**
 * The share of promises kept, from 0 to 1: kept, over kept and lapsed. What still waits, what was declined, sent on or
 * withdrawn in time broke no promise and kept none. Null where no window has been decided.
 */
export const shareKept = ({ kept, lapsed }: Pick<ReferralFigures, 'kept' | 'lapsed'>): number | null =>
  kept + lapsed === 0 ? null : kept / (kept + lapsed)

import type { DeclineReason, Outcome } from './referral.ts'

/**
 * What is counted of the referrals that were sent in a period, the same everywhere: a partner's own figures, the
 * animation's, and exports. One definition each; the SQL that counts them is in `db/src/figure-cells.ts`.
 */
export interface ReferralFigures {
  /** Referrals sent to the partner in the period, by the local month of sending. */
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
  /** Of what was received, sent on from another partner after a lapse, a refusal or by a person: a redirection's outcome. */
  readonly passedOn: number
  readonly passedOnKept: number
  readonly passedOnLapsed: number
  /** Of what was kept, how many were contacted within each of `hourSteps` and not within the one before. */
  readonly hours: readonly number[]
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

/** Hours begun from sending to the first contact or attempt, by which times are counted; the last holds what took longer. */
export const hourSteps = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 30, 36, 42, 48, 60, 72, 84, 96, 108, 120, 144, 168, 192, 216, 240, 336,
] as const

/**
 * Within how many hours this share of the promises kept was kept, as one of `hourSteps`: 0.5 gives the median, 0.9 the time
 * of the quickest nine in ten. Null where none was kept.
 */
export const hoursUntil = ({ hours }: Pick<ReferralFigures, 'hours'>, share: number): number | null => {
  const kept = hours.reduce((sum, count) => sum + count, 0)
  let sum = 0
  for (const [place, count] of hours.entries()) {
    sum += count
    if (kept > 0 && sum >= share * kept) return hourSteps[place] ?? null
  }
  return null
}

const noFigures: ReferralFigures = {
  received: 0,
  kept: 0,
  lapsed: 0,
  declined: {
    'not-eligible': 0,
    'out-of-area': 0,
    'no-capacity': 0,
    'not-our-field': 0,
    duplicate: 0,
    other: 0,
    'partner-closed': 0,
  },
  redirected: 0,
  awaited: 0,
  passedOn: 0,
  passedOnKept: 0,
  passedOnLapsed: 0,
  hours: [],
  outcomes: {
    helped: 0,
    'appointment-given': 0,
    'already-accompanied': 0,
    unreachable: 0,
    'not-interested': 0,
    'no-solution': 0,
  },
  opinions: 0,
  saidContacted: 0,
  saidUseful: 0,
}

const together = (a: ReferralFigures, b: ReferralFigures): ReferralFigures => ({
  received: a.received + b.received,
  kept: a.kept + b.kept,
  lapsed: a.lapsed + b.lapsed,
  declined: {
    'not-eligible': a.declined['not-eligible'] + b.declined['not-eligible'],
    'out-of-area': a.declined['out-of-area'] + b.declined['out-of-area'],
    'no-capacity': a.declined['no-capacity'] + b.declined['no-capacity'],
    'not-our-field': a.declined['not-our-field'] + b.declined['not-our-field'],
    duplicate: a.declined.duplicate + b.declined.duplicate,
    other: a.declined.other + b.declined.other,
    'partner-closed': a.declined['partner-closed'] + b.declined['partner-closed'],
  },
  redirected: a.redirected + b.redirected,
  awaited: a.awaited + b.awaited,
  passedOn: a.passedOn + b.passedOn,
  passedOnKept: a.passedOnKept + b.passedOnKept,
  passedOnLapsed: a.passedOnLapsed + b.passedOnLapsed,
  hours: hourSteps.map((_, place) => (a.hours[place] ?? 0) + (b.hours[place] ?? 0)),
  outcomes: {
    helped: a.outcomes.helped + b.outcomes.helped,
    'appointment-given': a.outcomes['appointment-given'] + b.outcomes['appointment-given'],
    'already-accompanied': a.outcomes['already-accompanied'] + b.outcomes['already-accompanied'],
    unreachable: a.outcomes.unreachable + b.outcomes.unreachable,
    'not-interested': a.outcomes['not-interested'] + b.outcomes['not-interested'],
    'no-solution': a.outcomes['no-solution'] + b.outcomes['no-solution'],
  },
  opinions: a.opinions + b.opinions,
  saidContacted: a.saidContacted + b.saidContacted,
  saidUseful: a.saidUseful + b.saidUseful,
})

/** The figures of several groups taken together, when no referral is in two of them; of none, zeros. */
export const sumOfFigures = (groups: readonly ReferralFigures[]): ReferralFigures => groups.reduce(together, noFigures)

import type { Temporal } from 'temporal-polyfill'
import { isSuperseded } from './ladder.ts'
import type { Milestone } from './ladder.ts'
import { owedForLateNotice, owedForOutages } from './owed-time.ts'
import type { Outage, OwedTime } from './owed-time.ts'
import { isAwaited } from './referral.ts'
import type { Referral } from './referral.ts'
import { windowEndOf } from './step.ts'

/** What a due milestone comes to: it happens, a later one speaks for it, or the window is owed more time instead. */
export type Reaching =
  | { readonly kind: 'happens' }
  | { readonly kind: 'superseded' }
  | ({ readonly kind: 'owed' } & OwedTime)

/** A moment in the life of a referral: what is planned for it, and when the platform was down since it was asked. */
export interface ReferralMoment {
  readonly referral: Referral
  readonly pending: readonly Milestone[]
  readonly outages: readonly Outage[]
  readonly now: Temporal.Instant
}

/**
 * What a due milestone comes to. When a window ends that the platform cut short, by telling the partner late or by being
 * down, it is extended instead (domain.md §4).
 */
export const reachingOf = (milestone: Milestone, { referral, pending, outages, now }: ReferralMoment): Reaching => {
  const owed =
    milestone.kind === 'lapse'
      ? (owedForLateNotice(referral, now) ?? owedForOutages(referral, outages, now))
      : undefined
  if (owed !== undefined) return { kind: 'owed', ...owed }
  return { kind: isSuperseded(milestone, pending, now) ? 'superseded' : 'happens' }
}

/** The window has run out, even if the worker has not said so yet: the clock decides, for everybody. */
export const isWindowOver = (referral: Referral, now: Temporal.Instant): boolean =>
  isAwaited(referral.state) && windowEndOf(referral).epochMilliseconds <= now.epochMilliseconds

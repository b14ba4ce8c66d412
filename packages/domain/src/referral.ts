import type { Temporal } from 'temporal-polyfill'
import type { AccompanimentConsent } from './accompaniment.ts'
import type { Actor, ActorKind } from './actor.ts'
import type { OfferId, PartnerId, ReferentId, ReferralId, RequestId, UserId } from './ids.ts'
import type { MilestoneKind, PromiseSnapshot } from './ladder.ts'

export const referralStates = [
  'sent',
  'accepted',
  'contacted',
  'declined',
  'lapsed',
  'redirected',
  'withdrawn',
  'closed',
  'unresolved',
] as const
export type ReferralState = (typeof referralStates)[number]

export const contactChannels = ['phone', 'sms', 'email', 'meeting', 'other'] as const
export type ContactChannel = (typeof contactChannels)[number]

export const declineReasons = [
  'not-eligible',
  'out-of-area',
  'no-capacity',
  'not-our-field',
  'duplicate',
  'other',
  'partner-closed',
] as const
export type DeclineReason = (typeof declineReasons)[number]

/** Why a referent declines; that the partner has closed is said by the animation, in its place (decision 0040). */
export const referentDeclineReasons = [
  'not-eligible',
  'out-of-area',
  'no-capacity',
  'not-our-field',
  'duplicate',
  'other',
] as const satisfies readonly DeclineReason[]

export const outcomes = [
  'helped',
  'appointment-given',
  'already-accompanied',
  'unreachable',
  'not-interested',
  'no-solution',
] as const
export type Outcome = (typeof outcomes)[number]

export const unresolvedCauses = ['nobody-left', 'limit-reached', 'no-consent', 'declined'] as const
export type UnresolvedCause = (typeof unresolvedCauses)[number]

export const extensionCauses = ['animator', 'platform', 'bounce'] as const
export type ExtensionCause = (typeof extensionCauses)[number]

/**
 * Who may move a referral from where to where (domain.md §2; the ways out of `unresolved` are decision 0003; the clock
 * withdraws what nobody acted on for a year, before its personal data goes: decision 0037; an animator declines for a partner
 * that has closed: decision 0040).
 * The one table: `step` reads it, the documentation is made of it.
 */
export const transitions: Record<ReferralState, Partial<Record<ReferralState, readonly ActorKind[]>>> = {
  sent: {
    accepted: ['referent'],
    contacted: ['referent'],
    declined: ['referent', 'animator'],
    lapsed: ['clock'],
    redirected: ['referent', 'animator', 'clock'],
    withdrawn: ['young-person', 'animator'],
  },
  accepted: {
    contacted: ['referent'],
    declined: ['referent', 'animator'],
    lapsed: ['clock'],
    redirected: ['referent', 'animator', 'clock'],
    withdrawn: ['young-person', 'animator'],
  },
  contacted: {
    closed: ['referent'],
    declined: ['referent', 'animator'],
    redirected: ['referent', 'animator', 'clock'],
    withdrawn: ['young-person', 'animator', 'clock'],
  },
  lapsed: { redirected: ['clock', 'animator'], unresolved: ['clock', 'animator'] },
  declined: { redirected: ['clock', 'animator'], unresolved: ['clock', 'animator'] },
  unresolved: {
    redirected: ['animator', 'young-person'],
    closed: ['animator'],
    withdrawn: ['young-person', 'animator', 'clock'],
  },
  redirected: {},
  withdrawn: {},
  closed: {},
}

/** A referral that its partner holds: to be contacted, or followed until its outcome. */
export const isHeld = (state: ReferralState): boolean =>
  state === 'sent' || state === 'accepted' || state === 'contacted'

/** A referral somebody still has to act on. */
export const isOpen = (state: ReferralState): boolean =>
  state === 'sent' || state === 'accepted' || state === 'contacted' || state === 'unresolved'

/** The window is running: the partner has promised and has neither contacted nor given up. */
export const isAwaited = (state: ReferralState): boolean => state === 'sent' || state === 'accepted'

/**
 * A request addressed to one offer, with all that is known of it. The facts outlive the state that brought them: a
 * referral redirected after a lapse still says when it lapsed, so they are kept side by side and SQL holds which state
 * needs which fact.
 */
export interface Referral {
  readonly id: ReferralId
  readonly requestId: RequestId
  readonly offerId: OfferId
  readonly partnerId: PartnerId
  /** A chain starts with each offer the young person chose; redirections add links to it. Both count from 1. */
  readonly chain: number
  readonly link: number
  readonly previousReferralId: ReferralId | null
  /** Born of a redirection that the clock decided. */
  readonly automatic: boolean
  readonly state: ReferralState
  readonly sentAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly promise: PromiseSnapshot
  /** How many times the due date was moved, each time by a journalled act. */
  readonly extensions: number
  /** End of the extra day of an accepted referral whose window ran out. */
  readonly graceUntil: Temporal.Instant | null
  /** When the mail to the offer's contact left. */
  readonly notifiedAt: Temporal.Instant | null
  /** When the last address that could have told the partner came back. */
  readonly unreachableAt: Temporal.Instant | null
  readonly acceptedAt: Temporal.Instant | null
  /** When the partner contacted, or tried to contact, the young person inside the window. */
  readonly contactedAt: Temporal.Instant | null
  /** Attempts that count towards the three, inside the window or not: each two hours after the one before. */
  readonly attempts: number
  readonly lastAttemptAt: Temporal.Instant | null
  readonly lateContactAt: Temporal.Instant | null
  readonly lapsedAt: Temporal.Instant | null
  /** False: the window ran out for want of a mail that arrived, not of the partner. */
  readonly lapseBooked: boolean | null
  readonly declineReason: DeclineReason | null
  readonly outcome: Outcome | null
  readonly unresolvedCause: UnresolvedCause | null
  /** Who follows it at the partner, once it was handed over to one person; null: the referents of its offer do. */
  readonly referentId: ReferentId | null
  /** The animator who owns an unresolved request. */
  readonly ownerId: UserId | null
  readonly endedAt: Temporal.Instant | null
}

export const redirectionConsents = ['submission', 'spoken', 'own-choice'] as const
export type RedirectionConsent = (typeof redirectionConsents)[number]

/** What can happen to a referral. The journal holds exactly these; `step` says what each one does. */
export type ReferralEvent =
  | {
      readonly kind: 'sent'
      readonly id: ReferralId
      readonly requestId: RequestId
      readonly offerId: OfferId
      readonly partnerId: PartnerId
      readonly chain: number
      readonly link: number
      readonly previousReferralId: ReferralId | null
      readonly automatic: boolean
      readonly dueAt: Temporal.Instant
      readonly promise: PromiseSnapshot
    }
  | { readonly kind: 'notified' }
  /** The mail that told the partner came back after all: it does not know. */
  | { readonly kind: 'notice-came-back' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'contact-recorded'
      /** An attempt that did not reach the young person keeps the promise too. */
      readonly reached: boolean
      readonly channel: ContactChannel
      readonly contactedAt: Temporal.Instant
    }
  | { readonly kind: 'handed-over'; readonly toReferentId: ReferentId | null }
  | { readonly kind: 'declined'; readonly reason: DeclineReason }
  | { readonly kind: 'closed'; readonly outcome: Outcome }
  | {
      readonly kind: 'redirected'
      readonly toReferralId: ReferralId
      readonly toOfferId: OfferId
      readonly automatic: boolean
      /** What allows the new partner to know: the consent given at submission, one spoken since, or the person's own choice. */
      readonly consent: RedirectionConsent
    }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'extended'; readonly dueAt: Temporal.Instant; readonly cause: ExtensionCause }
  | { readonly kind: 'milestone-reached'; readonly milestone: MilestoneKind; readonly occurrence: number }
  | { readonly kind: 'unresolved'; readonly cause: UnresolvedCause; readonly ownerId: UserId }
  /** Whoever had it in hand does not watch there any more: somebody else has it now. */
  | { readonly kind: 'owner-changed'; readonly ownerId: UserId }
  | { readonly kind: 'noted' }
  | { readonly kind: 'accompaniment-asked'; readonly partnerId: PartnerId }
  | { readonly kind: 'accompaniment-begun'; readonly partnerId: PartnerId; readonly consent: AccompanimentConsent }
  | { readonly kind: 'accompaniment-refused'; readonly partnerId: PartnerId }
  | { readonly kind: 'accompaniment-taken-back'; readonly partnerId: PartnerId }
  | { readonly kind: 'accompaniment-ended'; readonly partnerId: PartnerId }
  | { readonly kind: 'claimed' }
  | { readonly kind: 'feedback-given' }

/** One line of a referral's history: what happened, by whom, when. */
export interface JournalEntry {
  readonly event: ReferralEvent
  readonly by: Actor
  readonly at: Temporal.Instant
}

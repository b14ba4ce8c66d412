import type { Temporal } from 'temporal-polyfill'
import type { PromiseSnapshot } from './ladder.ts'
import { mailMayLeaveAt } from './quiet-hours.ts'
import type { Audience } from './quiet-hours.ts'
import { isAwaited, isHeld } from './referral.ts'
import type { Referral } from './referral.ts'
import type { MailName } from './mail-effects.ts'

/** To whom quiet hours apply, by mail; the first receipt leaves at once. */
export const audienceOf = (mail: MailName): Audience | 'at-once' => {
  switch (mail) {
    case 'receipt':
    case 'tracking-link':
    case 'withdrawal-young-person':
      return 'at-once'
    case 'lapse-young-person':
    case 'redirection':
    case 'refusal':
    case 'still-looking':
    case 'closing':
    case 'extension':
    case 'feedback':
    case 'accompaniment':
      return 'young-person'
    case 'referral-request':
    case 'reminder':
    case 'lapse-partner':
    case 'lapse-animator':
    case 'late-accepted-animator':
    case 'unresolved-animator':
    case 'overdue-regional':
    case 'withdrawal-partner':
    case 'outcome':
    case 'outcome-animator':
    case 'handed-over':
    case 'claim-animator':
    case 'bounce-animator':
      return 'professional'
  }
}

/** Reminders wait this long for their like, so that a referent gets one mail for all the referrals of a moment. */
export const gatheringSeconds = 30

/** When a mail that is called for now may leave: at once, or when its reader's quiet hours end; reminders a little later. */
export const mailLeavesAt = (
  mail: MailName,
  { timeZone, holidayZone }: Pick<PromiseSnapshot, 'timeZone' | 'holidayZone'>,
  now: Temporal.Instant,
): Temporal.Instant => {
  const audience = audienceOf(mail)
  if (audience === 'at-once') return now
  const gathering = mail === 'reminder' ? gatheringSeconds : 0
  const at = now.add({ seconds: gathering })
  const leavesAt = mailMayLeaveAt({ at, audience, timeZone, holidayZone })
  // Held until the morning: those that fall due just then are waited for as well.
  return leavesAt.equals(at) ? at : leavesAt.add({ seconds: gathering })
}

/** What a mail depends on besides its referral. */
export interface MailCircumstances {
  readonly requestErased: boolean
  readonly requestWithdrawn: boolean
  /** The due date that the mail would tell, for the mails that tell one. */
  readonly dueAtTold: Temporal.Instant | null
  /** It is a first reminder: for referents who have not answered at all. */
  readonly firstReminder: boolean
}

/**
 * Does the referral still call for this mail, now that it is about to leave? Asked again at the last moment, because a
 * mail may have waited for the morning, for the mail server or for a worker (domain.md §4: no mail is ever sent for a
 * referral whose state no longer calls for it).
 */
export const isCalledFor = (mail: MailName, referral: Referral, circumstances: MailCircumstances): boolean => {
  const { requestErased, requestWithdrawn, dueAtTold, firstReminder } = circumstances
  if (requestErased) return mail === 'withdrawal-partner'
  const { state } = referral
  switch (mail) {
    case 'reminder':
      return firstReminder ? state === 'sent' : isAwaited(state)
    case 'referral-request':
    case 'late-accepted-animator':
      return isAwaited(state)
    case 'extension':
      return isAwaited(state) && dueAtTold !== null && dueAtTold.epochMilliseconds === referral.dueAt.epochMilliseconds
    case 'handed-over':
      return isHeld(state)
    case 'unresolved-animator':
    case 'overdue-regional':
    case 'still-looking':
      return state === 'unresolved'
    case 'outcome':
    case 'outcome-animator':
    case 'accompaniment':
      return state === 'contacted'
    case 'receipt':
    case 'lapse-young-person':
    case 'redirection':
    case 'refusal':
    case 'closing':
    case 'feedback':
    case 'tracking-link':
      return !requestWithdrawn
    case 'lapse-partner':
    case 'lapse-animator':
    case 'withdrawal-partner':
    case 'withdrawal-young-person':
    case 'claim-animator':
    case 'bounce-animator':
      return true
  }
}

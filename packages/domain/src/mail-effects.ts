/** Who gets a mail. Commands find the people; a group may be empty. */
export type Recipients =
  | 'young-person'
  | 'offer-contact'
  | 'referents'
  | 'referents-and-deputies'
  | 'animators'
  | 'owner'
  | 'regional'

/** Every mail that the platform sends. */
export const mailNames = [
  'receipt',
  'referral-request',
  'reminder',
  'lapse-young-person',
  'lapse-partner',
  'lapse-animator',
  'late-accepted-animator',
  'redirection',
  'refusal',
  'unresolved-animator',
  'overdue-regional',
  'still-looking',
  'closing',
  'extension',
  'withdrawal-partner',
  'withdrawal-young-person',
  'outcome',
  'outcome-animator',
  'handed-over',
  'feedback',
  'claim-animator',
  'bounce-animator',
  'tracking-link',
  'accompaniment',
] as const
export type MailName = (typeof mailNames)[number]

/** A mail that this step calls for. `once` tells two mails of the same name on one referral apart. */
export interface MailEffect {
  readonly mail: MailName
  readonly to: Recipients
  readonly once: string
  /** Dates and codes that the mail tells and that its rows may no longer hold when it leaves. */
  readonly details?: Readonly<Record<string, string>>
}

import { Temporal } from 'temporal-polyfill'

export const offerVersionStates = ['draft', 'proposed', 'accepted', 'refused', 'superseded'] as const
export type OfferVersionState = (typeof offerVersionStates)[number]

/** `suspended`: nobody confirmed it in time, and young people are not shown it until somebody does. */
export const offerStates = ['draft', 'active', 'paused', 'suspended', 'withdrawn'] as const
export type OfferState = (typeof offerStates)[number]

/** What young people see of an offer today. */
export type OfferStanding =
  | 'draft'
  | 'withdrawn'
  | 'suspended'
  | 'held'
  | 'paused'
  | 'not-yet'
  | 'over'
  | 'without-agreement'
  | 'online'

/** Where an offer stands for young people on a day: only `online` is shown to them (domain.md §6). */
export const offerStandingOn = (
  offer: {
    readonly state: OfferState
    /** Null: a draft without a first day yet. */
    readonly validFrom: string | null
    readonly validUntil: string | null
    readonly underAgreement: boolean
    /** Paused at its third lapse, until the animation looks at it. */
    readonly isHeld: boolean
  },
  day: Temporal.PlainDate,
): OfferStanding => {
  if (offer.state === 'draft' || offer.state === 'withdrawn' || offer.state === 'suspended') return offer.state
  if (offer.isHeld) return 'held'
  if (!offer.underAgreement) return 'without-agreement'
  if (offer.validFrom !== null && Temporal.PlainDate.compare(day, offer.validFrom) < 0) return 'not-yet'
  if (offer.validUntil !== null && Temporal.PlainDate.compare(day, offer.validUntil) > 0) return 'over'
  return offer.state === 'paused' ? 'paused' : 'online'
}

/** Months after which an offer, and its contact address, are to be confirmed again (domain.md §7). */
export const confirmationMonths = { offer: 6, contact: 3 } as const

/** The day on which the next confirmation is due, from the day of the last one. */
export const nextConfirmationOn = (last: Temporal.PlainDate, thing: keyof typeof confirmationMonths) =>
  last.add({ months: confirmationMonths[thing] })

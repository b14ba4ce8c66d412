import { Temporal } from 'temporal-polyfill'
import { nextConfirmationOn } from './offer.ts'

/** Why somebody should say that an offer is still right: six months went by, three for its contact, or something happened. */
export const upkeepCauses = ['offer', 'contact', 'bounce', 'reminders', 'lapses'] as const
export type UpkeepCause = (typeof upkeepCauses)[number]

/** What a run does to an offer; `waiting`: it would be suspended, were not as many already. */
export const upkeepKinds = [
  'notice-30',
  'notice-7',
  'to-confirm',
  'early-check',
  'suspended',
  'held',
  'waiting',
] as const
export type UpkeepKind = (typeof upkeepKinds)[number]

/** One thing that is due on an offer. `dueOn`: the local day that calls for it, however late it is done. */
export interface UpkeepDeed {
  readonly kind: UpkeepKind
  readonly cause: UpkeepCause
  readonly dueOn: Temporal.PlainDate
}

/** An offer that is online, as upkeep looks at it. Days are local to its territory. */
export interface OfferKeptUp {
  /** When somebody last said that everything is still right, which says it of the contact too. */
  readonly confirmedOn: Temporal.PlainDate
  /** When the contact address was last proven. */
  readonly contactConfirmedOn: Temporal.PlainDate | null
  /** When a mail to its present contact address came back. */
  readonly contactBouncedOn: Temporal.PlainDate | null
  readonly toConfirm: { readonly since: Temporal.PlainDate; readonly cause: UpkeepCause } | null
  /** A run was taken back: nothing is done before this day. */
  readonly restsUntil: Temporal.PlainDate | null
  /** Lapses booked against the partner since the animation last looked, of the last 90 days: the oldest first. */
  readonly lapsesOn: readonly Temporal.PlainDate[]
  /** Reminders sent since the partner last acted on anything about this offer: the oldest first. */
  readonly remindersOn: readonly Temporal.PlainDate[]
}

/** Days before a confirmation is due on which the referents are told of it. */
export const noticeDays = [30, 7] as const
/** Days that an offer stays up, ranked lower, before it is suspended. Decision 0034. */
export const toConfirmDays = 30
/** How far back lapses count, in days, the day itself included. */
export const lapseDays = 90
/** Lapses in that time that call for an early check, and for a pause; reminders without an answer that call for a check. */
export const [lapsesToCheck, lapsesToHold, remindersToCheck] = [2, 3, 3] as const
/** Days that upkeep leaves an offer alone after a run was taken back. */
export const restDays = 30
/** The share of a territory's online offers that one run may suspend. */
const suspendedShare = 0.02

const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0
const latest = (a: Temporal.PlainDate, b: Temporal.PlainDate | null): Temporal.PlainDate =>
  b === null || isBefore(b, a) ? a : b

/**
 * The day on which the contact of an offer is to be confirmed: three months after somebody proved it or said that the whole
 * offer is right, whichever came last (domain.md §7).
 */
export const contactDueOn = ({
  confirmedOn,
  contactConfirmedOn,
}: Pick<OfferKeptUp, 'confirmedOn' | 'contactConfirmedOn'>): Temporal.PlainDate =>
  nextConfirmationOn(latest(confirmedOn, contactConfirmedOn), 'contact')

/** The day on which an offer is suspended if nobody confirms it. */
export const suspendedOn = (since: Temporal.PlainDate): Temporal.PlainDate => since.add({ days: toConfirmDays })

/** A third lapse in 90 days: the offer pauses until the animation looks at it. */
const hold = (lapses: readonly Temporal.PlainDate[]): UpkeepDeed | undefined => {
  const dueOn = lapses.at(-1)
  return dueOn === undefined || lapses.length < lapsesToHold ? undefined : { kind: 'held', cause: 'lapses', dueOn }
}

/** The day of the third reminder since the offer was last confirmed: earlier ones were answered by that. */
const thirdReminder = ({ remindersOn, confirmedOn }: OfferKeptUp): Temporal.PlainDate | undefined =>
  remindersOn.filter((day) => isBefore(confirmedOn, day))[remindersToCheck - 1]

/** What happened since the last confirmation and calls for another one before its time; the gravest comes first. */
const earlyCheck = (offer: OfferKeptUp, lapses: readonly Temporal.PlainDate[]): UpkeepDeed | undefined => {
  const happened = [
    { cause: 'bounce', dueOn: offer.contactBouncedOn },
    { cause: 'lapses', dueOn: lapses.length < lapsesToCheck ? null : lapses.at(-1) },
    { cause: 'reminders', dueOn: thirdReminder(offer) },
  ] as const
  for (const { cause, dueOn } of happened) {
    if (dueOn === null || dueOn === undefined) continue
    // An address that came back is in doubt until it is proven or changed, whatever was said meanwhile.
    if (cause !== 'bounce' && !isBefore(offer.confirmedOn, dueOn)) continue
    return { kind: 'early-check', cause, dueOn }
  }
  return undefined
}

const noticeOn = (
  cause: 'offer' | 'contact',
  dueOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): UpkeepDeed | undefined => {
  if (!isBefore(today, dueOn)) return { kind: 'to-confirm', cause, dueOn }
  if (!isBefore(today, dueOn.subtract({ days: noticeDays[1] }))) return { kind: 'notice-7', cause, dueOn }
  return isBefore(today, dueOn.subtract({ days: noticeDays[0] })) ? undefined : { kind: 'notice-30', cause, dueOn }
}

const gravity: readonly UpkeepKind[] = ['held', 'suspended', 'early-check', 'to-confirm', 'notice-7', 'notice-30']

const isDeed = (deed: UpkeepDeed | undefined): deed is UpkeepDeed => deed !== undefined

/**
 * What is due on an offer today, the gravest first: what was missed on earlier days is due as well, and of two notices
 * only the later one. Whoever writes it down does each but once (its kind, cause and day name it).
 * Source: domain.md §7, decision 0034.
 */
export const deedsDue = (offer: OfferKeptUp, today: Temporal.PlainDate): UpkeepDeed[] => {
  if (offer.restsUntil !== null && isBefore(today, offer.restsUntil)) return []
  const from = today.subtract({ days: lapseDays - 1 })
  const lapses = offer.lapsesOn.filter((day) => !isBefore(day, from))
  const { toConfirm } = offer
  const asked =
    toConfirm === null
      ? [
          earlyCheck(offer, lapses),
          noticeOn('offer', nextConfirmationOn(offer.confirmedOn, 'offer'), today),
          noticeOn('contact', contactDueOn(offer), today),
        ]
      : [
          isBefore(today, suspendedOn(toConfirm.since))
            ? undefined
            : ({ kind: 'suspended', cause: toConfirm.cause, dueOn: suspendedOn(toConfirm.since) } as const),
        ]
  return [hold(lapses), ...asked].filter(isDeed).toSorted((a, b) => gravity.indexOf(a.kind) - gravity.indexOf(b.kind))
}

/** How many offers one run may suspend: 2 % of those online, and one at least (domain.md §7). */
export const mayBeSuspended = (online: number): number => Math.max(1, Math.floor(online * suspendedShare))

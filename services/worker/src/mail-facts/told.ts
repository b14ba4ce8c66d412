import { lastDayOf, localDay } from '@boussole/domain'
import type { Referral } from '@boussole/domain'
import type { MailFacts, ToldReferral } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { Temporal } from 'temporal-polyfill'

/** What one outbox row tells, and to whom, ready to be put into words. */
export interface Told {
  readonly facts: MailFacts
  readonly details: Readonly<Record<string, string>>
  readonly recipientName: string
  readonly firstName: string
  /** In which the mail is read. */
  readonly language: 'fr' | 'en'
  readonly now: Temporal.Instant
  readonly urls: { readonly tracking: string; readonly referral: string; readonly inbox: string }
}

type Next = MailProps<'lapse-animator'>['next']

/** The local day, in ISO, on which this instant falls for the people of this referral. */
export const dayOf = ({ promise }: Referral, instant: Temporal.Instant): string =>
  localDay(instant, promise.timeZone).toString()

/** The last local day, in ISO, of a delay that ends at this instant. */
export const lastDay = ({ promise }: Referral, end: Temporal.Instant): string =>
  lastDayOf(end, promise.timeZone).toString()

/** The link with which a referral's chain ends today: itself, unless the request went further. */
export const lastLinkOf = ({ about, referrals }: Pick<MailFacts, 'about' | 'referrals'>): ToldReferral =>
  referrals.findLast(({ referral }) => referral.chain === about.referral.chain) ?? about

/** The link before this one: the partner who had the request first. */
export const previousLinkOf = ({ about, referrals }: MailFacts): ToldReferral | undefined =>
  referrals.find(({ referral }) => referral.id === about.referral.previousReferralId)

/** Who owns an unresolved request, since when, until when, and by what day there are news. Error: nobody owns it. */
export const ownerOf = ({ referral, ownerName, inHands }: ToldReferral) => {
  if (ownerName === null || inHands === null) throw new Error(`referral ${referral.id} is in nobody's hands`)
  return {
    name: ownerName,
    since: inHands.since,
    ownedSince: inHands.ownedSince,
    lastDay: lastDay(referral, inHands.dueAt),
    timesOverdue: inHands.timesOverdue,
    // The mail to the young person leaves on the morning after the night in which that time runs out.
    newsDay: dayOf(referral, inHands.nextAt),
  }
}

/** What has become of the request since a lapse or a refusal, as it stands when the mail leaves. */
export const nextOf = (facts: MailFacts): Next => {
  const last = lastLinkOf(facts)
  const { state, dueAt, unresolvedCause } = last.referral
  if (state === 'unresolved' && unresolvedCause === 'no-consent') return { kind: 'choice' }
  if (unresolvedCause !== null) {
    const owner = ownerOf(last)
    return { kind: 'animator', animatorName: owner.name, lastDay: owner.lastDay, newsDay: owner.newsDay }
  }
  if (last === facts.about) throw new Error(`referral ${last.referral.id} went nowhere after its lapse or refusal`)
  return {
    kind: 'redirected',
    partnerName: last.partnerName,
    offerTitle: last.offerTitle,
    lastDay: lastDay(last.referral, dueAt),
  }
}

/** The day of the contact on record. Error: there is none. */
export const contactedDayOf = ({ referral }: ToldReferral): string => {
  const at = referral.contactedAt ?? referral.lateContactAt ?? referral.endedAt
  if (at === null) throw new Error(`referral ${referral.id} has no contact on record`)
  return dayOf(referral, at)
}

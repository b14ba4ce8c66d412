import type { ToldReferral } from '@boussole/db'
import type { DeclineReason, Referral } from '@boussole/domain'
import type { MailProps } from '@boussole/mail'
import { contactedDayOf, dayOf, lastDay, nextOf, ownerOf } from './told.ts'
import type { Told } from './told.ts'

/** A window ran out on the territory. */
export const lapseAnimator = ({ facts, recipientName, urls }: Told): MailProps<'lapse-animator'> => {
  const { referral, partnerName, offerTitle } = facts.about
  return {
    animatorName: recipientName,
    partnerName,
    offerTitle,
    communeName: facts.communeName,
    lastDay: lastDay(referral, referral.dueAt),
    next: nextOf(facts),
    url: urls.referral,
    redirectionsUsed: facts.referrals.filter((told) => told.referral.automatic).length,
  }
}

/** Accepted, not contacted: one more day. Undefined once an extension has taken the place of that day. */
export const lateAcceptedAnimator = ({
  facts,
  recipientName,
  urls,
}: Told): MailProps<'late-accepted-animator'> | undefined => {
  const { referral, partnerName, offerTitle } = facts.about
  if (referral.graceUntil === null) return undefined
  return {
    animatorName: recipientName,
    partnerName,
    offerTitle,
    communeName: facts.communeName,
    lastDay: lastDay(referral, referral.dueAt),
    graceDay: lastDay(referral, referral.graceUntil),
    url: urls.referral,
  }
}

const declineInWords: Readonly<Record<DeclineReason, string>> = {
  'not-eligible': 'décliné, conditions non remplies',
  'out-of-area': 'décliné, hors secteur',
  'no-capacity': 'décliné, plus de place',
  'not-our-field': 'décliné, autre domaine',
  duplicate: 'décliné, déjà accompagné·e ou demande en double',
  other: 'décliné',
  'partner-closed': 'structure fermée',
}

const howItEnded = ({ referral }: ToldReferral): string => {
  if (referral.lapsedAt !== null) return referral.lapseBooked === true ? 'délai dépassé' : 'non prévenue, mail revenu'
  if (referral.declineReason !== null) return declineInWords[referral.declineReason]
  return referral.unreachableAt === null ? 'réorientée vers une autre structure' : 'non prévenue, mail revenu'
}

/** The request is now this animator's own: why, until when, and who was asked before. */
export const unresolvedAnimator = ({ facts, recipientName, urls }: Told): MailProps<'unresolved-animator'> => {
  const { about, referrals } = facts
  const { unresolvedCause: cause, chain } = about.referral
  if (cause === null) throw new Error(`referral ${about.referral.id} is not unresolved`)
  return {
    animatorName: recipientName,
    cause,
    communeName: facts.communeName,
    themeName: facts.themeName,
    lastDay: ownerOf(about).lastDay,
    history: referrals
      .filter((told) => told.referral.chain === chain)
      .map((told) => ({ partnerName: told.partnerName, outcome: howItEnded(told) })),
    url: urls.referral,
  }
}

/** A request has been in an animator's hands for too long. */
export const overdueRegional = ({ facts, recipientName, urls }: Told): MailProps<'overdue-regional'> => {
  const { about } = facts
  const owner = ownerOf(about)
  return {
    regionalName: recipientName,
    animatorName: owner.name,
    territoryName: facts.territoryName,
    communeName: facts.communeName,
    themeName: facts.themeName,
    since: dayOf(about.referral, owner.since),
    ownedSince: dayOf(about.referral, owner.ownedSince),
    times: owner.timesOverdue,
    url: urls.referral,
  }
}

/** Two weeks after the referent was asked, the outcome is still missing. */
export const outcomeAnimator = ({ facts, recipientName, urls }: Told): MailProps<'outcome-animator'> => ({
  animatorName: recipientName,
  partnerName: facts.about.partnerName,
  offerTitle: facts.about.offerTitle,
  contactedDay: contactedDayOf(facts.about),
  url: urls.referral,
})

/** A contact is on record; the young person says there was none. */
export const claimAnimator = ({ facts, recipientName, urls }: Told): MailProps<'claim-animator'> => ({
  animatorName: recipientName,
  partnerName: facts.about.partnerName,
  offerTitle: facts.about.offerTitle,
  communeName: facts.communeName,
  contactedDay: contactedDayOf(facts.about),
  url: urls.referral,
})

const promiseOf = ({ lapseBooked, notifiedAt, acceptedAt }: Referral): MailProps<'bounce-animator'>['promise'] => {
  if (lapseBooked === true) return 'lapsed'
  return notifiedAt === null && acceptedAt === null ? 'not-told' : 'running'
}

/** A mail to a partner came back: the address that does not work. */
export const bounceAnimator = ({ facts, recipientName, urls }: Told): MailProps<'bounce-animator'> => ({
  animatorName: recipientName,
  partnerName: facts.about.partnerName,
  offerTitle: facts.about.offerTitle,
  contactAddress: facts.bouncedAddress ?? facts.about.contactEmail,
  promise: promiseOf(facts.about.referral),
  url: urls.referral,
})

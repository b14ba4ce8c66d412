import { extensionCauses } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { MailProps } from '@boussole/mail'
import { lastDay, nextOf, ownerOf, previousLinkOf } from './told.ts'
import type { Told } from './told.ts'

/** The request has left: each partner chosen, with the day it promised. */
export const receipt = ({ facts, firstName, urls }: Told): MailProps<'receipt'> => ({
  firstName,
  referrals: facts.referrals
    .filter(({ referral }) => referral.link === 1)
    .map(({ referral, partnerName, offerTitle }) => ({
      partnerName,
      offerTitle,
      windowDays: referral.promise.windowDays,
      counting: referral.promise.counting,
      lastDay: lastDay(referral, referral.dueAt),
    })),
  trackingUrl: urls.tracking,
  infoJeunes: facts.infoJeunes,
  redirectConsent: facts.request.consentRedirect,
})

/** A window ran out, and what happens now. */
export const lapseYoungPerson = ({ facts, firstName, urls }: Told): MailProps<'lapse-young-person'> => ({
  firstName,
  partnerName: facts.about.partnerName,
  next: nextOf(facts),
  trackingUrl: urls.tracking,
  infoJeunes: facts.infoJeunes,
})

/** A partner declined, and what happens now. */
export const refusal = ({ facts, firstName, urls }: Told): MailProps<'refusal'> => {
  const { referral, partnerName } = facts.about
  if (referral.declineReason === null) throw new Error(`referral ${referral.id} was not declined`)
  return {
    firstName,
    partnerName,
    reason: referral.declineReason,
    next: nextOf(facts),
    trackingUrl: urls.tracking,
    infoJeunes: facts.infoJeunes,
  }
}

const people = ['referent', 'animator', 'young-person'] as const

/** The request went to another partner, not after a lapse or a refusal. */
export const redirection = ({ facts, details, firstName, urls }: Told): MailProps<'redirection'> => {
  const { referral, partnerName, offerTitle } = facts.about
  const from = previousLinkOf(facts)
  if (from === undefined) throw new Error(`referral ${referral.id} was not redirected`)
  return {
    firstName,
    fromPartnerName: from.partnerName,
    toPartnerName: partnerName,
    offerTitle,
    lastDay: lastDay(referral, referral.dueAt),
    byWhom: people.find((kind) => kind === details['by']) ?? 'automatic',
    trackingUrl: urls.tracking,
  }
}

/** The animator's time has run out, and the young person still waits. */
export const stillLooking = ({ facts, firstName, urls }: Told): MailProps<'still-looking'> => {
  const owner = ownerOf(facts.about)
  return {
    firstName,
    animatorName: owner.name,
    newsDay: owner.newsDay,
    trackingUrl: urls.tracking,
    infoJeunes: facts.infoJeunes,
  }
}

/** An animator closed the request that nobody had taken. */
export const closing = ({ facts, firstName }: Told): MailProps<'closing'> => {
  const { referral } = facts.about
  if (referral.outcome === null) throw new Error(`referral ${referral.id} was not closed`)
  return { firstName, outcome: referral.outcome, infoJeunes: facts.infoJeunes }
}

/** The due date that this row tells; null when it tells none. */
export const dueAtTold = ({ details: { dueAt } }: Pick<Told, 'details'>): Temporal.Instant | null =>
  dueAt === undefined ? null : Temporal.Instant.from(dueAt)

/** A due date has moved: the day before and the day now. */
export const extension = ({ facts, details, firstName, urls }: Told): MailProps<'extension'> => {
  const { referral, partnerName } = facts.about
  const { oldDueAt } = details
  const cause = extensionCauses.find((known) => known === details['cause'])
  if (oldDueAt === undefined || cause === undefined) {
    throw new Error(`nothing tells how the due date of referral ${referral.id} moved`)
  }
  return {
    firstName,
    partnerName,
    oldLastDay: lastDay(referral, Temporal.Instant.from(oldDueAt)),
    newLastDay: lastDay(referral, referral.dueAt),
    cause,
    trackingUrl: urls.tracking,
  }
}

/** Taken back, as asked. */
export const withdrawalYoungPerson = ({ facts, details, firstName }: Told): MailProps<'withdrawal-young-person'> => ({
  firstName,
  partnerName: details['by'] === 'animator' ? facts.about.partnerName : null,
  infoJeunes: facts.infoJeunes,
})

/** Ten days later: was there a contact? Both links open a page; neither writes anything. */
export const feedback = ({ facts, firstName, urls }: Told): MailProps<'feedback'> => {
  const page = `${urls.tracking}/avis/${facts.about.referral.id}`
  return {
    firstName,
    partnerName: facts.about.partnerName,
    yesUrl: `${page}?contacte=oui`,
    noUrl: `${page}?contacte=non`,
  }
}

/** The lost link. */
export const trackingLink = ({ urls }: Told): MailProps<'tracking-link'> => ({ trackingUrl: urls.tracking })

/** A second partner asks to accompany, or accompanies; nothing once it was refused or is over. */
export const accompaniment = ({ facts, firstName, urls }: Told): MailProps<'accompaniment'> | undefined => {
  const { accompanied, about } = facts
  if (accompanied === null || accompanied.hasEnded) return undefined
  return {
    firstName,
    partnerName: about.partnerName,
    companionName: accompanied.companionName,
    asked: !accompanied.hasBegun,
    trackingUrl: urls.tracking,
  }
}

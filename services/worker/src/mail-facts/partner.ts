import { windowEndOf } from '@boussole/domain'
import type { MailProps } from '@boussole/mail'
import { contactedDayOf, dayOf, lastDay, nextOf, previousLinkOf } from './told.ts'
import type { Told } from './told.ts'

/** A young person asks for this offer: the situation, without any way to reach the person (read after sign-in). */
export const referralRequest = ({ facts, firstName, urls }: Told): MailProps<'referral-request'> => {
  const { request, about } = facts
  const { referral } = about
  const from = previousLinkOf(facts)
  return {
    partnerName: about.partnerName,
    offerTitle: about.offerTitle,
    firstName,
    age: request.age,
    communeName: facts.communeName,
    themeName: facts.themeName,
    needName: facts.needName,
    answers: facts.answers,
    message: request.message,
    moments: request.moments,
    prefers: request.prefers,
    lastDay: lastDay(referral, referral.dueAt),
    dueAt: referral.dueAt.toString(),
    timeZone: referral.promise.timeZone,
    url: urls.referral,
    redirectedFrom: from === undefined ? null : { partnerName: from.partnerName, reason: from.partingNote },
  }
}

/** One mail for all the young people who wait for this referent. An accepted referral's extra day is told as its last. */
export const reminder = (first: Told, all: readonly Told[]): MailProps<'reminder'> => {
  // Two reminders of one referral may leave together: it is told once.
  const waiting = [...new Map(all.map((told) => [told.facts.about.referral.id, told])).values()]
  return {
    recipientName: first.recipientName,
    items: waiting.map(({ facts: { about, communeName }, firstName, urls }) => ({
      offerTitle: about.offerTitle,
      firstName,
      communeName,
      lastDay: lastDay(about.referral, windowEndOf(about.referral)),
      url: urls.referral,
    })),
    asDeputy: waiting.every(({ facts }) => !facts.about.namesRecipient),
    today: dayOf(first.facts.about.referral, first.now),
    inboxUrl: first.urls.inbox,
  }
}

/** The window ran out: who has the request now. */
export const lapsePartner = ({ facts, recipientName, firstName, urls }: Told): MailProps<'lapse-partner'> => {
  const { referral, offerTitle } = facts.about
  return {
    recipientName,
    offerTitle,
    firstName,
    lastDay: lastDay(referral, referral.dueAt),
    next: nextOf(facts).kind === 'redirected' ? 'redirected' : 'animator',
    url: urls.referral,
  }
}

/** The young person took the request back. */
export const withdrawalPartner = ({ facts, firstName }: Told): MailProps<'withdrawal-partner'> => ({
  offerTitle: facts.about.offerTitle,
  firstName,
})

/** A month after the contact: what came of it? */
export const outcome = ({ facts, recipientName, firstName, urls }: Told): MailProps<'outcome'> => ({
  recipientName,
  offerTitle: facts.about.offerTitle,
  firstName,
  contactedDay: contactedDayOf(facts.about),
  url: urls.referral,
})

/** A colleague handed it over. Undefined once it was handed further. */
export const handedOver = ({
  facts,
  details,
  recipientName,
  firstName,
  urls,
}: Told): MailProps<'handed-over'> | undefined => {
  const { referral, offerTitle, handedOverBy, namesRecipient } = facts.about
  if (referral.referentId === null || referral.referentId !== details['referentId']) return undefined
  return {
    recipientName,
    byName: handedOverBy,
    offerTitle,
    firstName,
    communeName: facts.communeName,
    lastDay: referral.contactedAt === null ? lastDay(referral, windowEndOf(referral)) : null,
    asDeputy: !namesRecipient,
    url: urls.referral,
  }
}

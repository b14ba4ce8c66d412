import { findContactTestToSend, findOfferNames } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** The test of an offer's contact address, unless another one replaced it before the mail leaves. */
export const contactTest = async ({
  db,
  row: { details },
  settings: { proUrl, contactTokenOf },
}: LetterFacts): Promise<MailProps<'contact-test'> | undefined> => {
  const { testId } = details
  const test = testId === undefined ? undefined : await findContactTestToSend(db, testId)
  if (testId === undefined || test === undefined) return undefined
  return { partnerName: test.partnerName, offerTitle: test.title, url: `${proUrl}/contact/${contactTokenOf(testId)}` }
}

const namesOf = async ({ db, row: { details } }: LetterFacts) => {
  const { offerId, number } = details
  if (offerId === undefined || number === undefined) return undefined
  const names = await findOfferNames(db, offerId, Number(number))
  return names && { ...names, offerId }
}

/** To the animators, as long as what was proposed awaits them. */
export const offerToReview = async (facts: LetterFacts): Promise<MailProps<'offer-to-review'> | undefined> => {
  const names = await namesOf(facts)
  // Proposed anew since: this mail is about the offer, and the page shows the newest.
  if (names === undefined || (names.state !== 'proposed' && names.state !== 'superseded')) return undefined
  const { recipientName, settings } = facts
  const url = `${settings.proUrl}/animation/offres/${names.offerId}`
  return { recipientName, partnerName: names.partnerName, offerTitle: names.title, isRunning: names.isRunning, url }
}

/** To whom wrote what was read. */
export const offerReviewed = async (facts: LetterFacts): Promise<MailProps<'offer-reviewed'> | undefined> => {
  const names = await namesOf(facts)
  if (names === undefined || (names.state !== 'accepted' && names.state !== 'refused')) return undefined
  const { recipientName, settings } = facts
  return {
    recipientName,
    offerTitle: names.title,
    accepted: names.state === 'accepted',
    isRunning: names.isRunning,
    reviewWords: names.reviewWords,
    url: `${settings.proUrl}/offres/${names.offerId}`,
  }
}

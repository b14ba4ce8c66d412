import { findLinkedOffer } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** A new link to a referral, for whoever had one that was too old. */
export const actionLink = async ({
  db,
  row,
  recipientName,
  settings: { proUrl, actionTokenOf },
}: LetterFacts): Promise<MailProps<'action-link'> | undefined> => {
  const { referralId } = row.details
  const offer = referralId === undefined ? undefined : await findLinkedOffer(db, referralId)
  return offer && { recipientName, ...offer, url: `${proUrl}/lien/${actionTokenOf(row)}` }
}

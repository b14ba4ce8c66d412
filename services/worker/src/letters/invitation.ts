import { findSending } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** The link of an invitation, unless it was accepted, taken back, sent again or is too old by now. */
export const invitation = async ({
  db,
  row: { details },
  recipientName,
  settings: { proUrl, invitationTokenOf },
}: LetterFacts): Promise<MailProps<'invitation'> | undefined> => {
  const { invitationId: id } = details
  const sending = Number(details['sending'])
  const found = id === undefined ? undefined : await findSending(db, { id, sending })
  if (id === undefined || found === undefined) return undefined
  return { recipientName, ...found, url: `${proUrl}/invitation/${invitationTokenOf({ id, sending })}` }
}

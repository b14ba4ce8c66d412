import { findSending, findWatchSending } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** Which sending of which invitation a letter is about. */
const sendingOf = ({ details }: LetterFacts['row']): { readonly id: string; readonly sending: number } | undefined => {
  const { invitationId: id } = details
  return id === undefined ? undefined : { id, sending: Number(details['sending']) }
}

const linkOf = (
  { settings: { proUrl, invitationTokenOf } }: LetterFacts,
  about: { readonly id: string; readonly sending: number },
): string => `${proUrl}/invitation/${invitationTokenOf(about)}`

/** The link of an invitation, unless it was accepted, taken back, sent again or is too old by now. */
export const invitation = async (facts: LetterFacts): Promise<MailProps<'invitation'> | undefined> => {
  const about = sendingOf(facts.row)
  const found = about && (await findSending(facts.db, about))
  return about && found && { recipientName: facts.recipientName, ...found, url: linkOf(facts, about) }
}

/** The same for an invitation to watch territories or a region. */
export const watchInvitation = async (facts: LetterFacts): Promise<MailProps<'watch-invitation'> | undefined> => {
  const about = sendingOf(facts.row)
  const found = about && (await findWatchSending(facts.db, about))
  return about && found && { recipientName: facts.recipientName, ...found, url: linkOf(facts, about) }
}

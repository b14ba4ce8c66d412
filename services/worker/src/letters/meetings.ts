import { findMeeting, findNetworkLetter } from '@boussole/db'
import type { Meeting } from '@boussole/db'
import { localDay } from '@boussole/domain'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

const meetingIn = async ({ db, row: { details } }: LetterFacts) => {
  const { meetingId } = details
  return meetingId === undefined ? undefined : findMeeting(db, meetingId)
}

/** What a letter of before still says of the meeting as it is; undefined when it says nothing any more. */
const changeTold = (
  { isCancelled, sequence, members }: Meeting,
  { details, recipientId }: LetterFacts['row'],
): MailProps<'meeting-called'>['change'] | undefined => {
  const isMember = members.some(({ referentId }) => referentId === recipientId)
  if (details['change'] === 'removed') return isMember ? undefined : 'removed'
  // It has changed again, or they are not invited any more, of which another letter tells.
  if (!isMember || sequence !== Number(details['sequence'])) return undefined
  if (isCancelled) return 'cancelled'
  return sequence === 0 || details['change'] === 'added' ? 'new' : 'changed'
}

/** To each member, unless it has changed again before the letter leaves; and to who is not a member any more. */
export const meetingCalled = async (facts: LetterFacts): Promise<MailProps<'meeting-called'> | undefined> => {
  const meeting = await meetingIn(facts)
  const { row, recipientName, recipientEmail, settings } = facts
  const change = meeting && changeTold(meeting, row)
  if (meeting === undefined || change === undefined) return undefined
  return {
    recipientName,
    recipientEmail,
    change,
    subject: meeting.subject,
    words: meeting.words,
    startsAt: meeting.startsAt.toString(),
    endsAt: meeting.endsAt.toString(),
    timeZone: meeting.timeZone,
    place: meeting.place,
    link: meeting.link,
    calledBy: meeting.calledBy.name,
    calledByEmail: meeting.calledBy.email,
    uid: `${settings.publicUrl}/rencontres/${meeting.id}`,
    sequence: meeting.sequence,
    writtenAt: row.createdAt.toString(),
    url: `${settings.proUrl}/rencontres/${meeting.id}`,
  }
}

/** To each member. */
export const meetingMinutes = async (facts: LetterFacts): Promise<MailProps<'meeting-minutes'> | undefined> => {
  const meeting = await meetingIn(facts)
  if (meeting === undefined || meeting.minutes === null) return undefined
  return {
    recipientName: facts.recipientName,
    subject: meeting.subject,
    day: localDay(meeting.startsAt, meeting.timeZone).toString(),
    minutes: meeting.minutes,
    url: `${facts.settings.proUrl}/rencontres/${meeting.id}`,
  }
}

/** To each referent it is meant for. */
export const networkLetter = async ({
  db,
  row: { details },
  recipientName,
  settings: { proUrl },
}: LetterFacts): Promise<MailProps<'network-letter'> | undefined> => {
  const { networkLetterId } = details
  const letter = networkLetterId === undefined ? undefined : await findNetworkLetter(db, networkLetterId)
  if (letter === undefined || letter.sentBy === null) return undefined
  const { subject, words, sentBy, territoryName } = letter
  return { recipientName, subject, words, sentBy, territoryName, url: proUrl }
}

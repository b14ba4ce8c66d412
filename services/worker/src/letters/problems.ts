import { findProblem } from '@boussole/db'
import { localDay } from '@boussole/domain'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

const threadOf = async ({ db, row: { details } }: LetterFacts) => {
  const { threadId } = details
  return threadId === undefined ? undefined : findProblem(db, threadId)
}

/** To the animators, unless one of them has closed it before the letter leaves. */
export const problemReported = async (facts: LetterFacts): Promise<MailProps<'problem-reported'> | undefined> => {
  const thread = await threadOf(facts)
  if (thread?.state !== 'open') return undefined
  const { recipientName, row, settings } = facts
  return {
    recipientName,
    partnerName: thread.partnerName,
    about: thread.category,
    isNew: row.details['act'] === 'reported',
    url: `${settings.proUrl}/animation/signalements/${thread.id}`,
  }
}

/** To whoever reported it. */
export const problemAnswered = async (facts: LetterFacts): Promise<MailProps<'problem-answered'> | undefined> => {
  const thread = await threadOf(facts)
  if (thread === undefined) return undefined
  const { recipientName, settings } = facts
  return {
    recipientName,
    about: thread.category,
    reportedDay: localDay(thread.openedAt, thread.timeZone).toString(),
    isClosed: thread.state === 'closed',
    url: `${settings.proUrl}/signalements/${thread.id}`,
  }
}

import { findAccompanimentNames } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

const namesFor = async ({ db, row: { details } }: LetterFacts) => {
  const { accompanimentId } = details
  return accompanimentId === undefined ? undefined : findAccompanimentNames(db, accompanimentId)
}

const pageOf = (referralId: string, { settings }: LetterFacts): string =>
  `${settings.proUrl}/mises-en-relation/${referralId}`

/** To the second partner's referent, unless it is over before the letter leaves. */
export const accompanimentBegun = async (facts: LetterFacts): Promise<MailProps<'accompaniment-begun'> | undefined> => {
  const names = await namesFor(facts)
  if (names?.runs !== true) return undefined
  const { recipientName } = facts
  return { recipientName, partnerName: names.partnerName, url: pageOf(names.referralId, facts) }
}

/** To either side: the second partner's referent no longer sees the request, the first one's user does. */
export const accompanimentEnded = async (facts: LetterFacts): Promise<MailProps<'accompaniment-ended'> | undefined> => {
  const names = await namesFor(facts)
  if (names === undefined) return undefined
  const isCompanion = facts.row.recipientKind === 'referent'
  return {
    recipientName: facts.recipientName,
    otherName: isCompanion ? names.partnerName : names.companionName,
    hadBegun: names.hadBegun,
    url: isCompanion ? null : pageOf(names.referralId, facts),
  }
}

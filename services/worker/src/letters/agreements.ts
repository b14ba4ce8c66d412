import { hasNewerText } from '@boussole/contracts'
import { findAgreement, findAgreementYear, findCharter, findCharterSending, findPaperCharter } from '@boussole/db'
import { Temporal } from 'temporal-polyfill'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

const charterIn = async ({ db, row: { details } }: LetterFacts) => {
  const { charterId } = details
  return charterId === undefined ? undefined : findCharter(db, charterId)
}

const linkTo = (id: string, { row: { details }, settings: { proUrl, charterTokenOf } }: LetterFacts): string =>
  `${proUrl}/charte/${charterTokenOf({ id, sending: Number(details['sending']) })}`

/** The link to whoever signs for the partner, unless it was signed, taken back, sent again or is too old by now. */
export const charterToSign = async (facts: LetterFacts): Promise<MailProps<'charter-to-sign'> | undefined> => {
  const found = await charterIn(facts)
  if (found === undefined) return undefined
  const { id, proposedBy } = found.charter
  const sending = await findCharterSending(facts.db, { id, sending: Number(facts.row.details['sending']) })
  if (sending === undefined) return undefined
  const { recipientName } = facts
  return { recipientName, partnerName: found.partnerName, proposedBy, ...sending, url: linkTo(id, facts) }
}

/** To the animators, as long as one of them is waited for. */
export const charterToCountersign = async (
  facts: LetterFacts,
): Promise<MailProps<'charter-to-countersign'> | undefined> => {
  const found = await charterIn(facts)
  if (found === undefined) return undefined
  const { partnerSigned, animationSigned, isWithdrawn } = found.charter
  if (partnerSigned === null || animationSigned !== null || isWithdrawn) return undefined
  return {
    recipientName: facts.recipientName,
    partnerName: found.partnerName,
    signedBy: partnerSigned.name,
    signedAs: partnerSigned.function,
    url: `${facts.settings.proUrl}/animation/conventions/${found.place.partnerId}`,
  }
}

/** To the referents, who see it on their page, and to the signatory, who has a link. */
export const charterSigned = async (facts: LetterFacts): Promise<MailProps<'charter-signed'> | undefined> => {
  const found = await charterIn(facts)
  const agreement = found && (await findAgreement(facts.db, found.place.partnerId))
  if (found === undefined || agreement?.year?.charterId !== found.charter.id) return undefined
  const { recipientName, row, settings } = facts
  const { fromDay, toDay } = agreement.year
  const url = row.recipientKind === 'invited' ? linkTo(found.charter.id, facts) : `${settings.proUrl}/convention`
  return { recipientName, partnerName: found.partnerName, fromDay, toDay, url }
}

/** Where the recipient sees the agreement: the animation, the partner's referents; nowhere for whoever has no account. */
const pageOf = ({ row: { recipientKind, details }, settings: { proUrl } }: LetterFacts): string | null => {
  if (recipientKind === 'invited') return null
  return recipientKind === 'user'
    ? `${proUrl}/animation/conventions/${details['partnerId'] ?? ''}`
    : `${proUrl}/convention`
}

/** That a charter on paper was recorded in the partner's name. */
export const paperCharterRecorded = async (
  facts: LetterFacts,
): Promise<MailProps<'paper-charter-recorded'> | undefined> => {
  const { paperCharterId } = facts.row.details
  const found = paperCharterId === undefined ? undefined : await findPaperCharter(facts.db, paperCharterId)
  return found && { recipientName: facts.recipientName, ...found, url: pageOf(facts) }
}

const yearIn = async ({ db, row: { details } }: LetterFacts) => {
  const { yearId } = details
  return yearId === undefined ? undefined : findAgreementYear(db, yearId)
}

/** That a year ends soon and renews itself, unless that is decided by now. */
export const agreementNotice = async (facts: LetterFacts): Promise<MailProps<'agreement-notice'> | undefined> => {
  const year = await yearIn(facts)
  if (year === undefined || year.followedBy !== null) return undefined
  const { toDay, partnerName, version } = year
  const last = Temporal.PlainDate.from(toDay)
  return {
    recipientName: facts.recipientName,
    partnerName,
    toDay,
    declareBy: last.subtract({ days: 1 }).toString(),
    hasNewText: hasNewerText(version, last),
    url: pageOf(facts),
  }
}

/** That somebody ended it. */
export const agreementEnded = async (facts: LetterFacts): Promise<MailProps<'agreement-ended'> | undefined> => {
  const year = await yearIn(facts)
  if (year?.followedBy !== 'nothing' || year.endedBy === null) return undefined
  const { toDay: lastDay, partnerName, endedBy: side } = year
  // The animation takes back any ending, a partner's referents their own side's (decision 0039); a signatory none.
  const { recipientKind } = facts.row
  const mayTakeBack = recipientKind === 'user' || (recipientKind === 'referent' && side === 'partner')
  return { recipientName: facts.recipientName, partnerName, side, lastDay, mayTakeBack, url: pageOf(facts) }
}

/** That somebody took its ending back, unless it was ended again by now. */
export const agreementKept = async (facts: LetterFacts): Promise<MailProps<'agreement-kept'> | undefined> => {
  const year = await yearIn(facts)
  const { side, toDay } = facts.row.details
  if (year === undefined || year.toDay !== toDay) return undefined
  return {
    recipientName: facts.recipientName,
    partnerName: year.partnerName,
    side: side === 'partner' ? side : 'animation',
    toDay,
    renews: year.followedBy !== 'nothing',
    url: pageOf(facts),
  }
}

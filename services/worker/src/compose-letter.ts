import { findLetterRecipient } from '@boussole/db'
import type { Database, LetterRow } from '@boussole/db'
import type { LetterName } from '@boussole/domain'
import { renderMail } from '@boussole/mail'
import type { MailProps, RenderedMail } from '@boussole/mail'
import type { ComposedMail, MailSettings } from './compose-mail.ts'
import { accompanimentBegun, accompanimentEnded } from './letters/accompaniments.ts'
import { addressCorrected, addressReplaced, signInLink } from './letters/account.ts'
import { actionLink } from './letters/action-link.ts'
import {
  agreementEnded,
  agreementKept,
  agreementNotice,
  charterSigned,
  charterToCountersign,
  charterToSign,
  paperCharterRecorded,
} from './letters/agreements.ts'
import { invitation, watchInvitation } from './letters/invitation.ts'
import { contactTest, offerReviewed, offerToReview } from './letters/offers.ts'
import { meetingCalled, meetingMinutes, networkLetter } from './letters/meetings.ts'
import { partnerClosed } from './letters/partners.ts'
import { problemAnswered, problemReported } from './letters/problems.ts'
import { absenceWithoutDeputy, nobodyLeft } from './letters/teams.ts'
import { upkeepAnimator, upkeepPartner } from './letters/upkeep.ts'

/** What a letter is written from. */
export interface LetterFacts {
  readonly db: Database
  readonly row: LetterRow
  readonly recipientName: string
  readonly recipientEmail: string
  readonly settings: MailSettings
}

/** What each letter says; undefined when nothing calls for it any more. */
type PropsOf = { readonly [N in LetterName]: (facts: LetterFacts) => Promise<MailProps<N> | undefined> }

const propsOf: PropsOf = {
  invitation,
  'watch-invitation': watchInvitation,
  'action-link': actionLink,
  'sign-in-link': signInLink,
  'address-corrected': addressCorrected,
  'address-replaced': addressReplaced,
  'accompaniment-begun': accompanimentBegun,
  'accompaniment-ended': accompanimentEnded,
  'contact-test': contactTest,
  'offer-to-review': offerToReview,
  'offer-reviewed': offerReviewed,
  'problem-reported': problemReported,
  'problem-answered': problemAnswered,
  'absence-without-deputy': absenceWithoutDeputy,
  'nobody-left': nobodyLeft,
  'partner-closed': partnerClosed,
  'upkeep-partner': upkeepPartner,
  'upkeep-animator': upkeepAnimator,
  'charter-to-sign': charterToSign,
  'charter-to-countersign': charterToCountersign,
  'charter-signed': charterSigned,
  'paper-charter-recorded': paperCharterRecorded,
  'agreement-notice': agreementNotice,
  'agreement-ended': agreementEnded,
  'agreement-kept': agreementKept,
  'meeting-called': meetingCalled,
  'meeting-minutes': meetingMinutes,
  'network-letter': networkLetter,
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- N ties a letter's name to its own words
const render = async <N extends LetterName>(name: N, facts: LetterFacts): Promise<RenderedMail | undefined> => {
  const props = await propsOf[name](facts)
  return props && renderMail(name, props)
}

/** Puts a letter into words just before it leaves, from the facts as they stand now. */
export const composeLetter = async (
  db: Database,
  row: LetterRow,
  settings: MailSettings,
): Promise<ComposedMail | Pick<ComposedMail, 'needless'>> => {
  const recipient = await findLetterRecipient(db, row)
  const mail =
    recipient === undefined
      ? undefined
      : await render(row.mail, { db, row, recipientName: recipient.name, recipientEmail: recipient.email, settings })
  if (recipient === undefined || mail === undefined) return { needless: [row.id] }
  return { to: recipient.email, mail, rowsInMail: [row.id], needless: [] }
}

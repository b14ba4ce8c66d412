import type { CalendarFile } from './calendar.ts'
import { asHtml } from './layout.tsx'
import {
  type MailDefinition,
  type MailLanguage,
  whyReceived,
  whyReceivedInEnglish,
  type Wording,
} from './mail-definition.ts'
import { absenceWithoutDeputy } from './mails/absence-without-deputy.ts'
import { actionLink } from './mails/action-link.ts'
import { paperCharterRecorded } from './mails/paper-charter-recorded.ts'
import { partnerClosed } from './mails/partner-closed.ts'
import { addressCorrected } from './mails/address-corrected.ts'
import { addressReplaced } from './mails/address-replaced.ts'
import { agreementEnded } from './mails/agreement-ended.ts'
import { agreementKept } from './mails/agreement-kept.ts'
import { agreementNotice } from './mails/agreement-notice.ts'
import { accompanimentBegun } from './mails/accompaniment-begun.ts'
import { accompanimentEnded } from './mails/accompaniment-ended.ts'
import { accompanimentInEnglish } from './mails/accompaniment.en.ts'
import { accompaniment } from './mails/accompaniment.ts'
import { bounceAnimator } from './mails/bounce-animator.ts'
import { charterSigned } from './mails/charter-signed.ts'
import { charterToCountersign } from './mails/charter-to-countersign.ts'
import { charterToSign } from './mails/charter-to-sign.ts'
import { claimAnimator } from './mails/claim-animator.ts'
import { closingInEnglish } from './mails/closing.en.ts'
import { closing } from './mails/closing.ts'
import { contactTest } from './mails/contact-test.ts'
import { extensionInEnglish } from './mails/extension.en.ts'
import { extension } from './mails/extension.ts'
import { feedbackInEnglish } from './mails/feedback.en.ts'
import { feedback } from './mails/feedback.ts'
import { handedOver } from './mails/handed-over.ts'
import { invitation } from './mails/invitation.ts'
import { lapseAnimator } from './mails/lapse-animator.ts'
import { lapsePartner } from './mails/lapse-partner.ts'
import { lapseYoungPersonInEnglish } from './mails/lapse-young-person.en.ts'
import { lapseYoungPerson } from './mails/lapse-young-person.ts'
import { lateAcceptedAnimator } from './mails/late-accepted-animator.ts'
import { meetingCalled } from './mails/meeting-called.ts'
import { meetingMinutes } from './mails/meeting-minutes.ts'
import { networkLetter } from './mails/network-letter.ts'
import { nobodyLeft } from './mails/nobody-left.ts'
import { offerReviewed } from './mails/offer-reviewed.ts'
import { offerToReview } from './mails/offer-to-review.ts'
import { outcomeAnimator } from './mails/outcome-animator.ts'
import { outcome } from './mails/outcome.ts'
import { overdueRegional } from './mails/overdue-regional.ts'
import { problemAnswered } from './mails/problem-answered.ts'
import { problemReported } from './mails/problem-reported.ts'
import { receiptInEnglish } from './mails/receipt.en.ts'
import { receipt } from './mails/receipt.ts'
import { redirectionInEnglish } from './mails/redirection.en.ts'
import { redirection } from './mails/redirection.ts'
import { referralRequest } from './mails/referral-request.ts'
import { refusalInEnglish } from './mails/refusal.en.ts'
import { refusal } from './mails/refusal.ts'
import { reminder } from './mails/reminder.ts'
import { signInLink } from './mails/sign-in-link.ts'
import { stillLookingInEnglish } from './mails/still-looking.en.ts'
import { stillLooking } from './mails/still-looking.ts'
import { trackingLinkInEnglish } from './mails/tracking-link.en.ts'
import { trackingLink } from './mails/tracking-link.ts'
import { unresolvedAnimator } from './mails/unresolved-animator.ts'
import { upkeepAnimator } from './mails/upkeep-animator.ts'
import { upkeepPartner } from './mails/upkeep-partner.ts'
import { withdrawalPartner } from './mails/withdrawal-partner.ts'
import { withdrawalYoungPersonInEnglish } from './mails/withdrawal-young-person.en.ts'
import { withdrawalYoungPerson } from './mails/withdrawal-young-person.ts'
import { asText } from './plain-text.ts'
import { subjectLine } from './subject-line.ts'
import { watchInvitation } from './mails/watch-invitation.ts'

/** Every mail the platform sends, by name. */
export const mails = {
  receipt,
  'referral-request': referralRequest,
  reminder,
  'lapse-young-person': lapseYoungPerson,
  'lapse-partner': lapsePartner,
  'lapse-animator': lapseAnimator,
  'late-accepted-animator': lateAcceptedAnimator,
  redirection,
  refusal,
  'unresolved-animator': unresolvedAnimator,
  'overdue-regional': overdueRegional,
  'still-looking': stillLooking,
  closing,
  extension,
  'withdrawal-partner': withdrawalPartner,
  'withdrawal-young-person': withdrawalYoungPerson,
  outcome,
  'outcome-animator': outcomeAnimator,
  'handed-over': handedOver,
  feedback,
  'claim-animator': claimAnimator,
  'bounce-animator': bounceAnimator,
  'tracking-link': trackingLink,
  invitation,
  'watch-invitation': watchInvitation,
  'action-link': actionLink,
  'sign-in-link': signInLink,
  'address-corrected': addressCorrected,
  'address-replaced': addressReplaced,
  accompaniment,
  'accompaniment-begun': accompanimentBegun,
  'accompaniment-ended': accompanimentEnded,
  'contact-test': contactTest,
  'offer-to-review': offerToReview,
  'absence-without-deputy': absenceWithoutDeputy,
  'nobody-left': nobodyLeft,
  'upkeep-partner': upkeepPartner,
  'upkeep-animator': upkeepAnimator,
  'offer-reviewed': offerReviewed,
  'problem-reported': problemReported,
  'problem-answered': problemAnswered,
  'charter-to-sign': charterToSign,
  'charter-to-countersign': charterToCountersign,
  'charter-signed': charterSigned,
  'paper-charter-recorded': paperCharterRecorded,
  'agreement-notice': agreementNotice,
  'agreement-ended': agreementEnded,
  'agreement-kept': agreementKept,
  'partner-closed': partnerClosed,
  'meeting-called': meetingCalled,
  'meeting-minutes': meetingMinutes,
  'network-letter': networkLetter,
}

export type MailName = keyof typeof mails

type PropsByName = { [N in MailName]: (typeof mails)[N]['sample'] }
export type MailProps<N extends MailName> = PropsByName[N]

const definitions: { readonly [N in MailName]: MailDefinition<PropsByName[N]> } = mails

/** The mails to young people in English; a test holds that none is missing. */
const english: { readonly [N in MailName]?: Wording<PropsByName[N]> } = {
  accompaniment: accompanimentInEnglish,
  closing: closingInEnglish,
  extension: extensionInEnglish,
  feedback: feedbackInEnglish,
  'lapse-young-person': lapseYoungPersonInEnglish,
  receipt: receiptInEnglish,
  redirection: redirectionInEnglish,
  refusal: refusalInEnglish,
  'still-looking': stillLookingInEnglish,
  'tracking-link': trackingLinkInEnglish,
  'withdrawal-young-person': withdrawalYoungPersonInEnglish,
}

/** Is there an English version of this mail? */
export const isInEnglish = (name: MailName): boolean => english[name] !== undefined

/**
 * A mail ready to leave: `subject` is one line of at most 120 characters; `html` and `text` say the same; `calendar` is
 * a file for calendars, where it carries one.
 */
export type RenderedMail = {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly calendar?: CalendarFile
}

/**
 * The words of a mail, in French unless there is an English version and `asked` asks for it. Whatever comes from people
 * appears in the body only as text, never as markup. Throws when a link is not http or https, RangeError when a day or
 * an instant is not one.
 */
export const renderMail = <N extends MailName>(
  name: N,
  props: MailProps<N>,
  asked: MailLanguage = 'fr',
): RenderedMail => {
  const definition = definitions[name]
  const inEnglish = asked === 'en' ? english[name] : undefined
  const language = inEnglish === undefined ? 'fr' : 'en'
  const { subject: words, body } = inEnglish ?? definition
  const subject = subjectLine(words(props))
  const blocks = body(props)
  const footer = language === 'en' ? whyReceivedInEnglish : whyReceived[definition.to]
  const calendar = definition.calendar?.(props)
  return {
    subject,
    html: asHtml({ subject, blocks, footer, language }),
    text: asText({ blocks, footer, language }),
    ...(calendar === undefined ? {} : { calendar }),
  }
}

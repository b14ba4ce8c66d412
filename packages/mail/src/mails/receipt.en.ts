import { list, paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish, requestPageInEnglish } from '../parts.en.ts'
import { english } from '../words.en.ts'
import type { ReceiptProps } from './receipt.ts'

export const receiptInEnglish: Wording<ReceiptProps> = {
  subject: () => 'Your request is on its way',
  body: ({ firstName, referrals, trackingUrl, infoJeunes, redirectConsent }) => [
    paragraph(`Hello ${firstName},`),
    paragraph('Your request is on its way. Here is what happens next:'),
    list(
      referrals.map(({ partnerName, offerTitle, windowDays, counting, lastDay }) => [
        strong(partnerName),
        ' contacts you by ',
        strong(english.dayInWords(lastDay)),
        `, for “${offerTitle}”. Promised within ${english.promiseInWords(windowDays, counting)}.`,
      ]),
    ),
    paragraph(
      redirectConsent
        ? 'Nobody answers in time? We pass your request on to another service, as you agreed, and tell you.'
        : 'Nobody answers in time? We tell you, and look for a solution with you.',
    ),
    ...requestPageInEnglish(trackingUrl),
    infoJeunesInEnglish(infoJeunes),
  ],
}

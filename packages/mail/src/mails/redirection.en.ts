import { paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { requestPageInEnglish } from '../parts.en.ts'
import { english } from '../words.en.ts'
import type { RedirectionProps } from './redirection.ts'

const reason = (byWhom: RedirectionProps['byWhom'], fromPartnerName: string): string => {
  switch (byWhom) {
    case 'automatic':
      return `${fromPartnerName} cannot follow up for now. You had agreed that we look for another service.`
    case 'referent':
      return `${fromPartnerName} read your request and thinks that another service can help you better.`
    case 'animator':
      return `The Boussole team found another service to help you, instead of ${fromPartnerName}.`
    case 'young-person':
      return `You chose another service, instead of ${fromPartnerName}.`
  }
}

export const redirectionInEnglish: Wording<RedirectionProps> = {
  subject: () => 'Your request goes to another service',
  body: ({ firstName, fromPartnerName, toPartnerName, offerTitle, lastDay, byWhom, trackingUrl }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(reason(byWhom, fromPartnerName)),
    paragraph('Your request is now with ', strong(toPartnerName), `, for “${offerTitle}”.`),
    paragraph(`${toPartnerName} contacts you by `, strong(english.dayInWords(lastDay)), '.'),
    paragraph('You have nothing to do again.'),
    ...requestPageInEnglish(trackingUrl),
  ],
}

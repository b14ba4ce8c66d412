import { paragraph } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish, nextStepInEnglish, requestPageInEnglish } from '../parts.en.ts'
import type { RefusalProps } from './refusal.ts'

const reasonInWords = (reason: RefusalProps['reason'], partnerName: string): string => {
  switch (reason) {
    case 'not-eligible':
      return `${partnerName} read your request, but this help is not meant for your situation. There are others.`
    case 'out-of-area':
      return `${partnerName} read your request, but cannot help where you live. Others can.`
    case 'no-capacity':
      return `${partnerName} read your request, but has no place left for now.`
    case 'not-our-field':
      return `${partnerName} read your request, but it is not their field. Others will be able to help you better.`
    case 'duplicate':
      return `${partnerName} already knows you, or received your request another way. So this one ends here for them.`
    case 'other':
      return `${partnerName} read your request, but cannot help you this time.`
    case 'partner-closed':
      return `${partnerName} has closed and cannot follow your request.`
  }
}

export const refusalInEnglish: Wording<RefusalProps> = {
  subject: () => 'News about your request',
  body: ({ firstName, partnerName, reason, next, trackingUrl, infoJeunes }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(reasonInWords(reason, partnerName)),
    ...nextStepInEnglish(next),
    ...requestPageInEnglish(trackingUrl),
    infoJeunesInEnglish(infoJeunes),
  ],
}

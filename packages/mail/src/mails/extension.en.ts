import { paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { requestPageInEnglish } from '../parts.en.ts'
import { english } from '../words.en.ts'
import type { ExtensionProps } from './extension.ts'

const causeInWords: Readonly<Record<ExtensionProps['cause'], string>> = {
  animator: 'The Boussole team gave them a little more time.',
  platform: 'Boussole was out of order. The time lost is given back to the service.',
  bounce: 'Our first mail did not arrive. The time lost is given back to the service.',
}

export const extensionInEnglish: Wording<ExtensionProps> = {
  subject: ({ newLastDay }) => `A new date for your request: ${english.dayInWords(newLastDay)}`,
  body: ({ firstName, partnerName, oldLastDay, newLastDay, cause, trackingUrl }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(
      `The date changes: ${partnerName} contacts you by `,
      strong(english.dayInWords(newLastDay)),
      `, no longer by ${english.dayInWords(oldLastDay)}.`,
    ),
    paragraph(causeInWords[cause]),
    ...requestPageInEnglish(trackingUrl),
  ],
}

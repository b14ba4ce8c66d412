import { button, paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import type { AccompanimentProps } from './accompaniment.ts'

/** `accompaniment` in English. */
export const accompanimentInEnglish: Wording<AccompanimentProps> = {
  subject: ({ asked }) => (asked ? 'A suggestion for your request' : 'News about your request'),
  body: ({ firstName, partnerName, companionName, asked, trackingUrl }) => [
    paragraph(`Hello ${firstName},`),
    asked
      ? paragraph(strong(partnerName), ' suggests that ', strong(companionName), ' supports you too. You decide.')
      : paragraph(strong(companionName), ' now supports you together with ', strong(partnerName), ', as you agreed.'),
    paragraph(
      asked
        ? 'As long as you have not answered, nothing is passed on.'
        : 'You can change your mind at any time, on your tracking page.',
    ),
    button(asked ? 'Answer' : 'Follow my request', trackingUrl),
  ],
}

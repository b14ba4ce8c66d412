import { button, paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import type { FeedbackProps } from './feedback.ts'

export const feedbackInEnglish: Wording<FeedbackProps> = {
  subject: () => 'Were you contacted?',
  body: ({ firstName, partnerName, yesUrl, noUrl }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(strong(`Did ${partnerName} contact you?`)),
    button('Yes', yesUrl),
    button('No', noUrl),
    paragraph(
      'A page opens. You can also say there whether it was useful. You need no account, and you don’t have to answer.',
    ),
    paragraph('Your opinion helps other young people.'),
  ],
}

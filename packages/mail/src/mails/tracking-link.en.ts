import { button, paragraph } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import type { TrackingLinkProps } from './tracking-link.ts'

export const trackingLinkInEnglish: Wording<TrackingLinkProps> = {
  subject: () => 'Your tracking link',
  body: ({ trackingUrl }) => [
    paragraph('Hello,'),
    paragraph('Here is your link. It opens your tracking page:'),
    button('Follow my request', trackingUrl),
    paragraph('This link is for you. Don’t give it to anyone.'),
  ],
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `lastDay`: ISO day on which the link is over; `url` opens the whole text; only its button signs. */
export type CharterToSignProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly proposedBy: string
  readonly lastDay: string
  readonly url: string
}

/** The animation proposes the charter to whoever signs for a partner. */
export const charterToSign: MailDefinition<CharterToSignProps> = {
  to: 'invited',
  subject: () => 'La charte de la Boussole des jeunes, à signer',
  body: ({ recipientName, partnerName, proposedBy, lastDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`${proposedBy}, de l’animation territoriale, vous propose de signer la charte d’engagement de la Boussole des jeunes au nom de `,
      strong(partnerName),
      '.',
    ),
    paragraph(
      fr`Vous la lisez en entier, puis vous signez en ligne : votre nom, votre fonction, une case à cocher. Elle engage pour un an, sans contrepartie financière, et se reconduit tacitement.`,
    ),
    button('Lire la charte', url),
    paragraph(fr`Le lien est valable jusqu’au `, strong(fullDayInWords(lastDay)), '.'),
  ],
  sample: {
    recipientName: 'Agnès Tardieu',
    partnerName: 'Un premier toit',
    proposedBy: 'Marion Delcasse',
    lastDay: '2026-12-23',
    url: 'https://boussole.example/pro/charte/3q8c',
  },
}

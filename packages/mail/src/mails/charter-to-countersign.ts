import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type CharterToCountersignProps = {
  readonly recipientName: string
  readonly partnerName: string
  /** Who signed for the partner, in which function. */
  readonly signedBy: string
  readonly signedAs: string
  readonly url: string
}

/** A partner has signed the charter: it waits for the animation's signature. */
export const charterToCountersign: MailDefinition<CharterToCountersignProps> = {
  to: 'animation',
  subject: () => 'Une charte signée, à contresigner',
  body: ({ recipientName, partnerName, signedBy, signedAs, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(strong(partnerName), fr` a signé la charte de la Boussole, par ${signedBy} (${signedAs}).`),
    paragraph('La convention entre en vigueur une fois la charte contresignée par l’animation territoriale.'),
    button('Contresigner la charte', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    partnerName: 'Un premier toit',
    signedBy: 'Agnès Tardieu',
    signedAs: 'Présidente',
    url: 'https://boussole.example/pro/animation/conventions/7d21',
  },
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type AccompanimentBegunProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly url: string
}

/** The referent of a second partner accompanies a young person from now on. Rouen convention, article 2. */
export const accompanimentBegun: MailDefinition<AccompanimentBegunProps> = {
  to: 'partner',
  subject: () => 'Un accompagnement à deux commence',
  body: ({ recipientName, partnerName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(strong(partnerName), ' vous associe à l’accompagnement d’un·e jeune, qui a donné son accord.'),
    paragraph(
      fr`Vous voyez sa demande, ses coordonnées et les notes partagées depuis le début de l’accompagnement. Vos notes privées restent à votre structure. Vous pouvez mettre fin à cet accompagnement à tout moment.`,
    ),
    button('Voir la demande', url),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    partnerName: 'Mission locale des Monts',
    url: 'https://boussole.example/pro/mises-en-relation/7d21',
  },
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `day`: ISO day of the closing; `url`: null for whoever has no access to it any more. */
export type PartnerClosedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly day: string
  readonly url: string | null
}

/** A partner has closed: whoever answered for it, signed for it or watches over it reads what that changes. */
export const partnerClosed: MailDefinition<PartnerClosedProps> = {
  to: 'address',
  subject: () => 'Une structure partenaire ferme',
  body: ({ recipientName, partnerName, day, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      'L’animation territoriale a fermé la structure ',
      strong(partnerName),
      fr` dans la Boussole, le `,
      strong(fullDayInWords(day)),
      '.',
    ),
    paragraph(
      fr`Ses offres ne sont plus montrées aux jeunes, et sa convention prend fin. Les demandes en cours sont confiées à une autre structure ou à l’animation, et chaque jeune est prévenu·e.`,
    ),
    url === null
      ? paragraph(
          fr`Ses référent·es n’ont plus accès à ses demandes. Si c’est une erreur, dites-le à l’animation territoriale.`,
        )
      : button('Voir la structure', url),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    day: '2026-11-26',
    url: null,
  },
}

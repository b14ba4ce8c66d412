import { paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type WithdrawalPartnerProps = { readonly offerTitle: string; readonly firstName: string }

/** The young person took the request back: the partner has nothing to do, and reads nothing more. Domain §2, withdrawn. */
export const withdrawalPartner: MailDefinition<WithdrawalPartnerProps> = {
  to: 'partner',
  subject: ({ offerTitle }) => fr`Demande annulée, rien à faire : ${offerTitle}`,
  body: ({ offerTitle, firstName }) => [
    paragraph('Bonjour,'),
    paragraph(fr`La demande de contact suivante est annulée : ${firstName}, pour votre offre « ${offerTitle} ».`),
    paragraph(strong('Vous n’avez rien à faire.'), ' Merci de ne plus prendre contact pour cette demande.'),
  ],
  sample: { offerTitle: 'Trouver un premier logement', firstName: 'Inès' },
}

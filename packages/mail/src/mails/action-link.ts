import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `url` opens the least: to act, one signs in. */
export type ActionLinkProps = { readonly recipientName: string; readonly offerTitle: string; readonly url: string }

/** The link of an earlier mail was too old: here is a new one. */
export const actionLink: MailDefinition<ActionLinkProps> = {
  to: 'address',
  subject: () => 'Votre nouveau lien',
  body: ({ recipientName, offerTitle, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(fr`Voici un nouveau lien vers une mise en relation pour l’offre `, strong(offerTitle), '.'),
    button('Voir la mise en relation', url),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    offerTitle: 'Un premier logement',
    url: 'https://boussole.example/pro/lien/3q8c',
  },
}

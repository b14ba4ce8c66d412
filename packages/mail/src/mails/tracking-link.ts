import { button, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type TrackingLinkProps = { readonly trackingUrl: string }

/** The young person lost the link to the tracking page and asked for it again. */
export const trackingLink: MailDefinition<TrackingLinkProps> = {
  to: 'young-person',
  subject: () => 'Ton lien de suivi',
  body: ({ trackingUrl }) => [
    paragraph('Bonjour,'),
    paragraph(fr`Voici ton lien. Il ouvre ta page de suivi :`),
    button('Suivre ma demande', trackingUrl),
    paragraph('Ce lien est pour toi. Ne le donne à personne.'),
  ],
  sample: { trackingUrl: 'https://boussole.example/suivi/3q8c' },
}

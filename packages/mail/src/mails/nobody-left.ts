import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type NobodyLeftProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly referentName: string
  readonly url: string
}

/** The last referent of a partner has left: the animation names somebody with the partner. */
export const nobodyLeft: MailDefinition<NobodyLeftProps> = {
  to: 'animation',
  subject: () => 'Une structure n’a plus de référent·e',
  body: ({ recipientName, partnerName, referentName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(strong(referentName), ' a quitté ', strong(partnerName), fr`, où il n’y a plus de référent·e.`),
    paragraph(fr`Ses offres sont en pause d’elles-mêmes. Pour qu’elles reprennent, invitez une nouvelle personne.`),
    button('Inviter une personne', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    partnerName: 'Un premier toit',
    referentName: 'Amélie Garcin',
    url: 'https://boussole.example/pro/animation/invitations/nouvelle',
  },
}

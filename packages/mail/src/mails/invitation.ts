import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day on which the link is over; `url` opens a page that tells what is accepted; only its button accepts. */
export type InvitationProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly invitedBy: string
  readonly lastDay: string
  readonly url: string
}

/** An animator invites somebody to become a referent of a partner. */
export const invitation: MailDefinition<InvitationProps> = {
  to: 'invited',
  subject: () => 'Votre accès à la Boussole',
  body: ({ recipientName, partnerName, invitedBy, lastDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`${invitedBy}, de l’animation territoriale, vous invite à devenir référent·e Boussole de la structure `,
      strong(partnerName),
      fr` : vous y recevrez les demandes des jeunes, à contacter dans le délai que votre structure a promis.`,
    ),
    button('Voir l’invitation', url),
    paragraph(fr`Le lien sert une fois, jusqu’au `, strong(dayInWords(lastDay)), '.'),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    partnerName: 'Mission locale Rives de Loire',
    invitedBy: 'Marion Delcasse',
    lastDay: '2026-11-30',
    url: 'https://boussole.example/pro/invitation/3q8c',
  },
}

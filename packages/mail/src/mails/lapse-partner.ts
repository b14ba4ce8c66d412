import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day, the last of the window; `next`: who has the request now. */
export type LapsePartnerProps = {
  readonly recipientName: string
  readonly offerTitle: string
  readonly firstName: string
  readonly lastDay: string
  readonly next: 'redirected' | 'animator'
  readonly url: string
}

const whoHasIt = {
  redirected: 'Sa demande est confiée à une autre structure.',
  animator: 'L’animation territoriale reprend sa demande.',
} as const

/** The window ran out: the partner is told who takes over, without blame. Domain §2: a late answer never erases the lapse. */
export const lapsePartner: MailDefinition<LapsePartnerProps> = {
  to: 'partner',
  subject: ({ lastDay, offerTitle }) => fr`Délai terminé le ${dayInWords(lastDay)} : ${offerTitle}`,
  body: ({ recipientName, offerTitle, firstName, lastDay, next, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`Le délai de réponse pour ${firstName}, sur votre offre « ${offerTitle} », s’est terminé le `,
      strong(dayInWords(lastDay)),
      ' sans contact noté dans Boussole.',
    ),
    paragraph(strong(whoHasIt[next])),
    paragraph(
      fr`Vous aviez pris contact ? Vous pouvez encore le noter : c’est utile à la suite. Le dépassement du délai reste inscrit dans l’historique.`,
    ),
    button('Ouvrir la demande', url),
    paragraph(
      fr`Une absence, trop de demandes en ce moment ? Votre animateur·rice peut vous aider à ajuster le délai ou à mettre l’offre en pause.`,
    ),
  ],
  sample: {
    recipientName: 'Camille',
    offerTitle: 'Trouver un premier logement',
    firstName: 'Inès',
    lastDay: '2026-11-23',
    next: 'redirected',
    url: 'https://boussole.example/pro/demandes/7d21',
  },
}

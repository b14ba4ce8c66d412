import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day on which the link is over; `url` opens a page that tells what is accepted; only its button accepts. */
export type WatchInvitationProps = {
  readonly recipientName: string
  readonly role: 'animator' | 'regional' | 'observer'
  /** Names of territories and regions. */
  readonly places: readonly string[]
  readonly invitedBy: string
  readonly lastDay: string
  readonly url: string
}

const asked: Readonly<Record<WatchInvitationProps['role'], string>> = {
  animator: fr`vous invite à l’animation territoriale de la Boussole : `,
  regional: fr`vous invite à l’animation régionale de la Boussole : `,
  observer: fr`vous invite à suivre les chiffres de la Boussole, en lecture seule : `,
}

const meant: Readonly<Record<WatchInvitationProps['role'], string>> = {
  animator: fr`Vous y veillerez à ce que chaque jeune soit contacté·e à temps, avec les structures du territoire.`,
  regional: fr`Vous y épaulerez les animations territoriales, et recevrez les alertes là où il n’y en a pas.`,
  observer: fr`Vous y lirez des chiffres, sans rien changer et sans voir aucun·e jeune.`,
}

/** Somebody is invited to watch territories or a region, or to read their figures. */
export const watchInvitation: MailDefinition<WatchInvitationProps> = {
  to: 'invited',
  subject: () => 'Votre accès à la Boussole',
  body: ({ recipientName, role, places, invitedBy, lastDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(`${invitedBy} ${asked[role]}`, strong(places.join(', ')), '.'),
    paragraph(meant[role]),
    button('Voir l’invitation', url),
    paragraph(fr`Le lien sert une fois, jusqu’au `, strong(dayInWords(lastDay)), '.'),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    role: 'animator',
    places: ['Loire', 'Velay'],
    invitedBy: 'Farid Lamrani',
    lastDay: '2026-11-30',
    url: 'https://boussole.example/pro/invitation/3q8c',
  },
}

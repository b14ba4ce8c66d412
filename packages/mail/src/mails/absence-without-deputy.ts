import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

export type AbsenceWithoutDeputyProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly referentName: string
  /** ISO days; both count. */
  readonly fromDay: string
  readonly toDay: string
  /** Offers that pause by themselves meanwhile. */
  readonly offers: number
  readonly url: string
}

const offersInWords = (offers: number): string =>
  offers === 1 ? 'Une offre se met en pause d’elle-même' : `${offers} offres se mettent en pause d’elles-mêmes`

/** Nobody receives for a partner's offers during an absence: the animation can help to find a deputy. */
export const absenceWithoutDeputy: MailDefinition<AbsenceWithoutDeputyProps> = {
  to: 'animation',
  subject: () => 'Une absence sans suppléance',
  body: ({ recipientName, partnerName, referentName, fromDay, toDay, offers, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      strong(referentName),
      `, de `,
      strong(partnerName),
      `, sera absent·e du ${dayInWords(fromDay)} au ${dayInWords(toDay)} inclus, et personne ne reçoit à sa place une partie de ce temps.`,
    ),
    paragraph(fr`${offersInWords(offers)} ces jours-là : les jeunes ne peuvent pas s’y adresser.`),
    button('Voir l’équipe', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    partnerName: 'Un premier toit',
    referentName: 'Amélie Garcin',
    fromDay: '2026-12-21',
    toDay: '2027-01-03',
    offers: 2,
    url: 'https://boussole.example/pro/equipe?structure=7d21',
  },
}

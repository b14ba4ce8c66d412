import { button, details, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `contactedDay`: ISO day of the first contact. */
export type OutcomeAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly contactedDay: string
  readonly url: string
}

/** Two weeks after the referent was asked, still no outcome: the animator sees it. Domain §4, outcome. */
export const outcomeAnimator: MailDefinition<OutcomeAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Suite inconnue : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, contactedDay, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph(
      'Un·e jeune a bien été contacté·e, mais la suite n’est pas notée. La structure a reçu un rappel il y a 14 jours.',
    ),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Contact', dayInWords(contactedDay)],
    ]),
    button('Ouvrir la demande', url),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    contactedDay: '2026-11-23',
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

import { button, details, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `contactedDay`: ISO day of the contact that the partner recorded. */
export type ClaimAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly communeName: string
  readonly contactedDay: string
  readonly url: string
}

/** A contact is on record, but the young person says that nobody contacted them: the animator looks into it. */
export const claimAnimator: MailDefinition<ClaimAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Contact à vérifier : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, communeName, contactedDay, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph(
      'Un·e jeune nous dit ne pas avoir été contacté·e, alors qu’un contact est noté. C’est peut-être un appel manqué ou un numéro mal écrit.',
    ),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Commune', communeName],
      ['Contact noté', dayInWords(contactedDay)],
    ]),
    button('Ouvrir la demande', url),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    communeName: 'Saint-Étienne',
    contactedDay: '2026-11-23',
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

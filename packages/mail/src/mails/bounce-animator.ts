import { button, details, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `contactAddress`: the professional address of the offer, the one that does not work. */
export type BounceAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly contactAddress: string
  readonly url: string
}

/** A mail to an offer's contact came back: somebody must reach the partner another way. Domain §4, bounced mail. */
export const bounceAnimator: MailDefinition<BounceAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Mail revenu : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, contactAddress, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph('Le mail qui transmet une demande à cette structure est revenu. Elle ne l’a donc pas reçu.'),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Adresse qui ne marche pas', contactAddress],
    ]),
    paragraph(
      'Vous pouvez appeler la structure et corriger l’adresse. Tant que le mail ne passe pas, aucun dépassement n’est compté contre elle.',
    ),
    button('Ouvrir la demande', url),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    contactAddress: 'logement@mission-des-monts.example',
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

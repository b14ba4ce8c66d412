import { button, paragraph, quote, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `reviewWords`: what the animation wrote; always there when it was not accepted. */
export type OfferReviewedProps = {
  readonly recipientName: string
  readonly offerTitle: string
  readonly accepted: boolean
  /** Young people see the offer already, as it was accepted before. */
  readonly isRunning: boolean
  readonly reviewWords: string | null
  readonly url: string
}

/** The animation has read what somebody proposed for an offer. */
export const offerReviewed: MailDefinition<OfferReviewedProps> = {
  to: 'account',
  subject: ({ accepted }) => (accepted ? 'Votre offre est acceptée' : 'Votre offre est à corriger'),
  body: ({ recipientName, offerTitle, accepted, isRunning, reviewWords, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    accepted
      ? paragraph(fr`L’animation a relu et accepté votre proposition pour l’offre `, strong(offerTitle), '.')
      : paragraph(
          fr`L’animation a relu votre proposition pour l’offre `,
          strong(offerTitle),
          isRunning
            ? fr` : quelque chose est à corriger. Ce qui est déjà en ligne ne change pas.`
            : fr` : quelque chose est à corriger avant de la mettre en ligne.`,
        ),
    ...(reviewWords === null ? [] : [quote(reviewWords)]),
    button(accepted ? 'Voir l’offre' : 'Corriger l’offre', url),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    offerTitle: 'Trouver un premier logement',
    accepted: false,
    isRunning: true,
    reviewWords: 'Précisez ce qu’il faut apporter au premier rendez-vous.',
    url: 'https://boussole.example/pro/offres/7d21',
  },
}

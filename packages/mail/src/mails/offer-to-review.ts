import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type OfferToReviewProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly offerTitle: string
  /** Young people see the offer already, as it was accepted before. */
  readonly isRunning: boolean
  readonly url: string
}

/** A partner proposed a new offer, or a change of one, to the animation's reading. */
export const offerToReview: MailDefinition<OfferToReviewProps> = {
  to: 'animation',
  subject: () => 'Une offre de service est à relire',
  body: ({ recipientName, partnerName, offerTitle, isRunning, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(strong(partnerName), ' propose à votre relecture l’offre ', strong(offerTitle), '.'),
    paragraph(
      isRunning
        ? fr`Ce qui est en ligne ne change pas avant votre réponse.`
        : fr`C’est une nouvelle offre : les jeunes ne la voient pas avant votre réponse.`,
    ),
    button('Relire l’offre', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    partnerName: 'Un premier toit',
    offerTitle: 'Trouver un premier logement',
    isRunning: true,
    url: 'https://boussole.example/pro/animation/offres/7d21',
  },
}

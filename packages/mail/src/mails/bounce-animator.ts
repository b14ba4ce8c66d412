import { button, details, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/**
 * `contactAddress`: the professional address that does not work. `promise`: the partner was not told, its window runs
 * because it knows otherwise, or its lapse was booked before.
 */
export type BounceAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly contactAddress: string
  readonly promise: 'not-told' | 'running' | 'lapsed'
  readonly url: string
}

const promiseInWords: Readonly<Record<BounceAnimatorProps['promise'], string>> = {
  'not-told':
    'Vous pouvez appeler la structure et corriger l’adresse. Tant que le mail ne passe pas, aucun dépassement n’est compté contre elle.',
  running:
    'Vous pouvez appeler la structure et corriger l’adresse. Un autre mail lui a été envoyé, ou elle a déjà agi sur cette demande : son délai court.',
  lapsed:
    'Son délai était déjà dépassé. Le dépassement reste compté : un mail revenu ne suffit pas à l’effacer. Appelez la structure pour comprendre ce qui s’est passé, et corrigez l’adresse.',
}

/** A mail to an offer's contact came back: somebody must reach the partner another way. Domain §4, bounced mail. */
export const bounceAnimator: MailDefinition<BounceAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Mail revenu : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, contactAddress, promise, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph('Un mail qui annonce une demande à cette structure est revenu : l’adresse ne l’a pas reçu.'),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Adresse qui ne marche pas', contactAddress],
    ]),
    paragraph(promiseInWords[promise]),
    button('Ouvrir la demande', url),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    contactAddress: 'logement@mission-des-monts.example',
    promise: 'not-told',
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

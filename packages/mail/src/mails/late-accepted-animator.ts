import { button, details, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day, the last of the window; `graceDay`: ISO day, the one more that an accepted referral gets. */
export type LateAcceptedAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly communeName: string
  readonly lastDay: string
  readonly graceDay: string
  readonly url: string
}

/** Accepted, but no contact when the window ended: one more day, and the animator knows. Domain §4, lapse. */
export const lateAcceptedAnimator: MailDefinition<LateAcceptedAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Encore un jour pour prendre contact : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, communeName, lastDay, graceDay, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph(
      `${partnerName} a accepté une demande, mais aucun contact n’est noté à la fin du délai. Il reste un jour`,
      fr` : jusqu’au `,
      strong(`${dayInWords(graceDay)} inclus`),
      '. Ensuite, le délai sera dépassé et la demande passera à la suite.',
    ),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Commune', communeName],
      ['Dernier jour du délai', dayInWords(lastDay)],
    ]),
    button('Ouvrir la demande', url),
    paragraph('Un appel à la structure peut suffire.'),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    communeName: 'Saint-Étienne',
    lastDay: '2026-11-23',
    graceDay: '2026-11-24',
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

import { paragraph, strong } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { requestPage } from '../request-page.ts'
import { dayInWords, fr } from '../words.ts'

/** `newsDay`: ISO day on which the next news come at the latest. */
export type StillLookingProps = {
  readonly firstName: string
  readonly animatorName: string
  readonly newsDay: string
  readonly trackingUrl: string
  readonly infoJeunes: InfoJeunes
}

/** News were promised and nobody has been found yet: it is said, on the promised day, and again every week. Domain §4, animator-overdue. */
export const stillLooking: MailDefinition<StillLookingProps> = {
  to: 'young-person',
  subject: () => 'On cherche encore pour toi',
  body: ({ firstName, animatorName, newsDay, trackingUrl, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(
      fr`On t’avait promis des nouvelles : personne n’a encore pu répondre à ta demande. Elle n’est pas oubliée.`,
    ),
    paragraph(
      `${animatorName}, de l’équipe Boussole, s’en occupe toujours, et son équipe régionale a été prévenue. Prochaines nouvelles au plus tard le `,
      strong(dayInWords(newsDay)),
      '.',
    ),
    paragraph(fr`Tu peux aussi regarder toi-même sur ta page de suivi : s’il y a une structure à choisir, elle y est.`),
    ...requestPage(trackingUrl),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    animatorName: 'Dominique',
    newsDay: '2026-12-03',
    trackingUrl: 'https://boussole.example/suivi/3q8c',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `otherName`: the partner with whom the reader accompanied; `url`: null for who no longer sees the request. */
export type AccompanimentEndedProps = {
  readonly recipientName: string
  readonly otherName: string
  readonly url: string | null
}

/** An accompaniment by two partners is over, or the young person preferred one. */
export const accompanimentEnded: MailDefinition<AccompanimentEndedProps> = {
  to: 'partner',
  subject: () => 'Un accompagnement à deux est terminé',
  body: ({ recipientName, otherName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(fr`L’accompagnement d’un·e jeune avec `, strong(otherName), ' est terminé.'),
    ...(url === null
      ? [paragraph(fr`La demande, ses coordonnées et ses notes ne vous sont plus montrées.`)]
      : [paragraph(fr`La demande continue avec votre structure seule.`), button('Voir la demande', url)]),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    otherName: 'Mission locale des Monts',
    url: 'https://boussole.example/pro/mises-en-relation/7d21',
  },
}

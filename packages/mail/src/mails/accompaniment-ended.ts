import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/**
 * `otherName`: the partner with whom the reader accompanied, or wanted to; `hadBegun`: the young person had agreed;
 * `url`: null for who no longer sees the request.
 */
export type AccompanimentEndedProps = {
  readonly recipientName: string
  readonly otherName: string
  readonly hadBegun: boolean
  readonly url: string | null
}

/** An accompaniment by two partners is over, or will not begin: the young person prefers one, or the animation said so. */
export const accompanimentEnded: MailDefinition<AccompanimentEndedProps> = {
  to: 'partner',
  subject: ({ hadBegun }) =>
    hadBegun ? 'Un accompagnement à deux est terminé' : 'Un accompagnement à deux ne commencera pas',
  body: ({ recipientName, otherName, hadBegun, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    hadBegun
      ? paragraph('L’accompagnement d’un·e jeune avec ', strong(otherName), ' est terminé.')
      : paragraph('L’accompagnement que vous aviez proposé avec ', strong(otherName), ' n’aura pas lieu.'),
    ...(url === null
      ? [paragraph(fr`La demande, ses coordonnées et ses notes ne vous sont plus montrées.`)]
      : [paragraph(fr`La demande continue avec votre structure seule.`), button('Voir la demande', url)]),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    otherName: 'Mission locale des Monts',
    hadBegun: true,
    url: 'https://boussole.example/pro/mises-en-relation/7d21',
  },
}

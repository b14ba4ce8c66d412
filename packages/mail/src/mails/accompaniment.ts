import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `asked`: the young person has not agreed yet; otherwise it has begun, with their word. */
export type AccompanimentProps = {
  readonly firstName: string
  readonly partnerName: string
  readonly companionName: string
  readonly asked: boolean
  readonly trackingUrl: string
}

/** A second partner is to accompany, or accompanies, the young person. Rouen convention, article 2. */
export const accompaniment: MailDefinition<AccompanimentProps> = {
  to: 'young-person',
  subject: ({ asked }) => (asked ? 'Une proposition pour ta demande' : 'Du nouveau pour ta demande'),
  body: ({ firstName, partnerName, companionName, asked, trackingUrl }) => [
    paragraph(`Bonjour ${firstName},`),
    asked
      ? paragraph(
          strong(partnerName),
          ' propose que ',
          strong(companionName),
          ' t’accompagne aussi. C’est toi qui décides.',
        )
      : paragraph(
          strong(companionName),
          ' t’accompagne maintenant avec ',
          strong(partnerName),
          ', comme tu l’as accepté.',
        ),
    paragraph(
      asked
        ? fr`Tant que tu n’as pas répondu, rien n’est transmis.`
        : fr`Tu peux changer d’avis à tout moment, sur ta page de suivi.`,
    ),
    button(asked ? 'Répondre' : 'Suivre ma demande', trackingUrl),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: 'Mission locale des Monts',
    companionName: 'Un premier toit',
    asked: true,
    trackingUrl: 'https://boussole.example/suivi/3q8c',
  },
}

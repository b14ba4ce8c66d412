import { button, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `isClosed`: the animation holds it to be settled. */
export type ProblemAnsweredProps = {
  readonly recipientName: string
  readonly isClosed: boolean
  readonly url: string
}

/** The animation answered to a problem that somebody reported. */
export const problemAnswered: MailDefinition<ProblemAnsweredProps> = {
  to: 'account',
  subject: () => 'L’animation a répondu à votre signalement',
  body: ({ recipientName, isClosed, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(fr`L’animation de votre territoire a répondu au problème que vous avez signalé.`),
    ...(isClosed ? [paragraph(fr`Elle le tient pour réglé. Ce n’est pas le cas ? Votre réponse le rouvre.`)] : []),
    button('Lire la réponse', url),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    isClosed: true,
    url: 'https://boussole.example/pro/signalements/7d21',
  },
}

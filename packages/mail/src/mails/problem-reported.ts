import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `about`: what the problem is about. `isNew`: reported just now, not answered further. */
export type ProblemReportedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly about: 'offer' | 'access' | 'request' | 'malfunction' | 'other'
  readonly isNew: boolean
  readonly url: string
}

/** What a problem is about, in words. */
export const problemAbouts: Readonly<Record<ProblemReportedProps['about'], string>> = {
  offer: 'une erreur dans une offre',
  access: 'un compte ou un accès',
  request: 'la demande d’un·e jeune',
  malfunction: 'un dysfonctionnement',
  other: 'un autre sujet',
}

/** A partner told the animation of a problem, or wrote in it again. Without its words: they may be about somebody. */
export const problemReported: MailDefinition<ProblemReportedProps> = {
  to: 'animation',
  subject: ({ isNew }) => (isNew ? 'Une structure signale un problème' : 'Une structure a répondu dans un signalement'),
  body: ({ recipientName, partnerName, about, isNew, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(strong(partnerName), isNew ? ' vous signale un problème.' : ' a écrit dans un signalement.'),
    paragraph(fr`Cela concerne : ${problemAbouts[about]}.`),
    button('Lire et répondre', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    partnerName: 'Un premier toit',
    about: 'malfunction',
    isNew: true,
    url: 'https://boussole.example/pro/animation/signalements/7d21',
  },
}

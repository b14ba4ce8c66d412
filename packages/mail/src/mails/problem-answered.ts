import { button, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'
import { problemAbouts } from './problem-reported.ts'
import type { ProblemReportedProps } from './problem-reported.ts'

/** Which problem: what it is about, and on which local day it was reported. `isClosed`: the animation holds it to be settled. */
export type ProblemAnsweredProps = {
  readonly recipientName: string
  readonly about: ProblemReportedProps['about']
  readonly reportedDay: string
  readonly isClosed: boolean
  readonly url: string
}

/** The animation answered to a problem that somebody reported. */
export const problemAnswered: MailDefinition<ProblemAnsweredProps> = {
  to: 'account',
  subject: () => 'L’animation a répondu à votre signalement',
  body: ({ recipientName, about, reportedDay, isClosed, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`L’animation de votre territoire a répondu au problème que vous avez signalé le ${dayInWords(reportedDay)}.`,
    ),
    paragraph(fr`Cela concerne : ${problemAbouts[about]}.`),
    ...(isClosed ? [paragraph(fr`Elle le tient pour réglé. Ce n’est pas le cas ? Votre réponse le rouvre.`)] : []),
    button('Lire la réponse', url),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    about: 'offer',
    reportedDay: '2026-11-16',
    isClosed: true,
    url: 'https://boussole.example/pro/signalements/7d21',
  },
}

import { button, paragraph, quote, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `day`: ISO day, local, on which the meeting took place. */
export type MeetingMinutesProps = {
  readonly recipientName: string
  readonly subject: string
  readonly day: string
  readonly minutes: string
  readonly url: string
}

/** What was said in a working group goes to its members. Charter: "diffuse les comptes-rendus des temps de rencontre". */
export const meetingMinutes: MailDefinition<MeetingMinutesProps> = {
  to: 'account',
  subject: ({ subject }) => fr`Compte rendu : ${subject}`,
  body: ({ recipientName, subject, day, minutes, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph('Voici le compte rendu de la rencontre ', strong(subject), ` du ${fullDayInWords(day)}.`),
    quote(minutes),
    button('Voir la rencontre', url),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    subject: 'Groupe de travail logement',
    day: '2026-12-08',
    minutes: 'Les délais tiennent.\nChacun·e prévoit sa suppléance pour la fin d’année.',
    url: 'https://boussole.example/pro/rencontres/7d21',
  },
}

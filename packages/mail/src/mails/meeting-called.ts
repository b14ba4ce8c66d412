import { button, details, paragraph, quote, strong } from '../blocks.ts'
import { calendarFile } from '../calendar.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullMomentInWords, hourInWords } from '../words.ts'

/** Instants are ISO 8601; `change`: what this mail is about; `words`, `place` and `link` may be empty. */
export type MeetingCalledProps = {
  readonly recipientName: string
  readonly recipientEmail: string
  readonly change: 'new' | 'changed' | 'cancelled' | 'removed'
  readonly subject: string
  readonly words: string
  readonly startsAt: string
  readonly endsAt: string
  readonly timeZone: string
  readonly place: string
  readonly link: string
  readonly calledBy: string
  readonly calledByEmail: string
  readonly uid: string
  readonly sequence: number
  readonly writtenAt: string
  readonly url: string
}

const headings = {
  new: 'Invitation',
  changed: 'Rencontre modifiée',
  cancelled: 'Rencontre annulée',
  removed: 'Invitation retirée',
} as const

const opening = ({ change, calledBy }: MeetingCalledProps): string => {
  if (change === 'new') return fr`${calledBy}, de l’animation territoriale, vous invite à une rencontre : `
  if (change === 'removed')
    return fr`${calledBy}, de l’animation territoriale, ne vous compte plus parmi les personnes invitées à une rencontre : `
  return change === 'changed'
    ? fr`${calledBy}, de l’animation territoriale, a modifié une rencontre où vous êtes invité·e : `
    : fr`${calledBy}, de l’animation territoriale, a annulé une rencontre où vous étiez invité·e : `
}

/** There is nothing left to answer: it leaves the calendar. */
const isOver = ({ change }: MeetingCalledProps): boolean => change === 'cancelled' || change === 'removed'

/** A referent is invited to a working group, or told that it has changed, does not take place, or goes on without them. */
export const meetingCalled: MailDefinition<MeetingCalledProps> = {
  to: 'account',
  subject: ({ change, subject }) => fr`${headings[change]} : ${subject}`,
  body: (props) => [
    paragraph(`Bonjour ${props.recipientName},`),
    paragraph(opening(props), strong(props.subject), '.'),
    details([
      [
        'Quand',
        `${fullMomentInWords(props.startsAt, props.timeZone)}, jusqu’à ${hourInWords(props.endsAt, props.timeZone)}`,
      ],
      ['Où', props.place],
      ['En visio', props.link],
    ]),
    ...(props.words === '' ? [] : [quote(props.words)]),
    ...(isOver(props)
      ? [paragraph('Le fichier joint la retire de votre agenda.')]
      : [button('Répondre', props.url), paragraph('Le fichier joint l’ajoute à votre agenda.')]),
  ],
  calendar: (props) =>
    calendarFile({
      uid: props.uid,
      sequence: props.sequence,
      method: isOver(props) ? 'CANCEL' : 'REQUEST',
      writtenAt: props.writtenAt,
      startsAt: props.startsAt,
      endsAt: props.endsAt,
      subject: props.subject,
      words: [props.words, props.link].filter((words) => words !== '').join('\n\n'),
      place: props.place === '' ? props.link : props.place,
      url: props.url,
      organizer: { name: props.calledBy, email: props.calledByEmail },
      attendee: { name: props.recipientName, email: props.recipientEmail },
    }),
  sample: {
    recipientName: 'Amélie Garcin',
    recipientEmail: 'amelie.garcin@premier-toit.example',
    change: 'new',
    subject: 'Groupe de travail logement',
    words: 'Ordre du jour\u00a0:\n- les délais\n- les absences de fin d’année',
    startsAt: '2026-12-08T13:00:00Z',
    endsAt: '2026-12-08T15:00:00Z',
    timeZone: 'Europe/Paris',
    place: 'Info Jeunes Loire, 12 rue de la Rose-des-Vents',
    link: 'https://visio.example/logement',
    calledBy: 'Marion Delcasse',
    calledByEmail: 'marion.delcasse@info-jeunes-loire.example',
    uid: 'https://boussole.example/rencontres/7d21',
    sequence: 0,
    writtenAt: '2026-11-26T09:00:00Z',
    url: 'https://boussole.example/pro/rencontres/7d21',
  },
}

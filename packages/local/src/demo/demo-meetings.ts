import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

const territoryId = demoId('territory', 'loire')
const animator = demoId('user', 'marion-delcasse')

const minutes = `Présent·es\u00A0: Un premier toit, Résidence Les Ricochets, La Maison des droits des jeunes.

1. Les délais
Chacun·e tient le sien. Trois jours restent le bon délai pour les demandes de logement.

2. Les absences de fin d’année
Les suppléances se prévoient dans l’extranet avant le 10.

3. À suivre
Une formation «\u00A0bien rédiger son offre\u00A0» sera proposée au prochain trimestre.`

/** Who was invited to the past meeting, what they answered, whether they came. */
const then = [
  { referent: 'amelie-garcin', answer: 'coming', attended: true },
  { referent: 'theo-rivoire', answer: 'not-coming', attended: false },
  { referent: 'sonia-marchetti', answer: 'coming', attended: true },
  { referent: 'yanis-colombet', answer: null, attended: false },
  { referent: 'etienne-faverjon', answer: 'maybe', attended: true },
] as const

/** Who is invited to the next one, and has answered. */
const next = [
  { referent: 'amelie-garcin', answer: null },
  { referent: 'sonia-marchetti', answer: 'coming' },
  { referent: 'etienne-faverjon', answer: 'maybe' },
  { referent: 'mathilde-peyrard', answer: 'coming' },
  { referent: 'julie-thollot', answer: null },
] as const

/** A working group of three weeks ago with its minutes, and one in twelve days; and a mail to the network. */
export const demoMeetings = (today: Temporal.PlainDate) => {
  const at = (days: number, time: string): string => `${today.add({ days }).toString()}T${time}Z`
  /** So many weeks from the Tuesday of this week: nobody meets on a Sunday. */
  const tuesday = (weeks: number): number => 7 * weeks + 2 - today.dayOfWeek
  const [past, coming] = [demoId('meeting', 'logement'), demoId('meeting', 'fin-d-annee')]
  return {
    meetings: [
      {
        id: past,
        territory_id: territoryId,
        subject: 'Groupe de travail logement',
        words: 'Ordre du jour\u00A0:\n- les délais\n- les absences de fin d’année',
        theme_id: demoId('theme', 'logement'),
        starts_at: at(tuesday(-3), '13:00:00'),
        ends_at: at(tuesday(-3), '15:00:00'),
        place: 'Info Jeunes Loire, 12 rue de la Rose-des-Vents, Saint-Étienne',
        link: '',
        sequence: 0,
        called_by: animator,
        called_at: at(-45, '08:30:00'),
        minutes,
        minutes_at: at(tuesday(-3) + 1, '09:00:00'),
        minutes_by: animator,
        minutes_sent_at: at(tuesday(-3) + 1, '09:10:00'),
        minutes_sent_by: animator,
      },
      {
        id: coming,
        territory_id: territoryId,
        subject: 'Bilan de l’année et projets communs',
        words: 'Venez avec une réussite et une difficulté de l’année.',
        theme_id: null,
        starts_at: at(tuesday(2), '09:00:00'),
        ends_at: at(tuesday(2), '11:00:00'),
        place: '',
        link: 'https://www.visio.example',
        sequence: 0,
        called_by: animator,
        called_at: at(-4, '08:30:00'),
        minutes: null,
        minutes_at: null,
        minutes_by: null,
        minutes_sent_at: null,
        minutes_sent_by: null,
      },
    ],
    members: [
      ...then.map(({ referent, answer, attended }) => ({ meeting_id: past, referent, answer, attended, daysAgo: 30 })),
      ...next.map((member) => ({ meeting_id: coming, ...member, attended: null, daysAgo: 2 })),
    ].map(({ referent, answer, daysAgo, ...member }) => ({
      ...member,
      referent_id: demoId('referent', referent),
      invited_at: at(-45, '08:30:00'),
      answer,
      answered_at: answer === null ? null : at(-daysAgo, '10:00:00'),
    })),
    letters: [
      {
        id: demoId('network-letter', 'absences'),
        territory_id: territoryId,
        subject: 'Vos absences de fin d’année',
        words:
          'Bonjour à toutes et tous,\n\nPensez à prévoir vos absences et vos suppléances dans l’extranet\u00A0: les jeunes gardent leur réponse dans le délai promis.\n\nMerci\u00A0!',
        written_by: animator,
        written_at: at(-9, '08:10:00'),
        sent_at: at(-9, '08:20:00'),
        sent_by: animator,
        recipients: 24,
      },
    ],
  }
}

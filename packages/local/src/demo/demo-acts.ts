import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

interface DemoAct {
  readonly daysAgo: number
  readonly at: string
  readonly by: 'marion-delcasse' | 'farid-lamrani' | 'sylvie-grangeon'
  readonly kind: string
  readonly partner?: string
  readonly about?: string
}

/** What brought the Loire of the demo to where it is: told of things that are there. */
const done: readonly DemoAct[] = [
  { daysAgo: 90, at: '08:12', by: 'sylvie-grangeon', kind: 'territory-created', about: 'Loire' },
  { daysAgo: 88, at: '13:40', by: 'marion-delcasse', kind: 'theme-opened', about: 'Logement' },
  { daysAgo: 80, at: '08:44', by: 'farid-lamrani', kind: 'theme-opened', about: 'Mobilité' },
  { daysAgo: 45, at: '08:30', by: 'marion-delcasse', kind: 'meeting-called', about: 'Groupe de travail logement' },
  { daysAgo: 19, at: '09:10', by: 'marion-delcasse', kind: 'minutes-sent', about: 'Groupe de travail logement' },
  { daysAgo: 12, at: '09:00', by: 'marion-delcasse', kind: 'invitation-sent', partner: 'premier-toit' },
  { daysAgo: 9, at: '08:20', by: 'marion-delcasse', kind: 'network-letter-sent', about: 'Vos absences de fin d’année' },
  { daysAgo: 6, at: '09:00', by: 'marion-delcasse', kind: 'charter-proposed', partner: 'mission-locale-forez' },
  {
    daysAgo: 4,
    at: '08:30',
    by: 'marion-delcasse',
    kind: 'meeting-called',
    about: 'Bilan de l’année et projets communs',
  },
  { daysAgo: 3, at: '09:00', by: 'farid-lamrani', kind: 'charter-proposed', partner: 'mission-locale-rives-de-loire' },
  { daysAgo: 2, at: '09:00', by: 'marion-delcasse', kind: 'invitation-sent', partner: 'premier-toit' },
]

export const demoActs = (today: Temporal.PlainDate) =>
  done.map(({ daysAgo, at, by, kind, partner, about }) => ({
    at: `${today.subtract({ days: daysAgo }).toString()}T${at}:00Z`,
    user_id: demoId('user', by),
    kind,
    territory_id: demoId('territory', 'loire'),
    partner_id: partner === undefined ? null : demoId('partner', partner),
    about: about ?? null,
  }))

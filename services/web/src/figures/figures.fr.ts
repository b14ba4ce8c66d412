import { fr, monthInWords, nbsp } from '@boussole/mail'
import type { Period } from './period.ts'

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** What the page of figures says. */
export const figuresFr = {
  title: 'Chiffres',
  heading: 'Vos chiffres',
  lead: 'Les demandes reçues par votre structure sur la période, et ce qu’elles sont devenues.',
  number: (value: number): string => number.format(value),
  period: ({ kind, from }: Pick<Period, 'kind' | 'from'>): string =>
    kind === 'year'
      ? `année ${from.year}`
      : kind === 'month'
        ? `${monthInWords(from.month)} ${from.year}`
        : `${(from.month + 2) / 3 === 1 ? '1er' : `${(from.month + 2) / 3}e`} trimestre ${from.year}`,
  periods: 'Période',
  kinds: { month: 'Par mois', quarter: 'Par trimestre', year: 'Par an' },
  before: (name: string): string => fr`Avant : ${name}`,
  after: (name: string): string => fr`Après : ${name}`,
  empty: 'Aucune demande reçue sur cette période.',
  download: 'Télécharger en CSV',
  received: 'Demandes reçues',
  kept: 'Contacts dans le délai',
  keptHint: 'Contact ou tentative notés avant la date promise.',
  share: 'Part des promesses tenues',
  shareHint: 'Contacts dans le délai, sur le total des contacts dans le délai et des délais dépassés.',
  lapsed: 'Délais dépassés',
  redirected: 'Réorientées à la main',
  declined: 'Refusées',
  awaited: 'Encore à contacter',
  median: 'Délai médian de premier contact',
  ninetieth: '9 contacts sur 10 en au plus',
  opinions: 'Avis de jeunes',
  saidContacted: fr`dont « contacté·e »`,
  saidUseful: fr`dont « utile »`,
  percent: (share: number | null): string => (share === null ? '—' : `${Math.round(share * 100)}${nbsp}%`),
  hours: (hours: number | null): string =>
    hours === null ? '—' : hours < 48 ? `${number.format(hours)}${nbsp}h` : `${number.format(hours / 24)}${nbsp}jours`,
  promise: {
    title: 'Promesses tenues et délais dépassés',
    description: (kept: number, lapsed: number): string =>
      fr`Contacts dans le délai : ${kept}. Délais dépassés : ${lapsed}.`,
  },
  reasons: { title: 'Motifs de refus', label: 'Motif' },
  outcomes: { title: 'Issues', label: 'Issue' },
  listed: (items: readonly string[]): string => items.join(' · '),
  told: (label: string, count: number): string => fr`${label} : ${count}`,
  fact: (label: string, value: string): string => fr`${label} : ${value}`,
  count: 'Nombre',
  byOffer: { title: 'Par offre', label: 'Offre' },
  byTheme: { title: 'Par thème', label: 'Thème' },
  whole: 'Ensemble',
  definitions: {
    title: 'Ce que ces chiffres comptent',
    points: [
      'Une demande appartient à la période où elle a été envoyée à la structure.',
      'Un contact noté après la date promise n’est pas compté dans le délai.',
      'Un délai dépassé par la faute de la Boussole (panne, mail revenu) n’est pas compté à la structure.',
      fr`Les temps sont comptés par paliers, et arrondis au palier du dessus : 1 h, 2 h, 3 h, … 24 h, 30 h, … 14 jours.`,
      'Le délai de premier contact va de l’envoi de la demande au premier contact ou à la première tentative.',
    ],
  },
  csv: ['Regroupement', 'Nom'],
} as const

import type { Act, ActSource } from '@boussole/db'
import type { ActKind } from '@boussole/domain'
import { counted, fullDayInWords, fr, fullMomentInWords } from '@boussole/mail'
import { watchersFr } from './watchers/watchers.fr.ts'

const acts: Readonly<Record<ActKind, string>> = {
  'invitation-sent': 'a invité une personne',
  'invitation-cancelled': 'a annulé une invitation',
  'invitation-address-corrected': 'a corrigé l’adresse d’une invitation',
  'watch-offered': 'a invité une personne à l’animation',
  'watch-offer-cancelled': 'a annulé une invitation à l’animation',
  'watch-accepted': 'a rejoint l’animation',
  'watch-ended': 'a retiré une personne de l’animation',
  'import-applied': 'a appliqué un import',
  'import-undone': 'a défait un import',
  'problem-closed': 'a clos un signalement',
  'partner-added': 'a ajouté une structure',
  'partner-corrected': 'a corrigé la fiche d’une structure',
  'partner-closed': 'a fermé une structure',
  'person-link-sent': 'a renvoyé son lien de suivi à une personne qui l’a demandé',
  'person-exported': 'a remis ses données à une personne qui les a demandées',
  'person-erased': 'a effacé les données d’une personne qui l’a demandé',
  'upkeep-run-undone': 'a défait un passage de l’entretien',
  'address-cleared': 'a réglé l’adresse d’une personne',
  'person-address-corrected': 'a corrigé l’adresse d’un compte',
  'charter-proposed': 'a proposé une charte',
  'charter-sent-again': 'a renvoyé une charte',
  'charter-address-corrected': 'a corrigé l’adresse à laquelle une charte est envoyée',
  'charter-withdrawn': 'a retiré une charte',
  'charter-signed': 'a reçu une charte signée par la structure',
  'charter-countersigned': 'a contresigné une charte',
  'paper-charter-recorded': 'a enregistré une charte signée sur papier',
  'agreement-renewed': 'a reconduit une convention',
  'agreement-ended': 'a mis fin à une convention',
  'agreement-kept': 'a annulé la fin d’une convention',
  'territory-created': 'a créé un territoire',
  'territory-changed': 'a changé les réglages d’un territoire',
  'communes-added': 'a ajouté des communes à un territoire',
  'communes-removed': 'a retiré des communes d’un territoire',
  'theme-opened': 'a ouvert un thème',
  'theme-closed': 'a fermé un thème',
  'questionnaire-published': 'a publié un questionnaire',
  'opening-chosen': 'a choisi le jour d’ouverture d’un territoire',
  'meeting-called': 'a convoqué une rencontre',
  'meeting-changed': 'a modifié une rencontre',
  'meeting-members-changed': 'a changé les personnes invitées à une rencontre',
  'meeting-cancelled': 'a annulé une rencontre',
  'meeting-attendance': 'a noté les présences d’une rencontre',
  'minutes-written': 'a écrit un compte rendu',
  'minutes-sent': 'a envoyé un compte rendu',
  'network-letter-sent': 'a écrit au réseau',
}

/** What each history keeps, said of whoever did it. */
const kinds: Readonly<Record<ActSource, Readonly<Record<string, string>>>> = {
  act: acts,
  offer: {
    paused: 'a mis une offre en pause',
    resumed: 'a repris une offre',
    withdrawn: 'a retiré une offre',
    quota: 'a changé le nombre de demandes par mois d’une offre',
    'valid-from': 'a changé le début d’une offre',
    'valid-until': 'a changé la fin d’une offre',
    contact: 'a changé l’adresse de contact d’une offre',
    referents: 'a changé les référent·es d’une offre',
    confirmed: 'a confirmé une offre',
    'contact-tested': 'a fait tester l’adresse d’une offre',
    'free-declared': 'a déclaré une offre gratuite',
    'looked-at': 'a repris une offre en pause après trois délais dépassés',
    'upkeep-undone': 'a rétabli une offre en défaisant l’entretien',
  },
  version: {
    accepted: 'a accepté ce qui était proposé pour une offre',
    superseded: 'a accepté ce qui était proposé pour une offre',
    refused: 'a demandé une correction à une offre',
  },
  team: {
    'absence-planned': 'a prévu une absence',
    'absence-changed': 'a changé une absence',
    'absence-cancelled': 'a annulé une absence',
    deputy: 'a changé qui supplée',
    themes: 'a changé les thématiques',
    area: 'a changé le secteur',
    left: 'a enregistré un départ',
  },
  referral: {
    accepted: 'a pris en charge une demande',
    'contact-recorded': 'a noté un contact',
    'attempt-recorded': 'a noté une tentative',
    'handed-over': 'a confié une demande à un·e collègue',
    declined: 'a refusé une demande',
    closed: 'a terminé une demande',
    redirected: 'a réorienté une demande',
    withdrawn: 'a annulé une demande',
    extended: 'a prolongé un délai',
    unresolved: 'a repris une demande',
    'owner-changed': 'a transmis une demande à une autre personne de l’animation',
    noted: 'a ajouté une note',
    'accompaniment-asked': 'a proposé d’accompagner à deux',
    'accompaniment-begun': 'a commencé un accompagnement à deux',
    'accompaniment-refused': 'a noté un refus d’accompagner à deux',
    'accompaniment-taken-back': 'a retiré une proposition d’accompagner à deux',
    'accompaniment-ended': 'a terminé un accompagnement à deux',
    'pathway-referent-named': 'a nommé un·e référent·e de parcours',
  },
}

const watchInWords = (role: string, place: string): string => {
  const said = Object.entries(watchersFr.roles).find(([each]) => each === role)?.[1] ?? role
  return place === '' ? said : fr`${said} : ${place}`
}

const membersInWords = (added: number, removed: number): string =>
  [
    ...(added === 0 ? [] : [counted(added, 'personne ajoutée', 'personnes ajoutées')]),
    ...(removed === 0 ? [] : [counted(removed, 'personne retirée', 'personnes retirées')]),
  ].join(', ')

/** A value as the journal keeps it, in words: codes of roles and places, counts, days and moments; else as it was written. */
const said = ({ kind, timeZone }: Pick<Act, 'kind' | 'timeZone'>, value: string): string => {
  const [, role = '', place = ''] = /^([a-z]+)\/(.*)$/.exec(value) ?? []
  if (kind.startsWith('watch-') && role !== '') return watchInWords(role, place)
  const [, added, removed] = /^\+(\d+) -(\d+)$/.exec(value) ?? []
  if (kind === 'meeting-members-changed' && added !== undefined) return membersInWords(Number(added), Number(removed))
  if (kind === 'meeting-attendance' && /^\d+$/.test(value))
    return counted(Number(value), 'personne présente', 'personnes présentes')
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return fullDayInWords(value)
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? fullMomentInWords(value, timeZone) : value
}

/** What the journal of acts says. */
export const actsFr = {
  title: 'Journal des actes',
  heading: (period: string) => `Journal des actes, ${period}`,
  back: 'Animation',
  lead: fr`Qui a fait quoi, et quand. Aucun acte n’est jamais effacé, et rien n’y parle d’un·e jeune. Les noms et les adresses s’y lisent tant qu’ils sont conservés.`,
  empty: fr`Aucun acte pendant cette période.`,
  platform: 'La Boussole',
  whole: 'Tous les actes',
  onlyOf: (name: string) => fr`Seulement les actes ${/^[aàâeéèêiîoôuûyh]/i.test(name) ? `d’${name}` : `de ${name}`}`,
  kinds,
  other: 'a fait un changement',
  reference: (reference: string) => `Demande ${reference}`,
  said,
  before: (before: string) => fr`Avant : ${before}`,
  became: (before: string, after: string) => `${before} → ${after}`,
  more: 'Actes plus anciens',
  latest: 'Revenir aux plus récents',
  moment: fullMomentInWords,
} as const

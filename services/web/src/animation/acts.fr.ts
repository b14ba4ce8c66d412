import type { ActSource } from '@boussole/db'
import type { ActKind } from '@boussole/domain'
import { fr, momentInWords } from '@boussole/mail'

const acts: Readonly<Record<ActKind, string>> = {
  'invitation-sent': 'a invité une personne',
  'invitation-cancelled': 'a annulé une invitation',
  'import-applied': 'a appliqué un import',
  'import-undone': 'a défait un import',
  'problem-closed': 'a clos un signalement',
  'upkeep-run-undone': 'a défait un passage de l’entretien',
  'charter-proposed': 'a proposé une charte',
  'charter-sent-again': 'a renvoyé une charte',
  'charter-withdrawn': 'a retiré une charte',
  'charter-signed': 'a reçu une charte signée par la structure',
  'charter-countersigned': 'a contresigné une charte',
  'agreement-renewed': 'a reconduit une convention',
  'agreement-ended': 'a mis fin à une convention',
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
    noted: 'a ajouté une note',
    'accompaniment-asked': 'a proposé d’accompagner à deux',
    'accompaniment-begun': 'a commencé un accompagnement à deux',
    'accompaniment-refused': 'a noté un refus d’accompagner à deux',
    'accompaniment-taken-back': 'a retiré une proposition d’accompagner à deux',
    'accompaniment-ended': 'a terminé un accompagnement à deux',
    'pathway-referent-named': 'a nommé un·e référent·e de parcours',
  },
}

/** What the journal of acts says. */
export const actsFr = {
  title: 'Journal des actes',
  heading: (period: string) => `Journal des actes, ${period}`,
  back: 'Animation',
  lead: fr`Qui a fait quoi, et quand. Rien n’y est jamais effacé, et rien n’y parle d’un·e jeune.`,
  empty: fr`Aucun acte pendant cette période.`,
  platform: 'La Boussole',
  whole: 'Tous les actes',
  onlyOf: (name: string) => fr`Seulement les actes ${/^[aàâeéèêiîoôuûyh]/i.test(name) ? `d’${name}` : `de ${name}`}`,
  kinds,
  other: 'a fait un changement',
  reference: (reference: string) => `Demande ${reference}`,
  became: (before: string, after: string) => `${before} → ${after}`,
  more: 'Actes plus anciens',
  latest: 'Revenir aux plus récents',
  moment: momentInWords,
} as const

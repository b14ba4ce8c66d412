import type { AbsenceFault } from '@boussole/domain'
import { dayInWords, fr, fullMomentInWords, ofName } from '@boussole/mail'

/** A day that may be a year away: with its year. */
const day = (isoDay: string): string => `${dayInWords(isoDay)} ${isoDay.slice(0, 4)}`

const days = (from: string, to: string): string =>
  from === to ? `le ${day(from)}` : `du ${day(from)} au ${day(to)} inclus`

/** What the pages of a partner's team say. */
export const teamFr = {
  title: 'Équipe',
  heading: 'Équipe',
  lead: fr`Qui répond aux jeunes, pour quels thèmes et quels secteurs, et qui reçoit pendant les absences.`,
  none: fr`Vous n’êtes référent·e d’aucune structure.`,
  nobody: fr`Plus personne ne répond pour cette structure : ses offres sont en pause d’elles-mêmes. L’animation territoriale peut inviter une nouvelle personne.`,
  back: 'Équipe',
  days,
  done: {
    absence: fr`L’absence est enregistrée.`,
    fin: fr`La fin de l’absence est changée.`,
    annulation: fr`L’absence est annulée.`,
    reglages: fr`Les changements sont enregistrés.`,
    depart: fr`Le départ est enregistré.`,
  },
  paused: {
    title: 'En pause d’elles-mêmes aujourd’hui',
    offer: (title: string, backOn: string | null): string =>
      backOn === null
        ? fr`${title} : personne ne répond, sans retour prévu`
        : fr`${title} : jusqu’au retour, le ${day(backOn)}`,
    words: fr`Personne ne répond pour ces offres : les jeunes ne peuvent pas s’y adresser.`,
    link: 'Désigner une suppléance',
  },
  facts: {
    themes: 'Thèmes',
    allThemes: 'Tous',
    area: 'Secteurs',
    wholeArea: 'Tout le territoire',
    deputy: 'Suppléance',
    noDeputy: 'Personne',
    offers: 'Offres',
    noOffer: 'Aucune',
    absences: 'Absences',
    noAbsence: 'Aucune prévue',
  },
  receives: (name: string): string => fr`${name} reçoit.`,
  receivesPartly: (name: string): string => fr`${name} reçoit, sauf pendant ses propres absences.`,
  nobodyReceives: (name: string, said: string): string =>
    fr`Personne ne reçoit pendant l’absence ${ofName(name)}, ${said}.`,
  noReplacement: fr`Personne ne reçoit à sa place.`,
  links: {
    plan: 'Prévoir une absence',
    edit: 'Modifier',
    end: 'Changer la fin',
    cancel: 'Annuler l’absence',
    leave: 'Signaler un départ',
  },
  changes: {
    heading: 'Derniers changements',
    none: fr`Aucun changement pour l’instant.`,
    kinds: {
      'absence-planned': 'absence prévue',
      'absence-changed': 'absence modifiée',
      'absence-cancelled': 'absence annulée',
      deputy: 'suppléance changée',
      themes: 'thèmes changés',
      area: 'secteurs changés',
      left: 'départ',
    },
    line: (who: string, what: string): string => fr`${who} : ${what}`,
    by: (name: string, at: string, timeZone: string): string => `Par ${name}, ${fullMomentInWords(at, timeZone)}`,
  },
  partnerChanges: {
    heading: 'Fiche de la structure',
    fields: {
      name: 'Nom',
      siret: 'SIRET',
      roleInWords: 'Présentation',
      communeCode: 'Commune',
      address: 'Adresse',
      phone: 'Téléphone',
      email: 'Mail',
      website: 'Site',
    } as Readonly<Record<string, string>>,
    line: (field: string, before: string | null, after: string | null): string =>
      fr`${field} : ${before === null || before === '' ? 'rien' : before} → ${after === null || after === '' ? 'rien' : after}`,
    by: (name: string | null, at: string, timeZone: string): string =>
      name === null ? `Le ${fullMomentInWords(at, timeZone)}` : `Par ${name}, ${fullMomentInWords(at, timeZone)}`,
  },
  plan: {
    title: 'Prévoir une absence',
    heading: (name: string): string => fr`Prévoir une absence ${ofName(name)}`,
    from: 'Premier jour d’absence',
    to: 'Dernier jour d’absence',
    hint: fr`Les deux jours comptent. Au plus tard dans un an.`,
    deputy: (name: string): string => fr`Pendant l’absence, ${name} reçoit les demandes et les rappels.`,
    noDeputy: fr`Aucune suppléance n’est désignée : pensez à en choisir une avant de partir.`,
    send: 'Enregistrer l’absence',
    fromMissing: 'Indiquez le premier jour d’absence.',
    toMissing: 'Indiquez le dernier jour d’absence.',
    chooseDeputy: 'Choisir une suppléance',
    faults: {
      'ends-before-it-begins': fr`Le dernier jour vient avant le premier : corrigez l’un des deux.`,
      'over-already': fr`Cette absence est déjà passée : le dernier jour est aujourd’hui ou plus tard.`,
      'too-far-ahead': fr`Le dernier jour est trop loin : une absence se prévoit au plus un an à l’avance.`,
      overlaps: fr`Une autre absence est déjà prévue ces jours-là : choisissez d’autres jours, ou changez la fin de la première.`,
    } satisfies Record<AbsenceFault, string>,
  },
  confirm: {
    title: 'Des offres seront en pause',
    heading: fr`Personne ne recevra : des offres seront en pause`,
    words: (name: string, said: string): string =>
      fr`Si ${name} s’absente ${said}, plus personne ne répond pour les offres ci-dessous. Elles se mettront en pause d’elles-mêmes ces jours-là, puis reprendront seules. L’animation territoriale en sera prévenue.`,
    offer: (title: string, said: string): string => fr`${title} : ${said}`,
    deputy: 'Désigner une suppléance à la place',
    send: 'Confirmer l’absence',
    stay: 'Changer les dates',
  },
  end: {
    title: 'Changer la fin d’une absence',
    heading: (name: string): string => fr`Quand ${name} revient-il ou revient-elle ?`,
    words: (from: string): string => fr`L’absence commence le ${day(from)}.`,
    to: 'Dernier jour d’absence',
    send: 'Enregistrer',
  },
  cancel: {
    title: 'Annuler une absence',
    heading: (name: string): string => fr`Annuler l’absence ${ofName(name)} ?`,
    words: (said: string): string => fr`L’absence ${said} n’aura pas lieu : les demandes arriveront comme d’habitude.`,
    send: 'Oui, annuler l’absence',
    stay: 'Non, la garder',
  },
  edit: {
    title: 'Modifier une personne de l’équipe',
    heading: (name: string): string => fr`Pour quoi répond ${name} ?`,
    deputy: fr`Qui reçoit pendant ses absences ?`,
    noDeputy: 'Personne',
    themes: 'Thèmes',
    themesHint: fr`Sans choix : tous les thèmes.`,
    zones: 'Secteurs',
    zonesHint: fr`Sans choix : tout le territoire. Les rappels vont aux personnes dont le thème et le secteur conviennent ; sinon, à toutes celles de l’offre.`,
    offers: fr`Qui répond pour chaque offre se choisit dans les réglages de l’offre.`,
    send: 'Enregistrer',
  },
  leave: {
    title: 'Départ d’une personne',
    heading: (name: string): string => fr`${name} quitte la structure ?`,
    words: fr`Le départ prend effet tout de suite : cette personne ne voit plus rien de la structure. Ce qu’elle suivait passe à qui prend la suite.`,
    last: fr`C’est la dernière personne de cette structure : ses offres se mettront en pause d’elles-mêmes, et l’animation territoriale sera prévenue.`,
    referrals: 'Mises en relation en cours à son nom',
    offers: 'Offres',
    deputyOf: 'Suppléances',
    none: 'Aucune',
    successor: fr`Qui prend la suite ?`,
    successorMissing: 'Choisissez qui prend la suite.',
    send: 'Enregistrer le départ',
    stay: 'Revenir à l’équipe',
  },
} as const

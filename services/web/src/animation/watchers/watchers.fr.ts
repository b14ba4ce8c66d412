import type { NamedWatch } from '@boussole/db'
import type { GivenRole, Role } from '@boussole/domain'
import { counted, fr, momentInWords, ofName } from '@boussole/mail'

const placeName = (watch: NamedWatch): string => {
  if (watch.kind === 'nation') return 'Toute la France'
  return watch.kind === 'territory' ? watch.name : `Région ${watch.name}`
}

const roles: Readonly<Record<Role, string>> = {
  referent: 'Référent·e',
  animator: 'Animation territoriale',
  regional: 'Animation régionale',
  national: 'Animation nationale',
  observer: 'Lecture seule',
}

const levels = { animator: fr`l’animation`, regional: 'le niveau régional', national: 'le niveau national' } as const

/** Several names in one sentence; beyond five, how many more. */
const names = (people: readonly { readonly name: string }[]): string => {
  const shown = people.slice(0, 5).map(({ name }) => name)
  const more = people.length - shown.length
  return more > 0 ? fr`${shown.join(', ')} et ${counted(more, 'autre', 'autres')}` : shown.join(', ')
}

type Alerted = readonly { readonly name: string; readonly role: 'animator' | 'regional' | 'national' }[]

/** What the pages about who watches what say. */
export const watchersFr = {
  title: 'Qui anime, qui observe',
  heading: 'Qui anime, qui observe',
  lead: fr`Chaque territoire a besoin d’au moins une personne qui l’anime : elle reçoit les alertes, et reprend les demandes que personne n’a pu prendre.`,
  onlySeen: fr`Le niveau régional ou national invite et retire.`,
  people: 'Personnes',
  none: fr`Personne pour l’instant.`,
  roles,
  placeName,
  you: '(vous)',
  more: 'Personnes suivantes',
  first: 'Revenir au début',
  invite: 'Inviter une personne',
  end: 'Retirer',
  endOf: (place: string, name: string) => fr`${place} à ${name}`,
  moment: momentInWords,
  waiting: {
    heading: 'Invitations en attente',
    expired: 'Expirée',
    sent: 'Envoyée',
    by: (name: string, moment: string) => fr`Par ${name}, le ${moment}`,
    until: (moment: string) => fr`Valable jusqu’au ${moment}`,
    resend: 'Renvoyer',
    cancel: 'Annuler',
  },
  done: {
    envoyee: fr`L’invitation part par mail, tout de suite.`,
    renvoyee: fr`Un nouveau lien part par mail, tout de suite.`,
    annulee: 'L’invitation est annulée.',
    retiree: fr`L’accès est retiré. Les demandes qui étaient entre ses mains, s’il y en avait, ont une nouvelle personne responsable.`,
  },
  choosing: {
    title: 'Inviter une personne',
    heading: 'Inviter une personne',
    lead: fr`Pour quoi faire ? La personne reçoit un lien par mail, valable sept jours, une seule fois.`,
    roles: {
      animator: {
        label: roles.animator,
        description: fr`Reçoit les alertes d’un ou de plusieurs territoires, suit leurs demandes et leurs structures.`,
      },
      regional: {
        label: roles.regional,
        description: fr`Épaule les animations d’une région, et reçoit les alertes là où il n’y en a pas.`,
      },
      observer: {
        label: roles.observer,
        description: fr`Lit les chiffres d’un territoire ou d’une région. Ne voit aucun·e jeune, ne change rien.`,
      },
    } satisfies Readonly<Record<GivenRole, { readonly label: string; readonly description: string }>>,
  },
  form: {
    heading: (role: GivenRole) => fr`Inviter : ${roles[role].toLowerCase()}`,
    places: {
      animator: 'Ses territoires',
      regional: 'Sa région',
      observer: fr`Ce qu’elle ou il pourra lire`,
    } satisfies Readonly<Record<GivenRole, string>>,
    placesMissing: 'Cochez au moins une ligne.',
    name: 'Son nom',
    nameHint: fr`Prénom et nom ; la personne pourra corriger.`,
    email: 'Son adresse mail professionnelle',
    send: 'Envoyer l’invitation',
    nameMissing: 'Écrivez son nom, 2 lettres au moins.',
    nameWrong: fr`Ce nom n’est pas accepté : 80 caractères au maximum, sans adresse ni lien.`,
  },
  resending: {
    title: 'Renvoyer une invitation',
    heading: (name: string) => fr`Renvoyer l’invitation ${ofName(name)} ?`,
    words: fr`Un nouveau lien part à cette adresse, valable sept jours. L’ancien ne servira plus.`,
    send: 'Renvoyer l’invitation',
  },
  cancelling: {
    title: 'Annuler une invitation',
    heading: (name: string) => fr`Annuler l’invitation ${ofName(name)} ?`,
    words: 'Le lien déjà reçu ne servira plus.',
    send: 'Annuler l’invitation',
  },
  ending: {
    title: 'Retirer un accès',
    heading: (name: string, place: string) => fr`Retirer un accès à ${name} : ${place} ?`,
    effect: fr`Cette personne n’y verra plus rien, tout de suite. Sans autre accès, son compte se ferme et ses sessions se terminent.`,
    inHands: (count: number) =>
      count > 1
        ? fr`${count} demandes sont entre ses mains : elles passent à la personne suivante, qui est prévenue.`
        : fr`Une demande est entre ses mains : elle passe à la personne suivante, qui est prévenue.`,
    others: (people: Alerted) => fr`Les alertes continueront d’aller à ${names(people)}.`,
    nobodyLeft: (place: string, people: Alerted) =>
      fr`Plus personne n’animera ${place}. Les alertes et les demandes sans réponse iront à ${names(people)}, pour ${levels[people[0]?.role ?? 'national']}.`,
    nobodyAtAll: (place: string) => fr`Plus personne n’animera ${place}, et personne ne recevra ses alertes.`,
    send: 'Retirer cet accès',
  },
  stay: 'Ne rien changer',
} as const

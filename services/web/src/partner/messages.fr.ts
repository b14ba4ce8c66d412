import { dayInWords, fr, hourInWords, momentInWords, nbsp, ofName, promiseInWords } from '@boussole/mail'
import type {
  ContactChannel,
  DeclineReason,
  MilestoneKind,
  Outcome,
  ReferralState,
  UnresolvedCause,
} from '@boussole/domain'
import type { ReferralView } from '@boussole/contracts'

const states: Readonly<Record<ReferralState, string>> = {
  sent: 'Nouvelle',
  accepted: 'Prise en charge',
  // An attempt in time keeps the promise too.
  contacted: 'Délai tenu',
  declined: 'Refusée',
  lapsed: 'Délai dépassé',
  redirected: 'Réorientée',
  withdrawn: 'Annulée',
  closed: 'Terminée',
  unresolved: 'Reprise par l’animation',
}

const channels: Readonly<Record<ContactChannel, string>> = {
  phone: 'Téléphone',
  sms: 'SMS',
  email: 'Mail',
  meeting: 'En personne',
  other: 'Autre moyen',
}

const reasons: Readonly<Record<DeclineReason, string>> = {
  'not-eligible': 'Ne remplit pas les conditions de l’offre',
  'out-of-area': 'N’habite pas notre secteur',
  'no-capacity': 'Nous n’avons pas de place',
  'not-our-field': 'Ce n’est pas notre domaine',
  duplicate: 'Nous l’accompagnons déjà pour cela',
  other: 'Autre raison',
  'partner-closed': 'La structure a fermé',
}

const outcomes: Readonly<Record<Outcome, string>> = {
  helped: 'Son besoin a une réponse',
  'appointment-given': 'Un rendez-vous est pris',
  'already-accompanied': 'Nous l’accompagnions déjà',
  unreachable: 'Nous n’avons plus réussi à le ou la joindre',
  'not-interested': 'Il ou elle ne souhaite pas donner suite',
  'no-solution': 'Nous n’avons pas trouvé de solution',
}

/** What somebody else did first, as it is told between brackets. */
const lostTo: Readonly<Record<string, string>> = {
  accepted: 'prise en charge notée',
  'contact-recorded': 'contact noté',
  'attempt-recorded': 'tentative notée',
  declined: 'refus noté',
  closed: 'fin notée',
  redirected: 'réorientation notée',
  withdrawn: 'annulation notée',
}

const causes: Readonly<Record<UnresolvedCause, string>> = {
  'nobody-left': 'aucune autre offre ne convient',
  'limit-reached': 'deux structures de plus ont déjà été sollicitées',
  'no-consent': 'le ou la jeune n’a pas souhaité de redirection automatique',
  declined: 'la demande a été refusée',
}

const prefers: Readonly<Record<'email' | 'phone' | 'sms', string>> = {
  email: 'par mail',
  phone: 'par téléphone',
  sms: 'par SMS',
}

type Left = Pick<ReferralView, 'daysLeft' | 'minutesLeft' | 'counting'>

/** A time in whole hours, or in days once it is long. */
const hoursInWords = (minutes: number): string => {
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return 'moins d’une heure'
  if (hours < 48) return `${hours}${nbsp}h`
  return `${Math.floor(hours / 24)}${nbsp}jours`
}

type Entry = ReferralView['timeline'][number]

const actors: Readonly<Record<Entry['by']['kind'], string>> = {
  'young-person': 'le ou la jeune',
  referent: 'un·e référent·e',
  animator: 'l’animation',
  clock: 'la Boussole',
}

const events: Readonly<Record<string, string>> = {
  sent: 'Demande reçue',
  notified: 'La structure est prévenue',
  'notice-came-back': 'Le mail à votre structure est revenu',
  unreachable: 'Votre structure n’a pas pu être prévenue',
  accepted: 'Prise en charge',
  'contact-recorded': 'Contact avec le ou la jeune',
  'attempt-recorded': 'Tentative, sans réponse',
  declined: 'Refus',
  redirected: 'Réorientation',
  unresolved: 'Reprise par l’animation',
  'owner-changed': 'Transmise à une autre personne de l’animation',
  withdrawn: 'Annulation',
  closed: 'Fin',
  extended: 'Délai prolongé',
  claimed: 'Le ou la jeune dit n’avoir reçu aucun contact',
  'accompaniment-asked': 'Accompagnement à deux proposé',
  'accompaniment-begun': 'Accompagnement à deux commencé',
  'accompaniment-refused': 'Accompagnement à deux refusé par le ou la jeune',
  'accompaniment-taken-back': 'Proposition d’accompagner à deux retirée',
  'accompaniment-ended': 'Accompagnement à deux terminé',
  noted: 'Note',
  'feedback-given': 'Avis du ou de la jeune',
}

const milestones: Readonly<Record<MilestoneKind, string>> = {
  notify: 'Mail à la structure',
  'remind-1': 'Premier rappel',
  'remind-2': 'Rappel avant la fin du délai',
  warn: 'Fin du délai toute proche',
  // An accepted one; any other has lapsed.
  lapse: fr`Délai dépassé : un jour de plus pour noter le contact`,
  'animator-overdue': fr`Toujours sans suite : le niveau régional est prévenu`,
  outcome: 'Rappel de noter la fin de la demande',
  feedback: 'Avis demandé au ou à la jeune',
}

/** What partners read, in the formal way. */
export const partnerFr = {
  day: dayInWords,
  moment: momentInWords,
  hour: hourInWords,
  promise: promiseInWords,
  states,
  channels,
  reasons,
  outcomes,
  prefers,
  inbox: {
    title: 'Mises en relation',
    heading: 'Vos mises en relation',
    groups: {
      awaited: 'À contacter',
      contacted: 'En cours',
      unresolved: 'Reprises par l’animation',
      ended: 'Terminées',
    },
    lists: 'Listes',
    filters: 'Filtres',
    empty: {
      awaited: fr`Personne n’attend votre réponse. Merci !`,
      contacted: 'Aucun suivi en cours.',
      unresolved: 'L’animation n’a repris aucune de vos demandes.',
      ended: 'Aucune demande terminée pour l’instant.',
    },
    more: 'La suite',
    somebody: 'Demande terminée',
    /** Told by the script of the page; « 2 » stands for the number. */
    live: {
      one: '1 nouvelle demande.',
      several: '2 nouvelles demandes.',
      changed: 'La liste a changé.',
      reload: 'Actualiser la liste',
    },
    followedBy: (name: string): string => `suivie par ${name}`,
    mine: 'À moi',
    today: 'Pour aujourd’hui',
    late: 'En retard',
    overdue: 'Sans suite de l’animation',
    claimed: 'Contact contredit',
    narrowing: 'Chercher ou filtrer',
    narrow: 'Par offre ou par thème',
    offer: (title: string): string => fr`Offre : ${title}`,
    theme: (name: string): string => fr`Thème : ${name}`,
    remove: '(retirer ce filtre)',
    found: (typed: string): string => fr`Recherche : « ${typed} »`,
    search: 'Un prénom, ou une référence',
    searchSend: 'Chercher',
    nothing: 'Aucune demande ne correspond à ces filtres dans cette liste.',
    everything: 'Retirer tous les filtres',
    age: (age: number): string => `${age}${nbsp}ans`,
    due: (day: string): string => `à contacter au plus tard le ${dayInWords(day)}`,
  },
  /** On the last day, hours count; once it is over, how long ago. */
  left: ({ daysLeft, minutesLeft, counting }: Left): string => {
    if (minutesLeft < 0) return `dépassé depuis ${hoursInWords(-minutesLeft)}`
    if (daysLeft <= 0) return `encore ${hoursInWords(minutesLeft)}`
    const ouvre = counting === 'working' ? (daysLeft > 1 ? ' ouvrés' : ' ouvré') : ''
    return `encore ${daysLeft}${nbsp}jour${daysLeft > 1 ? 's' : ''}${ouvre}`
  },
  page: {
    back: 'Mises en relation',
    contact: 'Le ou la joindre',
    call: (phone: string): string => `Appeler le ${phone}`,
    write: (email: string): string => `Écrire à ${email}`,
    prefers: 'Préfère être contacté·e',
    moments: 'Le plus simple',
    message: 'Son message',
    noContact: fr`Cette demande n’est plus à votre structure : ses coordonnées et ses réponses ne vous sont plus montrées.`,
    answers: 'Ses réponses',
    about: 'La demande',
    offer: 'Offre',
    partner: 'Structure',
    followedBy: 'Suivie par',
    reference: 'Référence',
    commune: 'Commune',
    need: 'Besoin',
    sent: 'Reçue le',
    promised: 'Délai promis',
    acts: 'Répondre',
    supervision: 'Agir',
    history: 'Ce qui s’est passé',
    notes: 'Notes',
    noNotes: 'Aucune note.',
    by: (name: string | null, kind: Entry['by']['kind']): string => name ?? actors[kind],
    event: ({ kind, to, from, milestone, handedTo, reminded }: Entry): string => {
      if (kind === 'handed-over') return handedTo === null ? 'Rendue à toute l’équipe' : `Confiée à ${handedTo}`
      if (milestone === null) return events[kind] ?? 'Autre fait'
      if (to === 'lapsed' && from !== 'lapsed') return 'Délai dépassé sans contact noté'
      return reminded === false ? fr`${milestones[milestone]} : aucun mail n’est parti` : milestones[milestone]
    },
    unresolved: (cause: UnresolvedCause | null): string =>
      cause === null
        ? 'L’animation territoriale a repris cette demande.'
        : fr`L’animation territoriale a repris cette demande : ${causes[cause]}.`,
    late: 'Un contact a été noté après le délai.',
    attempts: (count: number): string => (count === 1 ? '1 tentative notée' : `${count}${nbsp}tentatives notées`),
  },
  done: {
    prise: fr`C’est noté : vous vous en occupez. Le délai promis court toujours.`,
    contact: fr`Le contact est noté. Merci !`,
    tentative: fr`La tentative est notée : le délai est tenu. Réessayez à un autre moment.`,
    refus: 'Le refus est noté. La demande continue ailleurs.',
    fin: fr`La demande est terminée. Merci !`,
    note: 'La note est enregistrée.',
    passage: 'La demande est confiée. Votre collègue reçoit un mail.',
    equipe: 'La demande est rendue à toute l’équipe.',
    reorientation: 'La demande est partie vers l’autre structure.',
    prolongation: 'Le délai est prolongé. Le ou la jeune reçoit la nouvelle date.',
    arret: 'La demande est arrêtée, comme le ou la jeune le souhaite.',
  },
  attempt: {
    heading: fr`Pas de réponse ? Notez la tentative en un clic`,
    words: fr`Un essai sans réponse tient aussi la promesse. Choisissez le moyen :`,
    again: fr`Chaque tentative, à deux heures d’écart au moins, compte pour terminer la demande. Choisissez le moyen :`,
  },
  /** Somebody acted first: who, what, and when. */
  lost: {
    somebody: 'Un·e collègue',
    act: (kind: string): string => lostTo[kind] ?? 'autre acte',
    at: (hour: string): string => `à ${hour}`,
    on: (moment: string): string => `le ${moment}`,
    oneself: (act: string, when: string): string => fr`Vous avez déjà répondu à cette demande (${act} ${when}).`,
    colleague: (name: string, isToday: boolean): string =>
      isToday ? `${name} vient de répondre à cette demande` : `${name} a répondu à cette demande avant vous`,
    animation: fr`L’animation territoriale a agi sur cette demande avant vous`,
    youngPerson: 'Le ou la jeune a annulé sa demande avant votre réponse',
    whole: (who: string, act: string, when: string): string =>
      fr`${who} (${act} ${when}). Rien de ce que vous venez d’envoyer n’a été enregistré.`,
  },
  accept: {
    link: 'Je m’en occupe',
    title: 'Prendre en charge',
    heading: (name: string): string => fr`Vous vous occupez de ${name} ?`,
    words: fr`Vos collègues le verront. Le délai promis court toujours : seul un contact l’arrête.`,
    send: 'Je m’en occupe',
  },
  contact: {
    link: 'Noter un contact ou une tentative',
    title: 'Noter un contact',
    heading: (name: string): string => fr`Avez-vous joint ${name} ?`,
    reached: 'Résultat',
    yes: 'Oui, nous avons échangé',
    no: 'Non, j’ai essayé',
    noHint: fr`Une tentative tient aussi la promesse. Après trois tentatives, à deux heures d’écart au moins, la demande peut être terminée.`,
    channel: fr`Par quel moyen ?`,
    note: 'Une note pour le suivi',
    noteHint: 'Visible de votre structure, et de celles à qui la demande serait transmise.',
    send: 'Enregistrer',
    reachedMissing: 'Dites si vous avez échangé ou seulement essayé.',
    channelMissing: 'Choisissez un moyen.',
  },
  decline: {
    link: 'Refuser, avec un motif',
    title: 'Refuser',
    heading: fr`Pourquoi ne pouvez-vous pas répondre à cette demande ?`,
    words: fr`Le ou la jeune n’en saura que l’essentiel ; la demande passe à une autre structure, ou l’animation la reprend.`,
    reason: 'Motif',
    note: 'Précisions',
    send: 'Refuser la demande',
    reasonMissing: 'Choisissez un motif.',
  },
  close: {
    link: 'Terminer, avec une issue',
    title: 'Terminer',
    heading: fr`Comment cela s’est-il terminé ?`,
    outcome: 'Issue',
    note: 'Un dernier mot',
    send: 'Terminer',
    outcomeMissing: 'Choisissez une issue.',
  },
  extend: {
    link: 'Donner plus de temps à la structure',
    title: 'Prolonger',
    heading: fr`Jusqu’à quel jour la structure peut-elle répondre ?`,
    words: 'Le ou la jeune reçoit la nouvelle date. Les rappels à la structure suivent.',
    day: 'Nouvelle date',
    dayHint: fr`Après la date promise, et dans les 30 jours.`,
    dayMissing: 'Choisissez un jour.',
    note: 'Pourquoi',
    send: 'Prolonger le délai',
  },
  withdraw: {
    link: 'Arrêter, à sa demande',
    title: 'Arrêter',
    heading: (name: string): string =>
      name === '' ? fr`Cette demande s’arrête ?` : fr`La demande ${ofName(name)} s’arrête ?`,
    words: fr`Seulement si le ou la jeune vous l’a dit : plus personne ne la suivra. Si une structure la suit encore, elle en est prévenue.`,
    note: 'Ce qui vous a été dit',
    send: 'Arrêter la demande',
  },
  note: {
    link: 'Écrire une note',
    title: 'Note',
    heading: 'Une note pour le suivi',
    words: 'Votre note',
    send: 'Enregistrer la note',
  },
  handOver: {
    link: 'Confier à un·e collègue',
    linkFollowed: 'Confier, ou rendre à l’équipe',
    title: 'Confier',
    heading: (name: string): string => fr`À qui confiez-vous la demande ${ofName(name)} ?`,
    words: 'La personne choisie reçoit un mail, puis les rappels. Le délai promis ne change pas.',
    none: 'Aucun·e autre référent·e de votre structure n’est là aujourd’hui.',
    colleague: 'À qui',
    team: 'À toute l’équipe',
    teamHint: fr`Personne ne la suit plus en particulier : les rappels vont de nouveau à toutes les personnes de l’offre.`,
    note: 'Un mot pour la suite',
    send: 'Confier la demande',
    colleagueMissing: fr`Choisissez à qui la demande est confiée.`,
  },
  redirect: {
    link: 'Réorienter vers une autre structure',
    title: 'Réorienter',
    heading: fr`Vers quelle structure ?`,
    words: 'Ces offres conviennent à la situation et à la commune. Les structures déjà sollicitées n’y sont plus.',
    none: fr`Aucune autre offre ne convient aujourd’hui. Refusez avec un motif : l’animation prendra le relais.`,
    noneLeft: fr`Aucune autre offre ne convient aujourd’hui. Répondez vous-même au ou à la jeune, puis terminez la demande avec une issue.`,
    search: 'Chercher parmi ces offres',
    searchHint: 'Un mot d’une offre ou le nom d’une structure.',
    searchSend: 'Chercher',
    notFound: 'Aucune offre qui convient ne contient ce mot.',
    entries: 'Dans l’annuaire',
    offer: 'Offre',
    agreed: 'Le ou la jeune m’a donné son accord pour cette réorientation.',
    agreedHint: fr`Nécessaire : la demande n’autorisait pas les redirections.`,
    note: 'Pourquoi cette structure',
    send: 'Transmettre la demande',
    offerMissing: 'Choisissez une offre.',
    due: (day: string): string => `contact au plus tard le ${dayInWords(day)}`,
  },
  optional: '(facultatif)',
  stay: 'Revenir à la demande',
} as const

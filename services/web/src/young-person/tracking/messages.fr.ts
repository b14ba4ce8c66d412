import type { TrackingView } from '@boussole/contracts'
import { dayInWords, fr, momentInWords, ofPlace, toPlace } from '@boussole/mail'

type Kind = TrackingView['timeline'][number]['kind']
type By = TrackingView['timeline'][number]['by']

/** Who did it, where several may have. */
const whoEnded: Readonly<Record<By, string>> = {
  'young-person': 'Tu as',
  referent: 'La structure a',
  animator: 'L’équipe Boussole a',
  clock: 'La Boussole a',
}

/** What the pages say on which a young person follows a request. */
export const trackingFr = {
  day: dayInWords,
  moment: momentInWords,
  back: 'Ma demande',
  stay: 'Non, revenir à ma demande',

  page: {
    title: 'Ma demande',
    heading: (firstName: string): string => `Bonjour ${firstName}`,
    lead: 'Voici où en est ta demande.',
    asked: (theme: string, commune: string): string => `${theme} · ${commune}`,
    at: (day: string): string => `demandé le ${day}`,
    timeline: 'Ce qui s’est passé',
    acts: 'Ce que tu peux faire',
    leave: 'Quitter cette page',
  },

  /** How one of the chosen services stands, and what comes next. */
  standing: {
    promise: 'te contacte au plus tard le',
    sent: (partner: string): string => `Ta demande est partie ${toPlace(partner)}.`,
    notified: (partner: string): string => `${partner} a reçu ta demande.`,
    sentNext: fr`Pas de contact à cette date ? On te prévient et on cherche une solution.`,
    /** For who gave no mail address: nobody can write to them. */
    sentNextByLink: fr`Pas de contact à cette date ? On cherche une solution : reviens la voir ici.`,
    accepted: (partner: string): string => `${partner} a lu ta demande et s’en occupe.`,
    contacted: (partner: string, day: string): string => `${partner} a noté un contact avec toi le ${day}.`,
    tried: (partner: string, day: string): string => `${partner} a essayé de te joindre le ${day}.`,
    triedState: 'On a essayé de te joindre',
    grace: (partner: string): string => `${partner} avait dit s’en occuper, et n’a pas noté de contact à temps.`,
    graceNext:
      'La structure a encore jusqu’à ce soir. Ensuite, ta demande passe ailleurs, ou l’équipe Boussole la reprend.',
    contactedNext: fr`Rien reçu ? Regarde tes appels manqués et tes indésirables, puis dis-le-nous.`,
    claimedNext: fr`Tu nous as dit n’avoir eu aucun contact : l’équipe Boussole regarde ce qui s’est passé.`,
    unresolved: 'L’équipe Boussole cherche une solution pour toi.',
    news: 'Des nouvelles au plus tard le',
    unresolvedChoice: 'Tu peux aussi choisir toi-même une autre structure.',
    closed: (partner: string): string => `C’est terminé avec ${partner}.`,
    closedNext: fr`Encore besoin d’aide ? Tu peux faire une nouvelle demande quand tu veux.`,
    closedByTeam: 'L’équipe Boussole a terminé cette demande.',
    withdrawn: (partner: string): string => `Ta demande auprès ${ofPlace(partner)} est annulée.`,
    moved: (partner: string): string => `Ta demande est passée à une autre structure, à la place ${ofPlace(partner)}.`,
    states: {
      sent: 'En attente de contact',
      accepted: 'Prise en charge',
      contacted: 'Contact noté',
      declined: 'Refusée',
      lapsed: 'Délai dépassé',
      redirected: 'Passée à une autre structure',
      withdrawn: 'Annulée',
      closed: 'Terminée',
      unresolved: 'On cherche pour toi',
    },
  },

  acts: {
    claim: (partner: string): string => `${partner} ne m’a pas contacté·e`,
    choose: 'Choisir une autre structure',
    feedback: (partner: string): string => `Donner mon avis sur ${partner}`,
    contact: 'Corriger mes coordonnées',
    withdraw: 'Annuler ma demande',
    data: 'Voir ou effacer mes données',
    again: 'Faire une nouvelle demande',
  },

  timeline: ((): Readonly<Record<Kind, (partner: string, by: By) => string>> => ({
    sent: (partner, by) =>
      by === 'young-person'
        ? `Ta demande est partie ${toPlace(partner)}.`
        : `Ta demande a été transmise ${toPlace(partner)}.`,
    notified: (partner) => `On a prévenu ${partner}.`,
    'notice-came-back': (partner) => fr`Notre mail ${toPlace(partner)} est revenu : on écrit à quelqu’un d’autre.`,
    unreachable: (partner) => `Notre mail ${toPlace(partner)} n’est pas arrivé.`,
    accepted: (partner) => `${partner} a dit s’en occuper.`,
    'contact-recorded': (partner) => `${partner} a noté un contact avec toi.`,
    'attempt-recorded': (partner) => `${partner} a essayé de te joindre.`,
    declined: (partner) => `${partner} ne peut pas t’aider cette fois-ci.`,
    lapsed: (partner) => `${partner} n’a noté aucun contact à temps.`,
    closed: (partner, by) =>
      by === 'referent' ? `${partner} a terminé ta demande.` : `${whoEnded[by]} terminé ta demande.`,
    redirected: (partner, by) =>
      `${whoEnded[by]} transmis ta demande à une autre structure, à la place ${ofPlace(partner)}.`,
    withdrawn: (partner, by) => `${whoEnded[by]} annulé la demande auprès ${ofPlace(partner)}.`,
    extended: (partner) => `La date promise par ${partner} a changé.`,
    unresolved: () => 'L’équipe Boussole a repris ta demande.',
    'accompaniment-asked': (partner) => `${partner} te propose d’être accompagné·e par une deuxième structure.`,
    'accompaniment-begun': (partner) => `Une deuxième structure t’accompagne avec ${partner}.`,
    'accompaniment-refused': (partner) => `Tu as préféré être accompagné·e par ${partner} seulement.`,
    'accompaniment-taken-back': (partner) => `${partner} a retiré sa proposition d’accompagnement à deux.`,
    'accompaniment-ended': (partner) => `L’accompagnement à deux est terminé. ${partner} continue avec toi.`,
    claimed: (partner) => fr`Tu as signalé : ${partner} ne t’a pas contacté·e.`,
    'feedback-given': (partner) => `Tu as donné ton avis sur ${partner}.`,
    'contact-corrected': () => 'Tu as corrigé tes coordonnées.',
  }))(),

  done: {
    retrait: 'C’est annulé. Plus personne ne te contactera pour cette demande.',
    coordonnees: 'Tes coordonnées sont corrigées. Les structures verront les nouvelles.',
    reclamation: fr`Merci. L’équipe Boussole est prévenue : elle va voir ce qui s’est passé.`,
    choix: 'C’est fait. Ta demande est partie à la structure que tu as choisie.',
    avis: 'Merci pour ton avis. Il aide les autres jeunes.',
    accompagnement: 'Merci, ta réponse est enregistrée. Les structures sont prévenues.',
  },

  claim: {
    title: (partner: string): string => `${partner} ne m’a pas contacté·e`,
    heading: (partner: string): string => fr`${partner} ne t’a pas contacté·e ?`,
    words: (day: string): string =>
      fr`La structure a noté un contact le ${day}. Elle a peut-être appelé d’un numéro masqué, ou écrit un mail rangé dans tes indésirables. Si tu n’as rien reçu, dis-le : l’équipe Boussole regardera ce qui s’est passé.`,
    send: 'Je n’ai eu aucun contact',
  },

  choose: {
    title: 'Choisir une autre structure',
    question: fr`Qui peut te contacter ?`,
    hint: 'La structure que tu choisis recevra ta demande et tes coordonnées. Les autres n’en sauront rien.',
    missing: 'Choisis une structure.',
    none: 'Aucune autre structure ne peut répondre en ce moment. L’équipe Boussole continue de chercher avec toi.',
    send: 'Lui envoyer ma demande',
  },

  feedback: {
    title: (partner: string): string => `Mon avis sur ${partner}`,
    heading: (partner: string): string => fr`As-tu été contacté·e par ${partner} ?`,
    yes: 'Oui',
    no: 'Non',
    useful: fr`Est-ce que ça t’a été utile ?`,
    usefulHint: 'Tu peux ne pas répondre.',
    missing: 'Réponds par oui ou par non.',
    send: 'Envoyer mon avis',
  },

  accompaniment: {
    heading: 'Accompagné·e à deux',
    asked: (partner: string, companion: string): string =>
      `${partner} propose que ${companion} t’accompagne aussi. C’est toi qui décides.`,
    runs: (partner: string, companion: string): string => `${companion} t’accompagne avec ${partner}.`,
    pathway: (name: string, partner: string): string => fr`Ton interlocuteur·rice : ${name}, ${partner}.`,
    answer: 'Répondre à cette proposition',
    change: 'Changer d’avis',
    title: 'Accompagné·e à deux',
    question: (companion: string): string => fr`Veux-tu que ${companion} t’accompagne aussi ?`,
    stop: (companion: string): string => fr`Veux-tu continuer avec ${companion} ?`,
    words: (companion: string): string =>
      `${companion} verrait ta demande, tes coordonnées, et les notes que les deux structures partagent à partir de maintenant. Rien d’autre. Tu peux changer d’avis à tout moment.`,
    running: (companion: string): string =>
      `Si tu dis non, ${companion} ne verra plus rien de ta demande, tout de suite. L’autre structure continue avec toi.`,
    yes: 'Oui, je suis d’accord',
    no: 'Non, je préfère une seule structure',
    missing: 'Réponds par oui ou par non.',
    send: 'Envoyer ma réponse',
  },

  withdraw: {
    title: 'Annuler ma demande',
    heading: fr`Annuler ta demande ?`,
    words:
      'Plus personne ne te contactera pour cette demande, et les structures seront prévenues. Tu pourras en faire une autre quand tu veux.',
    send: 'Oui, annuler ma demande',
  },

  correct: {
    title: 'Corriger mes coordonnées',
    heading: fr`Comment te contacter ?`,
    lead: 'Les structures qui suivent ta demande verront ce que tu écris ici.',
    emailHint: 'On t’y écrit dès qu’il y a du nouveau, avec ton lien de suivi.',
    send: 'Enregistrer',
  },

  data: {
    title: 'Mes données',
    heading: 'Tes données',
    lead: 'Voici ce que la Boussole garde sur toi pour cette demande.',
    answers: 'Tes réponses, et tout ce qui s’est passé, sont dans le fichier à télécharger.',
    download: 'Télécharger toutes mes données',
    raw: 'Les mêmes, pour un autre logiciel (JSON)',
    erase: 'Effacer mes données',
    fileName: 'mes-donnees-boussole',
  },

  erase: {
    title: 'Effacer mes données',
    heading: fr`Effacer tes données ?`,
    words: [
      'Si ta demande est encore en cours, elle sera annulée et les structures prévenues.',
      'Ton prénom, tes coordonnées, tes réponses et les notes prises sur toi seront effacés pour toujours.',
      'Ton lien de suivi ne s’ouvrira plus. Il ne restera que des chiffres, sans nom.',
    ],
    send: 'Oui, tout effacer',
    doneTitle: 'C’est effacé',
    doneHeading: 'Tes données sont effacées',
    doneWords: 'Il ne reste rien qui parle de toi. Tu peux revenir quand tu veux.',
  },

  leave: {
    title: 'Quitter cette page',
    heading: fr`Quitter cette page ?`,
    words: 'Cet appareil oubliera ta demande. Pour la revoir, il te faudra ton lien de suivi.',
    send: 'Quitter',
  },

  lost: {
    title: 'Retrouver ma demande',
    heading: 'Retrouver ta demande',
    lead: 'Écris l’adresse mail de ta demande : on t’y renvoie ton lien de suivi.',
    email: 'Ton adresse mail',
    phoneOnly: fr`Tu n’avais donné qu’un téléphone ? Nous n’envoyons pas de SMS : appelle l’Info Jeunes près de chez toi, qui retrouvera ta demande avec toi.`,
    send: 'Recevoir mon lien',
    sentTitle: 'Regarde tes mails',
    sentHeading: 'Regarde tes mails',
    sentWords:
      'Si une demande en cours a été faite avec cette adresse, le lien arrive dans quelques minutes. Pense à regarder dans les indésirables.',
    wrongTitle: 'Ce lien ne s’ouvre plus',
    wrongHeading: 'Ce lien ne s’ouvre plus',
    wrongWords:
      'Il est peut-être incomplet, ou les données de la demande ont été effacées. Tu peux recevoir un nouveau lien par mail.',
  },
}

export type TrackingMessages = typeof trackingFr

import { dayInWords, fr } from '@boussole/mail'

/** What partners read of an accompaniment by two of them. */
export const togetherFr = {
  heading: 'Accompagner à deux',
  partner: 'Avec',
  referent: 'Personne',
  ownReferent: 'Pour votre structure',
  pathwayReferent: 'Référent·e de parcours',
  standing: 'État',
  asked: (day: string): string => `En attente de l’accord du ou de la jeune, depuis le ${dayInWords(day)}`,
  runs: (day: string, consent: 'spoken' | 'own-choice' | null): string =>
    `Depuis le ${dayInWords(day)}, ${consent === 'spoken' ? 'accord donné de vive voix' : 'accord donné sur la page de suivi'}`,
  asCompanion: (partner: string): string =>
    fr`Vous accompagnez avec ${partner}, à qui la demande est adressée. Vous voyez la demande, les coordonnées et les notes partagées depuis le début de l’accompagnement.`,
  links: {
    propose: 'Proposer d’accompagner à deux',
    pathway: 'Changer de référent·e de parcours',
    takeBack: 'Retirer la proposition',
    end: 'Mettre fin à l’accompagnement à deux',
  },
  propose: {
    title: 'Accompagner à deux',
    heading: (name: string): string => fr`Avec qui accompagner ${name} ?`,
    words:
      'L’autre structure verra la demande, les coordonnées et les notes partagées à partir de maintenant. Vos notes privées restent à votre structure.',
    search: 'Chercher une personne ou une structure',
    searchHint: 'Parmi les structures sous charte du territoire.',
    searchSend: 'Chercher',
    none: 'Personne ne correspond. Essayez avec un autre mot.',
    who: 'Personne',
    whoHint: fr`Vingt personnes au plus sont affichées ; la recherche réduit la liste.`,
    pathway: fr`Qui est référent·e de parcours ?`,
    pathwayHint: 'Une seule personne, à qui le ou la jeune peut s’adresser pour tout.',
    ours: 'Moi',
    theirs: 'La personne choisie',
    agreed: 'Le ou la jeune m’a donné son accord de vive voix.',
    agreedHint: 'Sinon, la question lui est posée par mail, et rien n’est transmis avant sa réponse.',
    send: 'Proposer',
    whoMissing: 'Choisissez une personne.',
    pathwayMissing: 'Dites qui est référent·e de parcours.',
  },
  pathway: {
    title: 'Référent·e de parcours',
    heading: fr`Qui est référent·e de parcours ?`,
    words: 'Le ou la jeune verra ce nom sur sa page de suivi.',
    who: 'Personne',
    send: 'Enregistrer',
    missing: 'Choisissez une personne.',
  },
  end: {
    title: 'Fin de l’accompagnement à deux',
    heading: fr`Mettre fin à l’accompagnement à deux ?`,
    words: (companion: string): string =>
      `${companion} ne verra plus rien de cette demande, dès maintenant. La structure à qui elle est adressée continue seule.`,
    send: 'Oui, y mettre fin',
    stay: 'Non, revenir à la demande',
    takeBack: {
      title: 'Retirer la proposition',
      heading: fr`Retirer la proposition d’accompagner à deux ?`,
      words: (companion: string): string => `${companion} n’a rien vu de cette demande, et n’en verra rien.`,
      send: 'Oui, la retirer',
    },
  },
  note: {
    visibility: fr`Qui peut lire cette note ?`,
    shared: 'Toutes les personnes qui suivent la demande',
    sharedHint:
      'Votre structure, celle qui accompagne avec vous, l’animation, et celle à qui la demande serait transmise.',
    private: 'Ma structure seulement',
    isPrivate: 'Visible de votre structure seulement',
  },
  done: {
    'a-deux': fr`C’est noté : vous accompagnez à deux. L’autre structure est prévenue.`,
    proposition: 'La question est partie par mail. Rien n’est transmis avant la réponse.',
    parcours: 'Le ou la référent·e de parcours est enregistré·e.',
    retrait: 'La proposition d’accompagner à deux est retirée.',
    'fin-a-deux': 'L’accompagnement à deux est terminé. L’autre structure ne voit plus la demande.',
  },
} as const

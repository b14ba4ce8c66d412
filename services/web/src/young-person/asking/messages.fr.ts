import { consentText } from '@boussole/contracts'
import { dayInWords, fr, promiseInWords } from '@boussole/mail'

/** Words that a language may do without. */
const none = (): string | null => null

/** What the pages say on which a young person asks, from the home page to the receipt. */
export const askingFr = {
  day: dayInWords,
  window: promiseInWords,
  next: 'Continuer',
  change: 'Modifier',
  unsure: 'Je ne sais pas, passer',
  step: (step: number, steps: number): string => `Étape ${step} sur ${steps}`,
  previous: 'Étape précédente',
  /** Said to who reads another language; the services' own words are French. */
  servicesInFrench: none(),

  home: {
    title: 'Trouve qui peut t’aider près de chez toi',
    heading: fr`Besoin d’un coup de main ?`,
    headingRest: 'Quelqu’un près de chez toi peut t’aider.',
    lead: 'Logement, emploi, santé… Tu demandes, un service te contacte à la date promise. C’est gratuit, et c’est pour les 15-30 ans.',
    where: fr`Où habites‑tu ?`,
    whereHint: 'Ta commune ou ton code postal.',
    search: 'Chercher',
    how: fr`Comment ça marche ?`,
    steps: [
      {
        title: 'Tu dis ce qu’il te faut',
        words: 'Quelques questions, deux minutes. Rien n’est gardé tant que tu n’as pas envoyé.',
      },
      {
        title: 'Tu choisis qui te contacte',
        words: 'Chaque service affiche la date à laquelle il s’engage à te contacter.',
      },
      {
        title: 'On veille à la promesse',
        words: fr`Personne ne t’appelle à temps ? On te prévient, et on cherche quelqu’un d’autre avec toi.`,
      },
    ],
    already: fr`Tu as déjà fait une demande ?`,
    alreadyLink: 'Voir où elle en est',
    suggestions: (count: number): string =>
      count === 0
        ? 'Aucune commune trouvée'
        : count === 1
          ? 'Une commune trouvée. Utilise les flèches pour la choisir.'
          : `${count} communes trouvées. Utilise les flèches pour choisir.`,
  },

  communes: {
    title: 'Choisis ta commune',
    heading: (words: string): string => fr`Plusieurs communes pour « ${words} »`,
    which: fr`Dans laquelle habites‑tu ?`,
    emptyHeading: (words: string): string => fr`Aucune commune pour « ${words} »`,
    emptyWords: 'Vérifie l’orthographe, ou essaie avec ton code postal.',
    missing: 'Écris le nom de ta commune ou ton code postal.',
    tooLong: 'C’est trop long pour un nom de commune. Écris-en seulement le début.',
    formerly: (name: string): string => `anciennement ${name}`,
    again: 'Chercher une autre commune',
  },

  themes: {
    title: (commune: string): string => fr`De quoi as‑tu besoin ? ${commune}`,
    heading: fr`De quoi as‑tu besoin ?`,
    commune: 'Ta commune',
    closedTitle: (commune: string): string => fr`Pas encore ouverte ici : ${commune}`,
    closedHeading: (commune: string): string => fr`La Boussole n’est pas encore ouverte dans ta commune : ${commune}`,
    closedWords: fr`Tu peux déjà être aidé·e : l’Info Jeunes le plus proche t’accueille gratuitement.`,
  },

  need: {
    question: fr`Qu’est‑ce que tu cherches ?`,
    missing: 'Choisis ce que tu cherches, ou passe si tu ne sais pas.',
  },

  age: {
    question: fr`Quel âge as‑tu ?`,
    label: 'Ton âge, en années',
    hint: 'Ton âge sert à trouver les services faits pour toi.',
    missing: fr`Écris ton âge en années, avec des chiffres : 17 par exemple.`,
    impossible: fr`Cet âge n’est pas possible. Écris ton âge en années, avec des chiffres : 17 par exemple.`,
    tooYoung: {
      title: 'Avant 15 ans',
      heading: 'Avant 15 ans, on fait autrement',
      words: fr`La Boussole transmet des demandes à partir de 15 ans. Avant, c’est avec toi et un parent que ça se passe. Appelle ou va voir l’Info Jeunes près de chez toi : on t’écoute et on t’aide, c’est gratuit.`,
    },
    tooOld: {
      title: 'Après 35 ans',
      heading: 'La Boussole s’arrête à 35 ans',
      words: fr`Mais il existe des services pour toi aussi : l’Info Jeunes près de chez toi te dira lequel peut t’aider.`,
    },
    nothingKept: 'Rien de ce que tu as écrit n’a été gardé.',
  },

  question: {
    missing: 'Choisis une réponse, ou passe si tu ne sais pas.',
    onlyOne: 'Choisis une seule réponse.',
    several: 'Plusieurs réponses possibles.',
  },

  offers: {
    title: 'Qui peut t’aider',
    heading: (count: number): string => (count === 1 ? 'Un service peut t’aider' : `${count} services peuvent t’aider`),
    choose: fr`Choisis-en un, deux ou trois : chacun te contacte.`,
    promise: 'te contacte au plus tard le',
    window: (days: string): string => `délai promis : ${days}`,
    free: 'Gratuit',
    missing: 'Choisis au moins un service.',
    tooMany: 'Choisis trois services au plus.',
    samePartner: fr`Deux de tes choix viennent de la même structure : garde celui qui te convient le mieux.`,
    gone: 'Un de tes choix n’est plus proposé. Regarde la liste à jour et choisis de nouveau.',
    next: 'Continuer avec mon choix',
    best: 'Je ne sais pas, choisissez pour moi',
    others: (count: number): string =>
      count === 1
        ? 'Un autre service correspond, mais il ne peut pas répondre en ce moment'
        : `${count} autres services correspondent, mais ne peuvent pas répondre en ce moment`,
    unavailable: { full: 'complet pour le moment', paused: 'en pause', absent: 'équipe absente en ce moment' },
    noneTitle: 'Personne pour l’instant',
    noneHeading: 'Personne ne peut répondre à cette demande aujourd’hui',
    noneWords:
      'Ce n’est pas de ta faute, et ça arrive. L’Info Jeunes près de chez toi va chercher avec toi. On a aussi noté qu’il manque un service ici.',
    again: 'Changer mes réponses',
  },

  contact: {
    title: 'Comment te contacter',
    heading: fr`Comment te contacter ?`,
    lead: (count: number): string =>
      count === 1
        ? 'Le service que tu as choisi verra tes coordonnées, et l’animation de la Boussole, qui veille à ce qu’il te contacte.'
        : 'Les services que tu as choisis verront tes coordonnées, et l’animation de la Boussole, qui veille à ce qu’ils te contactent.',
    firstName: 'Ton prénom',
    firstNameMissing: 'Écris ton prénom, ou celui que tu veux qu’on utilise.',
    oneIsEnough: fr`Un mail ou un téléphone : un des deux suffit.`,
    email: 'Ton adresse mail',
    emailHint: 'On t’y envoie la confirmation et ton lien de suivi.',
    phone: 'Ton téléphone',
    phoneHint: 'Pour que le service t’appelle ou t’envoie un SMS. La Boussole, elle, n’en envoie pas.',
    prefers: fr`Tu préfères qu’on te contacte comment ?`,
    prefersChoices: { '': 'Peu importe', phone: 'Par téléphone', sms: 'Par SMS', email: 'Par mail' },
    moments: fr`Quand est-ce le plus simple ?`,
    momentsHint: fr`Par exemple : le mercredi après-midi, ou après 17 h.`,
    message: fr`Un mot à ajouter ?`,
    messageHint: fr`Ce n’est pas obligatoire. Évite les détails personnels : tu pourras en parler de vive voix.`,
    consents: 'Ton accord',
    consentContact: consentText.contact,
    consentRedirect: consentText.redirect,
    consentRedirectHint: fr`Tu peux dire non : dans ce cas, on te demandera avant.`,
    trap: 'Laisse ce champ vide',
    trapFilled:
      'Un champ caché a été rempli, sans doute par ton navigateur. Vérifie tes réponses, puis envoie de nouveau.',
  },

  check: {
    title: 'Vérifie ta demande',
    heading: fr`Tout est bon ?`,
    lead: 'Relis ta demande. Tu peux encore tout changer.',
    who: 'Qui te contacte',
    you: 'Toi',
    answers: 'Ta situation',
    commune: 'Ta commune',
    theme: 'Ton besoin',
    age: 'Ton âge',
    years: (age: number): string => `${age} ans`,
    unanswered: 'Je ne sais pas',
    redirectYes: 'Oui, si personne ne me répond à temps',
    redirectNo: 'Non, demandez-moi avant',
    redirect: fr`Transmettre à un autre service ?`,
    aboutChange: { offers: 'mon choix', you: 'mes coordonnées', answers: 'ma réponse' },
    send: 'Envoyer ma demande',
    datesChanged: fr`Du temps a passé, et les dates promises ont changé. Lis les nouvelles, puis envoie ta demande.`,
  },

  receipt: {
    title: 'Demande envoyée',
    headingFor: (firstName: string): string => `C’est envoyé, ${firstName}`,
    lead: 'Voici qui te contacte, et quand.',
    next: fr`Et maintenant ?`,
    mailSent: (email: string): string =>
      `Un mail de confirmation arrive à ${email}. Il contient ton lien de suivi. S’il n’est pas là dans quelques minutes, regarde dans les indésirables.`,
    watch:
      'On veille à la date promise. Si personne ne te contacte à temps, on te prévient et on cherche une solution.',
    watchRedirect:
      'On veille à la date promise. Si personne ne te contacte à temps, ta demande passe à un autre service, et on te prévient.',
    /** For who gave no mail address: nobody can write to them. */
    watchByLink: fr`On veille à la date promise. Si personne ne te contacte à temps, on cherche une solution : tu la verras avec ton lien.`,
    watchRedirectByLink: fr`On veille à la date promise. Si personne ne te contacte à temps, ta demande passe à un autre service : tu le verras avec ton lien.`,
    keepLinkTitle: 'Garde ce lien',
    keepLink: fr`Tu n’as pas donné d’adresse mail : ce lien est le seul moyen de suivre ta demande. Copie-le ou prends-le en photo. Il est pour toi, ne le donne à personne.`,
    takeAwayTitle: 'Emporte ta demande',
    takeAway: fr`Scanne ce code avec ton téléphone : il ouvre ta page de suivi. Prends-le en photo si tu n’as pas internet ici.`,
    qrLabel: 'Code à scanner qui ouvre ta page de suivi',
    linkLabel: 'Ton lien de suivi',
    copy: 'Copier le lien',
    copied: 'Copié',
    follow: 'Suivre ma demande',
  },

  relay: {
    title: 'Aider un·e jeune à demander',
    heading: 'Aider un·e jeune à demander',
    lead: fr`Pour les Relais Info Jeunes et les correspondant·es : remplissez la demande ensemble, sur cet appareil.`,
    points: [
      fr`Les pages sont les mêmes : c’est la personne qui choisit et qui donne son accord.`,
      'À la fin, un code à scanner lui permet d’emporter son lien de suivi.',
      fr`Rien ne reste sur cet appareil : tout s’efface quand vous terminez, ou après vingt minutes sans rien faire.`,
    ],
    begin: 'Commencer une demande ensemble',
    endTitle: 'Terminer',
    endHeading: fr`Terminer et tout effacer ?`,
    endWords:
      'La demande en cours d’écriture et la page de suivi ouverte ici seront oubliées par cet appareil. Une demande déjà envoyée reste envoyée.',
    end: 'Terminer et tout effacer',
    stay: 'Non, continuer',
    endedTitle: 'C’est effacé',
    endedHeading: 'C’est effacé de cet appareil',
    endedWords: 'Vous pouvez laisser la place à quelqu’un d’autre.',
    another: 'Commencer une autre demande',
    leave: 'Quitter le mode accompagné',
  },

  data: {
    title: 'Tes données',
    heading: 'Tes données restent les tiennes',
    sections: [
      {
        title: fr`Qu’est-ce qu’on garde ?`,
        words: [
          fr`Rien tant que tu n’as pas envoyé ta demande : tes réponses restent dans ton navigateur, chiffrées.`,
          fr`Une fois envoyée : ton prénom, ton adresse mail ou ton téléphone, ton âge, ta commune, tes réponses et ton mot, si tu en as écrit un.`,
        ],
      },
      {
        title: fr`Qui les voit ?`,
        words: [
          'Seulement les services que tu as choisis, et l’animation de la Boussole (territoriale, régionale et nationale), qui veille à ce qu’on te contacte.',
          'Un autre service ne les reçoit que si tu l’as accepté. Un service qui n’a plus ta demande n’a plus tes coordonnées.',
        ],
      },
      {
        title: fr`Combien de temps ?`,
        words: [
          'Un an après le dernier échange, puis tout ce qui parle de toi est effacé. Il ne reste que des chiffres, sans nom.',
        ],
      },
      {
        title: fr`Que peux-tu faire ?`,
        words: [
          fr`Depuis ta page de suivi, à tout moment : voir, corriger, télécharger ou effacer tes données, et retirer ta demande.`,
          fr`Ton accord est libre : tu peux dire non, et changer d’avis.`,
        ],
      },
      {
        title: fr`Et les cookies ?`,
        words: [
          fr`Seulement ceux qui font marcher le site : ta demande en cours et ta page de suivi. Ni publicité, ni mesure d’audience.`,
        ],
      },
    ],
  },
}

export type AskingMessages = typeof askingFr

import { fr } from '@boussole/mail'

/** What the pages of the local machine say: they exist where `npm start` runs, for demonstrations, and nowhere else. */
export const localFr = {
  title: 'Machine locale',
  heading: 'Cette machine',
  lead: 'Aucun mail ne part d’ici, et l’heure peut avancer. Ces pages n’existent pas en production.',
  clock: {
    heading: fr`L’heure de la plateforme`,
    now: fr`Il est`,
    advance: 'Avancer de',
    steps: [
      { duration: 'PT1H', label: '1 heure' },
      { duration: 'P1D', label: '1 jour' },
      { duration: 'P3D', label: '3 jours' },
      { duration: 'P10D', label: '10 jours' },
      { duration: 'P30D', label: '30 jours' },
    ],
    hint: fr`Les rappels, les fins de délai et les mails se font en chemin, comme si le temps avait passé. L’heure ne recule pas : npm start -- --reset repart de zéro.`,
    wrong: 'Choisis une des durées proposées.',
  },
  mails: {
    heading: 'Les mails qui seraient partis',
    empty: 'Aucun mail pour l’instant. Fais une demande, ou avance l’heure.',
    emptyFor: (to: string): string => `Aucun mail pour ${to}.`,
    filter: fr`Pour quelle adresse ?`,
    filterHint: fr`Vide : pour tout le monde.`,
    show: 'Afficher',
    more: (shown: number): string => `Les ${shown} plus récents.`,
    to: 'À',
    at: 'Le',
    id: 'Message-ID',
    html: 'Le mail comme il s’affiche',
    text: 'En texte seul',
    back: 'Tous les mails',
  },
  components: {
    title: 'Composants',
    heading: 'Tous les composants',
    lead: 'Ce dont les pages sont faites, dans chacun de leurs états.',
    link: 'Voir tous les composants du site',
  },
  /** Words that fill the samples of the components; no page of the site says them. */
  sample: {
    title: 'Un titre',
    words: 'Quelques mots qui expliquent ce qui se passe, et ce que tu peux faire maintenant.',
    label: 'Une question',
    hint: 'Une aide pour y répondre.',
    error: 'Ce qui ne va pas, et comment le corriger.',
    answers: [
      'Une première réponse',
      'Une deuxième réponse, un peu plus longue que la première',
      'Une troisième réponse',
    ],
    promise: 'te contacte au plus tard le',
    date: 'mardi 24 novembre',
    step: 'Étape 3 sur 7',
    parts: {
      buttons: 'Boutons',
      fields: 'Champs',
      fieldsWrong: 'Champs à corriger',
      choices: 'Choix',
      blocks: 'Blocs',
      icons: 'Icônes',
    },
  },
}

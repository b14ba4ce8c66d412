import type { DemoPage, DemoTheme } from '../shapes.ts'

export const emploi: DemoTheme = {
  code: 'emploi',
  name: 'Travailler',
  needs: {
    'trouver-un-emploi': 'Trouver un emploi',
    'job-d-ete': 'Trouver un job d’été ou étudiant',
    'preparer-ma-candidature': 'Préparer mon CV, ma lettre, mon entretien',
    'etre-accompagne': 'Être accompagné·e par quelqu’un',
    'mes-droits-au-travail': 'Connaître mes droits au travail',
  },
  pages: [
    {
      title: 'Ta situation',
      questions: [
        {
          code: 'situation',
          label: 'Que fais-tu en ce moment ?',
          kind: 'one',
          answers: {
            etudes: 'Je suis au lycée ou en études',
            emploi: 'Je travaille',
            recherche: 'Je cherche un emploi',
            'sans-activite': 'Ni emploi, ni études, ni formation',
          },
        },
        {
          code: 'diplome',
          label: 'Quel est ton plus haut diplôme ?',
          kind: 'one',
          answers: {
            aucun: 'Aucun, ou le brevet',
            cap: 'CAP ou BEP',
            bac: 'Bac',
            superieur: 'Après le bac',
          },
        },
      ],
    },
    {
      title: 'Ce que tu cherches',
      questions: [
        {
          code: 'contrat',
          label: 'Quel travail cherches-tu ?',
          help: 'Coche tout ce qui te va.',
          kind: 'several',
          answers: {
            durable: 'Un emploi qui dure',
            court: 'Quelques semaines ou quelques mois',
            etudiant: 'Quelques heures à côté de mes études',
            creation: 'Créer mon activité',
          },
        },
        {
          code: 'experience',
          label: 'As-tu déjà travaillé ?',
          kind: 'one',
          answers: { jamais: 'Jamais', stages: 'En stage', 'un-peu': 'Moins de six mois', plus: 'Plus de six mois' },
        },
      ],
    },
    {
      title: 'Pour mieux t’aider',
      questions: [
        {
          code: 'handicap',
          label: 'As-tu un handicap ou un souci de santé à prendre en compte au travail ?',
          help: 'Tu peux ne pas répondre.',
          kind: 'one',
          answers: { oui: 'Oui', non: 'Non' },
        },
        {
          code: 'deplacement',
          label: 'Comment te déplaces-tu ?',
          kind: 'several',
          answers: {
            pied: 'À pied ou à vélo',
            transports: 'En bus, en tram, en train',
            'deux-roues': 'En scooter ou en moto',
            voiture: 'En voiture',
          },
        },
      ],
    },
  ],
}

/** The copy that the territory of La Réunion made for itself: two pages, and the same codes for the same questions. */
export const emploiInLaReunion: readonly DemoPage[] = [
  {
    title: 'Ta situation',
    questions: [
      {
        code: 'situation',
        label: 'Où en es-tu aujourd’hui ?',
        kind: 'one',
        answers: {
          etudes: 'Au lycée ou en études',
          emploi: 'Je travaille',
          recherche: 'Je cherche un travail',
          'sans-activite': 'Je ne fais rien de tout ça en ce moment',
        },
      },
    ],
  },
  {
    title: 'Ce que tu cherches',
    questions: [
      {
        code: 'contrat',
        label: 'Quel travail cherches-tu ?',
        kind: 'several',
        answers: {
          durable: 'Un emploi qui dure',
          court: 'Un contrat de quelques mois',
          creation: 'Créer mon activité',
        },
      },
    ],
  },
]

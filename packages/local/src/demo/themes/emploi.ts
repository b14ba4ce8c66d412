import type { DemoPage, DemoTheme } from '../shapes.ts'

export const emploi: DemoTheme = {
  code: 'emploi',
  name: ['Travailler', 'Working'],
  needs: {
    'trouver-un-emploi': ['Trouver un emploi', 'Finding a job'],
    'job-d-ete': ['Trouver un job d’été ou étudiant', 'Finding a summer or student job'],
    'preparer-ma-candidature': [
      'Préparer mon CV, ma lettre, mon entretien',
      'Preparing my CV, my letter, my interview',
    ],
    'etre-accompagne': ['Être accompagné·e par quelqu’un', 'Having somebody by my side'],
    'mes-droits-au-travail': ['Connaître mes droits au travail', 'Knowing my rights at work'],
  },
  pages: [
    {
      title: ['Ta situation', 'Your situation'],
      questions: [
        {
          code: 'situation',
          label: ['Que fais-tu en ce moment ?', 'What are you doing at the moment?'],
          kind: 'one',
          answers: {
            etudes: ['Je suis au lycée ou en études', 'I am at school or studying'],
            emploi: ['Je travaille', 'I work'],
            recherche: ['Je cherche un emploi', 'I am looking for a job'],
            'sans-activite': ['Ni emploi, ni études, ni formation', 'No job, no studies, no training'],
          },
        },
        {
          code: 'diplome',
          label: ['Quel est ton plus haut diplôme ?', 'What is your highest qualification?'],
          kind: 'one',
          answers: {
            aucun: ['Aucun, ou le brevet', 'None, or the brevet (end of lower secondary school)'],
            cap: ['CAP ou BEP', 'CAP or BEP (vocational certificate)'],
            bac: ['Bac', 'Bac (end of secondary school)'],
            superieur: ['Après le bac', 'Something after the bac'],
          },
        },
      ],
    },
    {
      title: ['Ce que tu cherches', 'What you are looking for'],
      questions: [
        {
          code: 'contrat',
          label: ['Quel travail cherches-tu ?', 'What work are you looking for?'],
          help: ['Coche tout ce qui te va.', 'Tick everything that suits you.'],
          kind: 'several',
          answers: {
            durable: ['Un emploi qui dure', 'A job that lasts'],
            court: ['Quelques semaines ou quelques mois', 'A few weeks or a few months'],
            etudiant: ['Quelques heures à côté de mes études', 'A few hours beside my studies'],
            creation: ['Créer mon activité', 'Starting my own business'],
          },
        },
        {
          code: 'experience',
          label: ['As-tu déjà travaillé ?', 'Have you worked before?'],
          kind: 'one',
          answers: {
            jamais: ['Jamais', 'Never'],
            stages: ['En stage', 'On an internship'],
            'un-peu': ['Moins de six mois', 'Less than six months'],
            plus: ['Plus de six mois', 'More than six months'],
          },
        },
      ],
    },
    {
      title: ['Pour mieux t’aider', 'To help you better'],
      questions: [
        {
          code: 'handicap',
          label: [
            'As-tu un handicap ou un souci de santé à prendre en compte au travail ?',
            'Do you have a disability or a health problem that matters at work?',
          ],
          help: ['Tu peux ne pas répondre.', 'You do not have to answer.'],
          kind: 'one',
          answers: { oui: ['Oui', 'Yes'], non: ['Non', 'No'] },
        },
        {
          code: 'deplacement',
          label: ['Comment te déplaces-tu ?', 'How do you get around?'],
          kind: 'several',
          answers: {
            pied: ['À pied ou à vélo', 'On foot or by bike'],
            transports: ['En bus, en tram, en train', 'By bus, tram or train'],
            'deux-roues': ['En scooter ou en moto', 'By scooter or motorbike'],
            voiture: ['En voiture', 'By car'],
          },
        },
      ],
    },
  ],
}

/** The copy that the territory of La Réunion made for itself: two pages, and the same codes for the same questions. */
export const emploiInLaReunion: readonly DemoPage[] = [
  {
    title: ['Ta situation', 'Your situation'],
    questions: [
      {
        code: 'situation',
        label: ['Où en es-tu aujourd’hui ?', 'Where are you today?'],
        kind: 'one',
        answers: {
          etudes: ['Au lycée ou en études', 'At school or studying'],
          emploi: ['Je travaille', 'I work'],
          recherche: ['Je cherche un travail', 'I am looking for work'],
          'sans-activite': ['Je ne fais rien de tout ça en ce moment', 'None of these at the moment'],
        },
      },
    ],
  },
  {
    title: ['Ce que tu cherches', 'What you are looking for'],
    questions: [
      {
        code: 'contrat',
        label: ['Quel travail cherches-tu ?', 'What work are you looking for?'],
        kind: 'several',
        answers: {
          durable: ['Un emploi qui dure', 'A job that lasts'],
          court: ['Un contrat de quelques mois', 'A contract of a few months'],
          creation: ['Créer mon activité', 'Starting my own business'],
        },
      },
    ],
  },
]

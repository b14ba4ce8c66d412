import type { DemoTheme } from '../shapes.ts'

export const mobilite: DemoTheme = {
  code: 'mobilite',
  name: ['Me déplacer, partir', 'Getting around, going away'],
  needs: {
    permis: ['Passer mon permis', 'Getting my driving licence'],
    'deux-roues': ['Avoir un vélo, un scooter, une voiture', 'Having a bike, a scooter, a car'],
    'aides-au-transport': ['Payer moins cher mes trajets', 'Paying less for my journeys'],
    'partir-ailleurs': ['Partir à l’étranger ou loin de chez moi', 'Going abroad or far from home'],
  },
  pages: [
    {
      title: ['Tes trajets', 'Your journeys'],
      questions: [
        {
          code: 'motif',
          label: ['Pour aller où ?', 'Where do you need to go?'],
          help: ['Coche tout ce qui te concerne.', 'Tick everything that applies to you.'],
          kind: 'several',
          answers: {
            etudes: ['En cours', 'To class'],
            formation: ['En formation ou en stage', 'To training or an internship'],
            entretien: ['À un entretien, chercher du travail', 'To an interview, to look for work'],
            travail: ['Au travail', 'To work'],
            loisirs: ['Voir du monde, sortir', 'To see people, to go out'],
          },
        },
        {
          code: 'distance',
          label: ['C’est loin ?', 'Is it far?'],
          kind: 'one',
          answers: {
            proche: ['Moins de 5 km', 'Less than 5 km'],
            moyen: ['De 5 à 20 km', '5 to 20 km'],
            loin: ['Plus de 20 km', 'More than 20 km'],
          },
        },
      ],
    },
    {
      title: ['Le permis', 'The driving licence'],
      questions: [
        {
          code: 'permis',
          label: ['Où en es-tu du permis ?', 'How far are you with your licence?'],
          kind: 'one',
          answers: {
            'pas-commence': ['Je n’ai pas commencé', 'I have not started'],
            code: ['J’ai le code, ou je le prépare', 'I have passed the theory test, or am preparing it'],
            conduite: ['J’apprends à conduire', 'I am learning to drive'],
            obtenu: ['Je l’ai', 'I have it'],
          },
        },
      ],
    },
    {
      title: ['Partir', 'Going away'],
      questions: [
        {
          code: 'depart',
          label: ['As-tu un projet de départ ?', 'Do you plan to go away?'],
          kind: 'several',
          answers: {
            stage: ['Un stage ou des études', 'An internship or studies'],
            volontariat: ['Un volontariat', 'Volunteering'],
            travail: ['Du travail ailleurs', 'Work somewhere else'],
            decouverte: ['Découvrir, voyager', 'Discovering, travelling'],
          },
        },
      ],
    },
  ],
}

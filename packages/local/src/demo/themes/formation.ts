import type { DemoTheme } from '../shapes.ts'

export const formation: DemoTheme = {
  code: 'formation',
  name: ['Me former, m’orienter', 'Training and finding my way'],
  needs: {
    'trouver-ma-voie': ['Trouver ma voie', 'Finding what I want to do'],
    'reprendre-mes-etudes': ['Reprendre l’école ou une formation', 'Going back to school or training'],
    alternance: ['Trouver une alternance', 'Finding an apprenticeship'],
    'financer-ma-formation': ['Payer mes études ou ma formation', 'Paying for my studies or training'],
    'm-engager': ['M’engager, faire un service civique', 'Volunteering, doing a service civique'],
  },
  pages: [
    {
      title: ['Ton parcours', 'Your path so far'],
      questions: [
        {
          code: 'situation',
          label: ['Où en es-tu ?', 'Where are you now?'],
          kind: 'one',
          answers: {
            college: ['Au collège ou au lycée', 'At secondary school'],
            etudes: ['En études après le bac', 'Studying after the bac'],
            alternance: ['En alternance', 'In an apprenticeship'],
            arret: ['J’ai arrêté ma scolarité', 'I have left school'],
            emploi: ['Je travaille', 'I work'],
          },
        },
        {
          code: 'diplome',
          label: ['Quel est ton plus haut diplôme ?', 'What is your highest qualification?'],
          kind: 'one',
          answers: {
            aucun: ['Aucun', 'None'],
            brevet: ['Le brevet', 'The brevet (end of lower secondary school)'],
            cap: ['CAP ou BEP', 'CAP or BEP (vocational certificate)'],
            bac: ['Bac', 'Bac (end of secondary school)'],
            superieur: ['Après le bac', 'Something after the bac'],
          },
        },
      ],
    },
    {
      title: ['Ton envie', 'What you would like'],
      questions: [
        {
          code: 'domaines',
          label: ['Qu’est-ce qui t’attire ?', 'What attracts you?'],
          help: ['Coche ce que tu veux, même si tu hésites.', 'Tick what you like, even if you are not sure.'],
          kind: 'several',
          answers: {
            soin: ['Aider, soigner', 'Helping and caring'],
            nature: ['La nature, les animaux', 'Nature and animals'],
            technique: ['Fabriquer, réparer, construire', 'Making, repairing, building'],
            numerique: ['Le numérique', 'Computers and digital things'],
            commerce: ['Vendre, accueillir', 'Selling, welcoming people'],
            creation: ['Créer, dessiner, jouer', 'Creating, drawing, acting'],
          },
        },
        {
          code: 'rythme',
          label: ['Comment aimerais-tu apprendre ?', 'How would you like to learn?'],
          kind: 'one',
          answers: {
            pratique: ['Surtout en pratique', 'Mostly by doing'],
            cours: ['Surtout en cours', 'Mostly in class'],
            distance: ['À distance', 'Online'],
          },
        },
      ],
    },
  ],
}

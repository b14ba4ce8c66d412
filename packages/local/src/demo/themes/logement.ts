import type { DemoTheme } from '../shapes.ts'

export const logement: DemoTheme = {
  code: 'logement',
  name: ['Me loger', 'Finding a place to live'],
  needs: {
    'trouver-un-logement': ['Trouver un logement', 'Finding a home'],
    urgence: ['Dormir quelque part dès maintenant', 'Having somewhere to sleep right now'],
    'aides-au-logement': ['Payer mon loyer, ma caution, mes factures', 'Paying my rent, my deposit, my bills'],
    'droits-du-locataire': ['Régler un problème dans mon logement', 'Solving a problem in my home'],
  },
  pages: [
    {
      title: ['Où tu habites aujourd’hui', 'Where you live today'],
      questions: [
        {
          code: 'logement-actuel',
          label: ['Où dors-tu en ce moment ?', 'Where do you sleep at the moment?'],
          kind: 'one',
          answers: {
            famille: ['Chez mes parents ou ma famille', 'With my parents or family'],
            location: [
              'Dans un logement que je loue, seul·e ou à plusieurs',
              'In a place that I rent, alone or shared',
            ],
            residence: ['En résidence, en foyer ou en internat', 'In a residence, a hostel or a boarding school'],
            amis: ['Chez des amis, d’un endroit à l’autre', 'With friends, from place to place'],
            'sans-toit': [
              'Dehors, dans une voiture ou en hébergement d’urgence',
              'Outside, in a car or in an emergency shelter',
            ],
          },
        },
      ],
    },
    {
      title: ['Ta situation', 'Your situation'],
      questions: [
        {
          code: 'situation',
          label: ['Que fais-tu en ce moment ?', 'What are you doing at the moment?'],
          kind: 'one',
          answers: {
            etudes: ['Je suis au lycée ou en études', 'I am at school or studying'],
            alternance: ['Je suis en apprentissage ou en alternance', 'I am in an apprenticeship'],
            emploi: ['Je travaille', 'I work'],
            recherche: ['Je cherche un emploi ou une formation', 'I am looking for a job or training'],
            autre: ['Autre chose', 'Something else'],
          },
        },
        {
          code: 'ressources',
          label: ['Sur quel argent peux-tu compter ?', 'What money can you count on?'],
          help: [
            'Coche tout ce qui te concerne. Il n’y a pas de mauvaise réponse.',
            'Tick everything that applies to you. There is no wrong answer.',
          ],
          kind: 'several',
          answers: {
            salaire: ['Un salaire', 'Wages'],
            bourse: ['Une bourse', 'A grant'],
            aide: ['Une aide ou une allocation', 'A benefit or an allowance'],
            famille: ['Ma famille m’aide', 'My family helps me'],
            aucune: ['Rien pour l’instant', 'Nothing for now'],
          },
        },
      ],
    },
    {
      title: ['Ton projet', 'Your plan'],
      questions: [
        {
          code: 'quand',
          label: ['C’est pour quand ?', 'When do you need it?'],
          kind: 'one',
          answers: {
            maintenant: ['Tout de suite', 'Right away'],
            'trois-mois': ['Dans les trois mois', 'Within three months'],
            'plus-tard': ['Plus tard', 'Later'],
          },
        },
        {
          code: 'avec-qui',
          label: ['Avec qui vas-tu habiter ?', 'Who will you live with?'],
          kind: 'one',
          answers: {
            seul: ['Seul·e', 'On my own'],
            couple: ['En couple', 'With my partner'],
            enfant: ['Avec mon enfant', 'With my child'],
            colocation: ['En colocation', 'With flatmates'],
          },
        },
      ],
    },
  ],
}

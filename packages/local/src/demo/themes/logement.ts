import type { DemoTheme } from '../shapes.ts'

export const logement: DemoTheme = {
  code: 'logement',
  name: 'Me loger',
  needs: {
    'trouver-un-logement': 'Trouver un logement',
    urgence: 'Dormir quelque part dès maintenant',
    'aides-au-logement': 'Payer mon loyer, ma caution, mes factures',
    'droits-du-locataire': 'Régler un problème dans mon logement',
  },
  pages: [
    {
      title: 'Où tu habites aujourd’hui',
      questions: [
        {
          code: 'logement-actuel',
          label: 'Où dors-tu en ce moment ?',
          kind: 'one',
          answers: {
            famille: 'Chez mes parents ou ma famille',
            location: 'Dans un logement que je loue, seul·e ou à plusieurs',
            residence: 'En résidence, en foyer ou en internat',
            amis: 'Chez des amis, d’un endroit à l’autre',
            'sans-toit': 'Dehors, dans une voiture ou en hébergement d’urgence',
          },
        },
      ],
    },
    {
      title: 'Ta situation',
      questions: [
        {
          code: 'situation',
          label: 'Que fais-tu en ce moment ?',
          kind: 'one',
          answers: {
            etudes: 'Je suis au lycée ou en études',
            alternance: 'Je suis en apprentissage ou en alternance',
            emploi: 'Je travaille',
            recherche: 'Je cherche un emploi ou une formation',
            autre: 'Autre chose',
          },
        },
        {
          code: 'ressources',
          label: 'Sur quel argent peux-tu compter ?',
          help: 'Coche tout ce qui te concerne. Il n’y a pas de mauvaise réponse.',
          kind: 'several',
          answers: {
            salaire: 'Un salaire',
            bourse: 'Une bourse',
            aide: 'Une aide ou une allocation',
            famille: 'Ma famille m’aide',
            aucune: 'Rien pour l’instant',
          },
        },
      ],
    },
    {
      title: 'Ton projet',
      questions: [
        {
          code: 'quand',
          label: 'C’est pour quand ?',
          kind: 'one',
          answers: { maintenant: 'Tout de suite', 'trois-mois': 'Dans les trois mois', 'plus-tard': 'Plus tard' },
        },
        {
          code: 'avec-qui',
          label: 'Avec qui vas-tu habiter ?',
          kind: 'one',
          answers: { seul: 'Seul·e', couple: 'En couple', enfant: 'Avec mon enfant', colocation: 'En colocation' },
        },
      ],
    },
  ],
}

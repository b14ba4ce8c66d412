import type { DemoTheme } from '../shapes.ts'

export const formation: DemoTheme = {
  code: 'formation',
  name: 'Me former, m’orienter',
  needs: {
    'trouver-ma-voie': 'Trouver ma voie',
    'reprendre-mes-etudes': 'Reprendre l’école ou une formation',
    alternance: 'Trouver une alternance',
    'financer-ma-formation': 'Payer mes études ou ma formation',
    'm-engager': 'M’engager, faire un service civique',
  },
  pages: [
    {
      title: 'Ton parcours',
      questions: [
        {
          code: 'situation',
          label: 'Où en es-tu ?',
          kind: 'one',
          answers: {
            college: 'Au collège ou au lycée',
            etudes: 'En études après le bac',
            alternance: 'En alternance',
            arret: 'J’ai arrêté ma scolarité',
            emploi: 'Je travaille',
          },
        },
        {
          code: 'diplome',
          label: 'Quel est ton plus haut diplôme ?',
          kind: 'one',
          answers: { aucun: 'Aucun', brevet: 'Le brevet', cap: 'CAP ou BEP', bac: 'Bac', superieur: 'Après le bac' },
        },
      ],
    },
    {
      title: 'Ton envie',
      questions: [
        {
          code: 'domaines',
          label: 'Qu’est-ce qui t’attire ?',
          help: 'Coche ce que tu veux, même si tu hésites.',
          kind: 'several',
          answers: {
            soin: 'Aider, soigner',
            nature: 'La nature, les animaux',
            technique: 'Fabriquer, réparer, construire',
            numerique: 'Le numérique',
            commerce: 'Vendre, accueillir',
            creation: 'Créer, dessiner, jouer',
          },
        },
        {
          code: 'rythme',
          label: 'Comment aimerais-tu apprendre ?',
          kind: 'one',
          answers: { pratique: 'Surtout en pratique', cours: 'Surtout en cours', distance: 'À distance' },
        },
      ],
    },
  ],
}

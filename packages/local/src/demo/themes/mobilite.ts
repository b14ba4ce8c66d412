import type { DemoTheme } from '../shapes.ts'

export const mobilite: DemoTheme = {
  code: 'mobilite',
  name: 'Me déplacer, partir',
  needs: {
    permis: 'Passer mon permis',
    'deux-roues': 'Avoir un vélo, un scooter, une voiture',
    'aides-au-transport': 'Payer moins cher mes trajets',
    'partir-ailleurs': 'Partir à l’étranger ou loin de chez moi',
  },
  pages: [
    {
      title: 'Tes trajets',
      questions: [
        {
          code: 'motif',
          label: 'Pour aller où ?',
          help: 'Coche tout ce qui te concerne.',
          kind: 'several',
          answers: {
            etudes: 'En cours',
            formation: 'En formation ou en stage',
            entretien: 'À un entretien, chercher du travail',
            travail: 'Au travail',
            loisirs: 'Voir du monde, sortir',
          },
        },
        {
          code: 'distance',
          label: 'C’est loin ?',
          kind: 'one',
          answers: { proche: 'Moins de 5 km', moyen: 'De 5 à 20 km', loin: 'Plus de 20 km' },
        },
      ],
    },
    {
      title: 'Le permis',
      questions: [
        {
          code: 'permis',
          label: 'Où en es-tu du permis ?',
          kind: 'one',
          answers: {
            'pas-commence': 'Je n’ai pas commencé',
            code: 'J’ai le code, ou je le prépare',
            conduite: 'J’apprends à conduire',
            obtenu: 'Je l’ai',
          },
        },
      ],
    },
    {
      title: 'Partir',
      questions: [
        {
          code: 'depart',
          label: 'As-tu un projet de départ ?',
          kind: 'several',
          answers: {
            stage: 'Un stage ou des études',
            volontariat: 'Un volontariat',
            travail: 'Du travail ailleurs',
            decouverte: 'Découvrir, voyager',
          },
        },
      ],
    },
  ],
}

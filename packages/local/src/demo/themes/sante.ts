import type { DemoTheme } from '../shapes.ts'

export const sante: DemoTheme = {
  code: 'sante',
  name: ['Ma santé, mon bien-être', 'My health, my well-being'],
  needs: {
    'parler-a-quelqu-un': ['Parler à quelqu’un, aller mieux', 'Talking to somebody, feeling better'],
    'voir-un-medecin': ['Voir un médecin, faire un bilan', 'Seeing a doctor, having a check-up'],
    'vie-amoureuse': ['Amour, sexualité, contraception', 'Love, sex, contraception'],
    consommations: ['Alcool, tabac, cannabis, écrans', 'Alcohol, tobacco, cannabis, screens'],
    'mes-droits-sante': ['Être remboursé·e, avoir une mutuelle', 'Getting health costs paid, having health insurance'],
  },
  pages: [
    {
      title: ['Comment tu te sens', 'How you feel'],
      questions: [
        {
          code: 'moral',
          label: ['En ce moment, ça va ?', 'How are things at the moment?'],
          help: [
            'En cas de danger immédiat, appelle le 15 ou le 112. Le 3114 répond jour et nuit, gratuitement.',
            'In immediate danger, call 15 or 112. 3114 answers day and night, free of charge.',
          ],
          kind: 'one',
          answers: {
            bien: ['Ça va', 'Fine'],
            bof: ['Pas trop', 'Not so good'],
            mal: ['Ça ne va pas du tout', 'Not good at all'],
          },
        },
        {
          code: 'echange',
          label: ['Comment préfères-tu en parler ?', 'How would you rather talk about it?'],
          kind: 'several',
          answers: {
            rencontre: ['En vrai', 'In person'],
            telephone: ['Au téléphone', 'By phone'],
            ecrit: ['Par écrit', 'In writing'],
          },
        },
      ],
    },
    {
      title: ['Tes soins', 'Your health care'],
      questions: [
        {
          code: 'couverture',
          label: [
            'As-tu une carte Vitale et une mutuelle ?',
            'Do you have a carte Vitale (health card) and extra health insurance?',
          ],
          kind: 'one',
          answers: {
            tout: ['Oui, les deux', 'Yes, both'],
            vitale: ['Une carte Vitale seulement', 'Only a carte Vitale'],
            rien: ['Ni l’une ni l’autre', 'Neither'],
          },
        },
        {
          code: 'medecin',
          label: ['As-tu un médecin traitant ?', 'Do you have a family doctor?'],
          kind: 'one',
          answers: { oui: ['Oui', 'Yes'], non: ['Non', 'No'] },
        },
      ],
    },
  ],
}

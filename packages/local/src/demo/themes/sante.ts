import type { DemoTheme } from '../shapes.ts'

export const sante: DemoTheme = {
  code: 'sante',
  name: 'Ma santé, mon bien-être',
  needs: {
    'parler-a-quelqu-un': 'Parler à quelqu’un, aller mieux',
    'voir-un-medecin': 'Voir un médecin, faire un bilan',
    'vie-amoureuse': 'Amour, sexualité, contraception',
    consommations: 'Alcool, tabac, cannabis, écrans',
    'mes-droits-sante': 'Être remboursé·e, avoir une mutuelle',
  },
  pages: [
    {
      title: 'Comment tu te sens',
      questions: [
        {
          code: 'moral',
          label: 'En ce moment, ça va ?',
          help: 'En cas de danger immédiat, appelle le 15 ou le 112. Le 3114 répond jour et nuit, gratuitement.',
          kind: 'one',
          answers: { bien: 'Ça va', bof: 'Pas trop', mal: 'Ça ne va pas du tout' },
        },
        {
          code: 'echange',
          label: 'Comment préfères-tu en parler ?',
          kind: 'several',
          answers: { rencontre: 'En vrai', telephone: 'Au téléphone', ecrit: 'Par écrit' },
        },
      ],
    },
    {
      title: 'Tes soins',
      questions: [
        {
          code: 'couverture',
          label: 'As-tu une carte Vitale et une mutuelle ?',
          kind: 'one',
          answers: { tout: 'Oui, les deux', vitale: 'Une carte Vitale seulement', rien: 'Ni l’une ni l’autre' },
        },
        {
          code: 'medecin',
          label: 'As-tu un médecin traitant ?',
          kind: 'one',
          answers: { oui: 'Oui', non: 'Non' },
        },
      ],
    },
  ],
}

import { button, details, list, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day, the last of the owner's own window; `outcome`: a few words on how each partner's part ended. */
export type UnresolvedAnimatorProps = {
  readonly animatorName: string
  readonly cause: 'nobody-left' | 'limit-reached' | 'no-consent' | 'declined'
  readonly communeName: string
  readonly themeName: string
  readonly lastDay: string
  readonly history: readonly { readonly partnerName: string; readonly outcome: string }[]
  readonly url: string
}

const causeInWords = {
  'nobody-left': 'Aucune autre offre ne correspond à cette demande.',
  'limit-reached': 'Cette demande a déjà eu toutes ses réorientations automatiques.',
  'no-consent':
    'La personne n’a pas donné son accord pour une réorientation. Vous pouvez la contacter pour lui demander.',
  declined: 'La structure a décliné cette demande.',
} as const

/** The request is now the animator's own, with a window of its own. Domain §2, unresolved. */
export const unresolvedAnimator: MailDefinition<UnresolvedAnimatorProps> = {
  to: 'animation',
  subject: ({ lastDay, themeName, communeName }) =>
    fr`Demande à reprendre au plus tard le ${dayInWords(lastDay)} : ${themeName}, ${communeName}`,
  body: ({ animatorName, cause, communeName, themeName, lastDay, history, url }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph(
      'Une demande vous est confiée. À traiter au plus tard le ',
      strong(dayInWords(lastDay)),
      fr`. Ensuite, l’animation régionale sera prévenue.`,
    ),
    paragraph(causeInWords[cause]),
    button('Ouvrir la demande', url),
    details([
      ['Commune', communeName],
      ['Thème', themeName],
    ]),
    ...(history.length === 0
      ? []
      : [
          paragraph(fr`Déjà sollicité :`),
          list(history.map(({ partnerName, outcome }) => [strong(partnerName), fr` : ${outcome}`])),
        ]),
  ],
  sample: {
    animatorName: 'Dominique',
    cause: 'limit-reached',
    communeName: 'Saint-Étienne',
    themeName: 'Logement',
    lastDay: '2026-11-25',
    history: [
      { partnerName: 'Mission locale des Monts', outcome: 'délai dépassé' },
      { partnerName: 'Maison de l’habitat du Forez', outcome: 'plus de place' },
    ],
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}

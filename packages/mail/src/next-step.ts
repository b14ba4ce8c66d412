import { type Block, paragraph, strong } from './blocks.ts'
import { dayInWords, fr } from './words.ts'

/**
 * What happens to a request after a lapse or a refusal. ISO days: `lastDay` ends the next window, `newsDay` is when the
 * young person is written to at the latest.
 */
export type NextStep =
  | { readonly kind: 'redirected'; readonly partnerName: string; readonly offerTitle: string; readonly lastDay: string }
  | { readonly kind: 'animator'; readonly animatorName: string; readonly lastDay: string; readonly newsDay: string }
  | { readonly kind: 'choice' }

/** What happens next, told to the young person. Domain §5: another organisation only with the consent given. */
export const nextStepForYoungPerson = (next: NextStep): readonly Block[] => {
  switch (next.kind) {
    case 'redirected':
      return [
        paragraph(
          'Tu avais donné ton accord, alors on a confié ta demande à une autre structure',
          fr` : `,
          strong(next.partnerName),
          fr`, pour « ${next.offerTitle} ».`,
        ),
        paragraph(`${next.partnerName} te contacte au plus tard le `, strong(dayInWords(next.lastDay)), '.'),
      ]
    case 'animator':
      return [
        paragraph(
          `${next.animatorName}, de l’équipe Boussole, reprend ta demande. Tu auras des nouvelles au plus tard le `,
          strong(dayInWords(next.newsDay)),
          '.',
        ),
      ]
    case 'choice':
      return [
        paragraph(
          'L’équipe Boussole cherche une solution pour toi. Tu peux aussi choisir toi-même une autre structure sur ta page de suivi.',
        ),
      ]
  }
}

/** What happens next, told to the animator in one line. */
export const nextStepForAnimator = (next: NextStep): string => {
  switch (next.kind) {
    case 'redirected':
      return fr`réorientée vers ${next.partnerName} (« ${next.offerTitle} »), à contacter au plus tard le ${dayInWords(next.lastDay)}`
    case 'animator':
      return fr`confiée à ${next.animatorName}, à traiter au plus tard le ${dayInWords(next.lastDay)}`
    case 'choice':
      return 'en attente du choix de la personne'
  }
}

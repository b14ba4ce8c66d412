import { button, details, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { type NextStep, nextStepForAnimator } from '../next-step.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day, the last of the window; `redirectionsUsed`: automatic ones, this one included. */
export type LapseAnimatorProps = {
  readonly animatorName: string
  readonly partnerName: string
  readonly offerTitle: string
  readonly communeName: string
  readonly lastDay: string
  readonly next: NextStep
  readonly url: string
  readonly redirectionsUsed: number
}

/** A partner's window ran out on the territory: its animator is told. Domain §4, lapse. */
export const lapseAnimator: MailDefinition<LapseAnimatorProps> = {
  to: 'animation',
  subject: ({ partnerName, offerTitle }) => fr`Délai dépassé : ${partnerName}, ${offerTitle}`,
  body: ({ animatorName, partnerName, offerTitle, communeName, lastDay, next, url, redirectionsUsed }) => [
    paragraph(`Bonjour ${animatorName},`),
    paragraph('Une demande n’a pas reçu de contact dans le délai promis.'),
    details([
      ['Structure', partnerName],
      ['Offre', offerTitle],
      ['Commune', communeName],
      ['Dernier jour du délai', dayInWords(lastDay)],
      ['Suite', nextStepForAnimator(next)],
      ['Réorientations automatiques', String(redirectionsUsed)],
    ]),
    button('Ouvrir la demande', url),
  ],
  sample: {
    animatorName: 'Dominique',
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    communeName: 'Saint-Étienne',
    lastDay: '2026-11-23',
    next: {
      kind: 'redirected',
      partnerName: 'Maison de l’habitat du Forez',
      offerTitle: 'Connaître tes aides au logement',
      lastDay: '2026-11-26',
    },
    url: 'https://boussole.example/animation/demandes/7d21',
    redirectionsUsed: 1,
  },
}

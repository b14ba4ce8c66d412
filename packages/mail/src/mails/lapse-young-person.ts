import { paragraph } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { type NextStep, nextStepForYoungPerson } from '../next-step.ts'
import { requestPage } from '../request-page.ts'

export type LapseYoungPersonProps = {
  readonly firstName: string
  readonly partnerName: string
  readonly next: NextStep
  readonly trackingUrl: string
  readonly infoJeunes: InfoJeunes
}

/** No answer inside the window: the young person is told, and what happens now. Domain §4, lapse. */
export const lapseYoungPerson: MailDefinition<LapseYoungPersonProps> = {
  to: 'young-person',
  subject: () => 'Pas de réponse à temps, voici la suite',
  body: ({ firstName, partnerName, next, trackingUrl, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(
      `${partnerName} devait te contacter. Le délai est passé, et aucun contact n’est noté. Ce n’est pas de ta faute.`,
    ),
    ...nextStepForYoungPerson(next),
    ...requestPage(trackingUrl),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: 'Mission locale des Monts',
    next: {
      kind: 'redirected',
      partnerName: 'Maison de l’habitat du Forez',
      offerTitle: 'Connaître tes aides au logement',
      lastDay: '2026-11-26',
    },
    trackingUrl: 'https://boussole.example/suivi/3q8c',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}

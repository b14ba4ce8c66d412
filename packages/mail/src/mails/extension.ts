import { paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { requestPage } from '../request-page.ts'
import { dayInWords, fr } from '../words.ts'

/** `oldLastDay`, `newLastDay`: ISO days; `cause`: who or what moved the date. */
export type ExtensionProps = {
  readonly firstName: string
  readonly partnerName: string
  readonly oldLastDay: string
  readonly newLastDay: string
  readonly cause: 'animator' | 'platform' | 'bounce'
  readonly trackingUrl: string
}

const causeInWords = {
  animator: 'L’équipe Boussole lui a donné un peu plus de temps.',
  platform: 'Boussole a eu une panne. Le temps perdu est rendu à la structure.',
  bounce: 'Notre premier mail n’est pas bien arrivé. Le temps perdu est rendu à la structure.',
} as const

/** A due date never moves silently: the young person is told the new one and why. Domain §3 and §9.6. */
export const extension: MailDefinition<ExtensionProps> = {
  to: 'young-person',
  subject: ({ newLastDay }) => fr`Nouvelle date pour ta demande : ${dayInWords(newLastDay)}`,
  body: ({ firstName, partnerName, oldLastDay, newLastDay, cause, trackingUrl }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(
      fr`La date change : ${partnerName} te contacte au plus tard le `,
      strong(dayInWords(newLastDay)),
      `, et non plus le ${dayInWords(oldLastDay)}.`,
    ),
    paragraph(causeInWords[cause]),
    ...requestPage(trackingUrl),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: 'Mission locale des Monts',
    oldLastDay: '2026-11-23',
    newLastDay: '2026-12-01',
    cause: 'animator',
    trackingUrl: 'https://boussole.example/suivi/3q8c',
  },
}

import { button, paragraph, quote } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

export type NetworkLetterProps = {
  readonly recipientName: string
  readonly subject: string
  readonly words: string
  readonly sentBy: string
  readonly territoryName: string
  readonly url: string
}

/** The animation writes to the referents of its territory. */
export const networkLetter: MailDefinition<NetworkLetterProps> = {
  to: 'account',
  subject: ({ subject }) => fr`Réseau Boussole : ${subject}`,
  body: ({ recipientName, words, sentBy, territoryName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(fr`${sentBy}, de l’animation territoriale (${territoryName}), écrit aux référent·es Boussole :`),
    quote(words),
    button('Ouvrir la Boussole', url),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    subject: 'Fermetures de fin d’année',
    words: 'Bonjour à toutes et tous,\n\nPensez à prévoir vos absences et vos suppléances.\n\nBonnes fêtes\u00a0!',
    sentBy: 'Marion Delcasse',
    territoryName: 'Loire',
    url: 'https://boussole.example/pro',
  },
}

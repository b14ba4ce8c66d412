import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** ISO days of the first year in force; both count. */
export type CharterSignedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly fromDay: string
  readonly toDay: string
  readonly url: string
}

/** Both have signed the charter: it is in force. */
export const charterSigned: MailDefinition<CharterSignedProps> = {
  to: 'address',
  subject: () => 'La charte est signée',
  body: ({ recipientName, partnerName, fromDay, toDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph('La charte de la Boussole est signée par l’animation territoriale et par ', strong(partnerName), '.'),
    paragraph(
      'La convention est en vigueur du ',
      strong(fullDayInWords(fromDay)),
      ' au ',
      strong(fullDayInWords(toDay)),
      fr` inclus. Elle se reconduit ensuite d’année en année, sauf si l’une des parties y met fin.`,
    ),
    button('Voir la charte signée', url),
  ],
  sample: {
    recipientName: 'Agnès Tardieu',
    partnerName: 'Un premier toit',
    fromDay: '2026-11-26',
    toDay: '2027-11-25',
    url: 'https://boussole.example/pro/charte/3q8c',
  },
}

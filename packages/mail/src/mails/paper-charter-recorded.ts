import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `signedOn`, `fromDay`, `toDay`: ISO days; `url`: null for the partner's own address, which has no account. */
export type PaperCharterRecordedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly signedOn: string
  readonly signedBy: string
  readonly signedAs: string
  readonly fromDay: string
  readonly toDay: string
  readonly url: string | null
}

/** The animation has recorded a charter signed on paper in a partner's name, who can say that it is not theirs. */
export const paperCharterRecorded: MailDefinition<PaperCharterRecordedProps> = {
  to: 'address',
  subject: () => 'Une charte signée sur papier est enregistrée',
  body: ({ recipientName, partnerName, signedOn, signedBy, signedAs, fromDay, toDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      'L’animation territoriale a enregistré la charte de la Boussole signée sur papier le ',
      strong(fullDayInWords(signedOn)),
      `, pour `,
      strong(partnerName),
      `, par ${signedBy} (${signedAs}).`,
    ),
    paragraph(
      'La convention est en vigueur du ',
      strong(fullDayInWords(fromDay)),
      ' au ',
      strong(fullDayInWords(toDay)),
      fr` inclus. Elle se reconduit ensuite d’année en année, sauf si l’une des parties y met fin.`,
    ),
    paragraph(fr`Si votre structure n’a pas signé cette charte, dites-le à l’animation territoriale.`),
    ...(url === null ? [] : [button('Voir la convention', url)]),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    signedOn: '2026-11-20',
    signedBy: 'Agnès Tardieu',
    signedAs: 'Présidente',
    fromDay: '2026-11-20',
    toDay: '2027-11-19',
    url: 'https://boussole.example/pro/convention',
  },
}

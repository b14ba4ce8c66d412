import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/**
 * `toDay`: ISO day, the last of the year in force; `declareBy`: the last day on which one may say that it does not renew.
 * `url`: the page where one ends it; null for whoever has no account.
 */
export type AgreementNoticeProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly toDay: string
  readonly declareBy: string
  /** The charter has a newer text than the one that was signed. */
  readonly hasNewText: boolean
  readonly url: string | null
}

/** An agreement renews itself soon, unless somebody ends it. */
export const agreementNotice: MailDefinition<AgreementNoticeProps> = {
  to: 'address',
  subject: () => 'Une convention Boussole arrive à son terme',
  body: ({ recipientName, partnerName, toDay, declareBy, hasNewText, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      'La convention de ',
      strong(partnerName),
      ' avec l’animation territoriale arrive à son terme le ',
      strong(fullDayInWords(toDay)),
      '.',
    ),
    paragraph(
      fr`Sans rien faire, elle se reconduit pour un an aux mêmes conditions. Chaque partie peut dire qu’elle ne la reconduit pas, jusqu’au `,
      strong(fullDayInWords(declareBy)),
      fr` inclus.`,
    ),
    ...(hasNewText
      ? [
          paragraph(
            fr`Le texte de la charte a changé depuis la signature : l’animation territoriale peut proposer de signer le nouveau.`,
          ),
        ]
      : []),
    url === null
      ? paragraph('Pour y mettre fin, passez par vos référent·es Boussole ou par l’animation territoriale.')
      : button('Voir la convention', url),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    toDay: '2027-01-09',
    declareBy: '2027-01-08',
    hasNewText: false,
    url: 'https://boussole.example/pro/convention',
  },
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `toDay`: ISO day, the last of the year that runs on; `renews`: whether another one follows it; `side`: who took it back. */
export type AgreementKeptProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly side: 'partner' | 'animation'
  readonly toDay: string
  readonly renews: boolean
  /** Null for whoever has no account. */
  readonly url: string | null
}

/** Somebody has taken back the ending of an agreement. */
export const agreementKept: MailDefinition<AgreementKeptProps> = {
  to: 'address',
  subject: () => 'Une convention Boussole continue',
  body: ({ recipientName, partnerName, side, toDay, renews, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      side === 'partner' ? 'La structure' : 'L’animation territoriale',
      ' reprend la fin qui était annoncée : la convention de ',
      strong(partnerName),
      ' reste en vigueur jusqu’au ',
      strong(fullDayInWords(toDay)),
      renews ? fr`, puis se poursuit.` : '.',
    ),
    paragraph(fr`Rien ne change pour les offres, les professionnel·les et les demandes en cours.`),
    ...(url === null ? [] : [button('Voir la convention', url)]),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    side: 'partner',
    toDay: '2027-06-30',
    renews: true,
    url: 'https://boussole.example/pro/convention',
  },
}

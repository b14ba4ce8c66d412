import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/**
 * `toDay`: ISO day, the last of the year that runs on; `renews`: whether another one follows it, or an ending that was
 * declared stands again (decision 0039); `side`: who took the ending back.
 */
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
  subject: ({ renews }) =>
    renews ? 'Une convention Boussole continue' : fr`Fin d’une convention Boussole : la date change`,
  body: ({ recipientName, partnerName, side, toDay, renews, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      side === 'partner' ? 'La structure' : 'L’animation territoriale',
      ' annule la dernière fin annoncée pour la convention de ',
      strong(partnerName),
      ...(renews
        ? [fr`. La convention reste en vigueur jusqu’au `, strong(fullDayInWords(toDay)), fr`, puis se poursuit.`]
        : [
            fr`. Une autre fin est déclarée, et c’est elle qui s’applique. Dernier jour en vigueur : `,
            strong(fullDayInWords(toDay)),
            '.',
          ]),
    ),
    paragraph(
      renews
        ? fr`Rien ne change pour les offres, les professionnel·les et les demandes en cours.`
        : fr`Jusqu’à ce jour, rien ne change. Ensuite, les offres de la structure ne sont plus montrées aux jeunes, et l’annuaire se ferme à ses professionnel·les. Les demandes déjà reçues sont suivies jusqu’au bout : le délai promis reste dû.`,
    ),
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

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `lastDay`: ISO day, the last in force; `side`: who declared it; `url`: null for whoever has no account. */
export type AgreementEndedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly side: 'partner' | 'animation'
  readonly lastDay: string
  readonly url: string | null
}

/** Somebody has ended an agreement. */
export const agreementEnded: MailDefinition<AgreementEndedProps> = {
  to: 'address',
  subject: () => 'Fin d’une convention Boussole',
  body: ({ recipientName, partnerName, side, lastDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      side === 'partner' ? 'La structure' : 'L’animation territoriale',
      ' met fin à la convention de ',
      strong(partnerName),
      fr`. Dernier jour en vigueur : `,
      strong(fullDayInWords(lastDay)),
      '.',
    ),
    paragraph(
      fr`Ensuite, les offres de la structure ne sont plus montrées aux jeunes, et l’annuaire se ferme à ses professionnel·les. Les demandes déjà reçues sont suivies jusqu’au bout : le délai promis reste dû.`,
    ),
    paragraph(
      url === null
        ? fr`Si ce n’est pas la décision de votre structure, dites-le à l’animation territoriale : elle peut reprendre cette fin tant que le dernier jour n’est pas passé.`
        : fr`Cette fin peut être reprise, sur la page de la convention, tant que le dernier jour n’est pas passé.`,
    ),
    ...(url === null ? [] : [button('Voir la convention', url)]),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    side: 'animation',
    lastDay: '2027-01-09',
    url: 'https://boussole.example/pro/convention',
  },
}

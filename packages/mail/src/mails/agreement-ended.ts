import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, fullDayInWords } from '../words.ts'

/** `lastDay`: ISO day, the last in force; `side`: who declared it; `mayTakeBack`: the reader may; `url`: null without an account. */
export type AgreementEndedProps = {
  readonly recipientName: string
  readonly partnerName: string
  readonly side: 'partner' | 'animation'
  readonly lastDay: string
  readonly mayTakeBack: boolean
  readonly url: string | null
}

const untilThen = fr`tant que le dernier jour n’est pas passé`

/** Who may take the ending back, as far as the reader can do something about it. */
const takingBack = ({ side, mayTakeBack }: Pick<AgreementEndedProps, 'side' | 'mayTakeBack'>): string => {
  if (mayTakeBack) return fr`Cette fin peut être annulée, sur la page de la convention, ${untilThen}.`
  return side === 'partner'
    ? fr`Si ce n’est pas la décision de votre structure, dites-le à l’animation territoriale : elle peut annuler cette fin ${untilThen}.`
    : fr`Seule l’animation territoriale peut annuler cette fin, ${untilThen}. Pour en parler, adressez-vous à elle.`
}

/** Somebody has ended an agreement. */
export const agreementEnded: MailDefinition<AgreementEndedProps> = {
  to: 'address',
  subject: () => 'Fin d’une convention Boussole',
  body: ({ recipientName, partnerName, side, lastDay, mayTakeBack, url }) => [
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
    paragraph(takingBack({ side, mayTakeBack })),
    ...(url === null ? [] : [button('Voir la convention', url)]),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    partnerName: 'Un premier toit',
    side: 'animation',
    lastDay: '2027-01-09',
    mayTakeBack: false,
    url: 'https://boussole.example/pro/convention',
  },
}

import { paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `colleague`: whose address it was, for who works with them; null when it was the reader's own. `contacts`: whom to tell. */
export type AddressReplacedProps = {
  readonly recipientName: string
  readonly colleague: string | null
  readonly contacts: readonly string[]
}

/** Whom to tell that an address is not the right one. */
export const tellTheAnimation = (contacts: readonly string[]): string =>
  contacts.length === 0
    ? fr`Prévenez tout de suite l’animation territoriale.`
    : fr`Prévenez tout de suite l’animation territoriale : ${contacts.join(', ')}.`

/** Another address has taken the place of one that mails came back from: told to that one, and to colleagues. */
export const addressReplaced: MailDefinition<AddressReplacedProps> = {
  to: 'address',
  subject: () => 'Une adresse a été remplacée sur la Boussole',
  body: ({ recipientName, colleague, contacts }) => [
    paragraph(`Bonjour ${recipientName},`),
    ...(colleague === null
      ? [
          paragraph(
            fr`Les mails de la Boussole revenaient de cette adresse. L’animation territoriale l’a remplacée par une autre : votre compte ne s’ouvre plus avec celle-ci.`,
          ),
          paragraph(fr`Personne ne vous en a parlé ? ${tellTheAnimation(contacts)}`),
        ]
      : [
          paragraph(
            'Les mails de la Boussole à ',
            strong(colleague),
            fr` revenaient. L’animation territoriale a remplacé son adresse par une autre, qui ouvre désormais son compte.`,
          ),
          paragraph(fr`Demandez-lui si elle ou il l’a donnée. Ce n’est pas le cas ? ${tellTheAnimation(contacts)}`),
        ]),
  ],
  sample: {
    recipientName: 'Amélie Garcin',
    colleague: 'Camille Perrin',
    contacts: ['marion.delcasse@boussole-loire.example'],
  },
}

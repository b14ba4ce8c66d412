import { button, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `url`: the page on which a link to sign in is asked for, at this address. */
export type AddressCorrectedProps = { readonly recipientName: string; readonly url: string }

/** The animation has put right the address of an account, to which mails came back. */
export const addressCorrected: MailDefinition<AddressCorrectedProps> = {
  to: 'account',
  subject: () => 'Votre adresse sur la Boussole a été corrigée',
  body: ({ recipientName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`Les mails de la Boussole ne vous parvenaient plus. L’animation territoriale a corrigé l’adresse de votre compte : vous entrez désormais avec celle-ci.`,
    ),
    paragraph(fr`Demandez-y votre lien de connexion : il arrive tout de suite, et sert pendant dix minutes.`),
    button('Demander mon lien', url),
    paragraph(
      fr`Vous étiez connecté·e quelque part ? Il faut y entrer de nouveau. Ce n’est pas pour vous ? Ignorez ce mail.`,
    ),
  ],
  sample: { recipientName: 'Camille Perrin', url: 'https://boussole.example/pro/connexion' },
}

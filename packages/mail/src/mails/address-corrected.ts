import { button, paragraph } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'
import { tellTheAnimation } from './address-replaced.ts'

/**
 * `url`: the page on which a link to sign in is asked for, at this address; `contacts`: whom to tell that it is wrong.
 * Whose account it is stays unsaid: the address is not proven yet.
 */
export type AddressCorrectedProps = { readonly contacts: readonly string[]; readonly url: string }

/** The animation has put right the address of an account, to which mails came back. */
export const addressCorrected: MailDefinition<AddressCorrectedProps> = {
  to: 'address',
  subject: () => 'Votre adresse sur la Boussole a été corrigée',
  body: ({ contacts, url }) => [
    paragraph('Bonjour,'),
    paragraph(
      fr`Les mails de la Boussole ne vous parvenaient plus. L’animation territoriale a corrigé l’adresse de votre compte : vous entrez désormais avec celle-ci.`,
    ),
    paragraph(fr`Demandez-y votre lien de connexion : il arrive tout de suite, et sert pendant dix minutes.`),
    button('Demander mon lien', url),
    paragraph(fr`Vous étiez connecté·e quelque part ? Il faut y entrer de nouveau.`),
    paragraph(fr`Ce n’est pas pour vous ? Ne demandez pas de lien. ${tellTheAnimation(contacts)}`),
  ],
  sample: { contacts: ['marion.delcasse@boussole-loire.example'], url: 'https://boussole.example/pro/connexion' },
}

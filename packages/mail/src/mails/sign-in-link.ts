import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `url` opens a page with a button; only the button signs in, for mail scanners open links. */
export type SignInLinkProps = { readonly recipientName: string; readonly url: string }

/** A professional asked to sign in by mail. */
export const signInLink: MailDefinition<SignInLinkProps> = {
  to: 'account',
  subject: () => 'Votre lien de connexion',
  body: ({ recipientName, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(fr`Voici le lien que vous avez demandé. Il sert une fois, et pendant `, strong('dix minutes'), '.'),
    button('Me connecter', url),
    paragraph(fr`Vous n’avez rien demandé ? Ignorez ce mail : sans ce lien, personne ne peut entrer.`),
  ],
  sample: { recipientName: 'Camille Perrin', url: 'https://boussole.example/pro/connexion/lien/3q8c' },
}

import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr, ofPlace } from '../words.ts'

/** `url` opens a page with a button; only the button confirms, for mail scanners open links. */
export type ContactTestProps = { readonly partnerName: string; readonly offerTitle: string; readonly url: string }

/** Does somebody read the contact address of an offer? */
export const contactTest: MailDefinition<ContactTestProps> = {
  to: 'address',
  subject: () => 'Test de l’adresse de contact de votre offre',
  body: ({ partnerName, offerTitle, url }) => [
    paragraph('Bonjour,'),
    paragraph(
      'Les demandes des jeunes pour l’offre ',
      strong(offerTitle),
      ` ${ofPlace(partnerName)} arrivent à cette adresse.`,
    ),
    paragraph(
      fr`Si vous lisez ce mail, dites-le par ce bouton : nous saurons que l’adresse est la bonne. Le lien sert une fois, pendant sept jours.`,
    ),
    button('Confirmer que cette adresse est lue', url),
  ],
  sample: {
    partnerName: 'Un premier toit',
    offerTitle: 'Trouver un premier logement',
    url: 'https://boussole.example/pro/contact/3q8c',
  },
}

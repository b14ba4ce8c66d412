import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `contactedDay`: ISO day of the first contact. */
export type OutcomeProps = {
  readonly recipientName: string
  readonly offerTitle: string
  readonly firstName: string
  readonly contactedDay: string
  readonly url: string
}

/** A month after the contact, the referent is asked how it went. Charter, "le suivi du traitement"; domain §4, outcome. */
export const outcome: MailDefinition<OutcomeProps> = {
  to: 'partner',
  subject: ({ offerTitle }) => fr`Quelle suite ? Une demande à clore : ${offerTitle}`,
  body: ({ recipientName, offerTitle, firstName, contactedDay, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      'Vous avez pris contact avec ',
      strong(firstName),
      fr` le ${dayInWords(contactedDay)}, pour votre offre « ${offerTitle} ». Merci !`,
    ),
    paragraph(fr`Quelle suite y a-t-il eu ? Un choix dans une liste suffit, et la demande est close.`),
    button('Indiquer la suite', url),
  ],
  sample: {
    recipientName: 'Camille',
    offerTitle: 'Trouver un premier logement',
    firstName: 'Inès',
    contactedDay: '2026-11-23',
    url: 'https://boussole.example/pro/demandes/7d21',
  },
}

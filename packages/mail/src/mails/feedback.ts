import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** Both addresses open a page with the answer chosen; nothing is written before its button is pressed. */
export type FeedbackProps = {
  readonly firstName: string
  readonly partnerName: string
  readonly yesUrl: string
  readonly noUrl: string
}

/** Ten days later the young person says whether they were contacted, then whether it helped. Domain §4, feedback. */
export const feedback: MailDefinition<FeedbackProps> = {
  to: 'young-person',
  subject: () => fr`As-tu été contacté·e ?`,
  body: ({ firstName, partnerName, yesUrl, noUrl }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(strong(fr`As-tu été contacté·e par ${partnerName} ?`)),
    button('Oui', yesUrl),
    button('Non', noUrl),
    paragraph(
      fr`Une page s’ouvre. Tu peux aussi y dire si cela t’a été utile. Tu n’as pas besoin de compte, et tu n’es pas obligé·e de répondre.`,
    ),
    paragraph('Ton avis aide les autres jeunes.'),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: 'Mission locale des Monts',
    yesUrl: 'https://boussole.example/suivi/3q8c/avis?contacte=oui',
    noUrl: 'https://boussole.example/suivi/3q8c/avis?contacte=non',
  },
}

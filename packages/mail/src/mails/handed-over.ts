import { button, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day by which the young person must be contacted; null once that is done. */
export type HandedOverProps = {
  readonly recipientName: string
  readonly byName: string | null
  readonly offerTitle: string
  readonly firstName: string
  readonly communeName: string
  readonly lastDay: string | null
  /** The reader stands in for the colleague to whom it was handed over. */
  readonly asDeputy: boolean
  readonly url: string
}

/** A colleague hands a request over: who, and by when; how to reach the person is read after sign-in (decision 0006). */
export const handedOver: MailDefinition<HandedOverProps> = {
  to: 'partner',
  subject: ({ offerTitle }) => fr`Une demande vous est confiée : ${offerTitle}`,
  body: ({ recipientName, byName, offerTitle, firstName, communeName, lastDay, asDeputy, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      byName === null ? 'Un·e collègue vous confie la demande de ' : `${byName} vous confie la demande de `,
      strong(firstName),
      fr` (${communeName}), pour votre offre « ${offerTitle} ».`,
    ),
    ...(asDeputy ? [paragraph(fr`Vous la recevez en tant que suppléant·e : la personne choisie est absente.`)] : []),
    lastDay === null
      ? paragraph(fr`Le contact est déjà noté : il reste à suivre la demande jusqu’à son issue.`)
      : paragraph(
          fr`Le délai promis ne change pas : `,
          strong(`à contacter au plus tard le ${dayInWords(lastDay)}`),
          '.',
        ),
    button('Ouvrir la demande', url),
  ],
  sample: {
    recipientName: 'Camille',
    byName: 'Nadia Ferrand',
    offerTitle: 'Trouver un premier logement',
    firstName: 'Inès',
    communeName: 'Saint-Étienne',
    lastDay: '2026-11-23',
    asDeputy: false,
    url: 'https://boussole.example/pro/demandes/7d21',
  },
}

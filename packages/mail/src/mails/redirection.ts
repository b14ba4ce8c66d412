import { paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { requestPage } from '../request-page.ts'
import { dayInWords, fr } from '../words.ts'

/** `lastDay`: ISO day, the last of the new partner's window; `byWhom`: who chose the new partner. */
export type RedirectionProps = {
  readonly firstName: string
  readonly fromPartnerName: string
  readonly toPartnerName: string
  readonly offerTitle: string
  readonly lastDay: string
  readonly byWhom: 'automatic' | 'referent' | 'animator' | 'young-person'
  readonly trackingUrl: string
}

/** The request goes to another partner: the young person knows who, why and by when. Charter, "rediriger les jeunes". */
export const redirection: MailDefinition<RedirectionProps> = {
  to: 'young-person',
  subject: () => 'Ta demande change de structure',
  body: ({ firstName, fromPartnerName, toPartnerName, offerTitle, lastDay, byWhom, trackingUrl }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(reason(byWhom, fromPartnerName)),
    paragraph('Ta demande est maintenant chez ', strong(toPartnerName), fr`, pour « ${offerTitle} ».`),
    paragraph(`${toPartnerName} te contacte au plus tard le `, strong(dayInWords(lastDay)), '.'),
    paragraph('Tu n’as rien à refaire.'),
    ...requestPage(trackingUrl),
  ],
  sample: {
    firstName: 'Inès',
    fromPartnerName: 'Mission locale des Monts',
    toPartnerName: 'Maison de l’habitat du Forez',
    offerTitle: 'Connaître tes aides au logement',
    lastDay: '2026-11-26',
    byWhom: 'referent',
    trackingUrl: 'https://boussole.example/suivi/3q8c',
  },
}

const reason = (byWhom: RedirectionProps['byWhom'], fromPartnerName: string): string => {
  switch (byWhom) {
    case 'automatic':
      return `${fromPartnerName} ne peut pas donner suite pour le moment. Tu avais accepté qu’on cherche une autre structure.`
    case 'referent':
      return `${fromPartnerName} a lu ta demande et pense qu’une autre structure peut mieux t’aider.`
    case 'animator':
      return `L’équipe Boussole a trouvé une autre structure pour t’aider, à la place de celle-ci${fr` : `}${fromPartnerName}.`
    case 'young-person':
      return `Tu as choisi une autre structure, à la place de celle-ci${fr` : `}${fromPartnerName}.`
  }
}

import { type Block, button, details, paragraph, quote, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, deadlineInWords, fr, toPlace } from '../words.ts'

/**
 * `lastDay`: ISO day; `dueAt`: ISO instant; `timeZone`: IANA name of the territory's. No phone number and no mail address
 * of the young person: they are read after sign-in.
 */
export type ReferralRequestProps = {
  readonly partnerName: string
  readonly offerTitle: string
  readonly firstName: string
  readonly age: number
  readonly communeName: string
  readonly themeName: string
  readonly needName: string | null
  readonly answers: readonly { readonly question: string; readonly answers: readonly string[] }[]
  readonly message: string | null
  readonly moments: string | null
  readonly prefers: 'phone' | 'sms' | 'email' | null
  readonly lastDay: string
  readonly dueAt: string
  readonly timeZone: string
  readonly url: string
  readonly redirectedFrom: { readonly partnerName: string; readonly reason: string | null } | null
}

const preference = { phone: 'un appel', sms: 'un SMS', email: 'un mail' } as const

/** A young person asks for this offer: situation, due date and link. Charter, "le récapitulatif de la demande". */
export const referralRequest: MailDefinition<ReferralRequestProps> = {
  to: 'partner',
  subject: ({ lastDay, offerTitle }) => fr`1 jeune à contacter au plus tard le ${dayInWords(lastDay)} : ${offerTitle}`,
  body: (props) => [
    paragraph('Bonjour,'),
    paragraph(
      fr`${props.firstName}, ${props.age} ans, demande à être contacté·e par ${props.partnerName}, pour votre offre « ${props.offerTitle} ».`,
    ),
    paragraph('À contacter au plus tard le ', strong(deadlineInWords(props.dueAt, props.timeZone)), '.'),
    button('Voir ses coordonnées et répondre', props.url),
    ...origin(props.redirectedFrom),
    details([
      ['Commune', props.communeName],
      ['Thème', props.themeName],
      ['Besoin', props.needName],
      ...props.answers.map(({ question, answers }) => [question, answers.join(', ')] as const),
      ['Préfère', props.prefers === null ? null : preference[props.prefers]],
      ['Disponible', props.moments],
    ]),
    ...(props.message === null ? [] : [paragraph(fr`Son message :`), quote(props.message)]),
    paragraph(
      'Un contact, ou un essai de contact noté dans Boussole avant la fin du délai, suffit à tenir votre promesse. ',
      fr`Ce n’est pas pour vous ? Indiquez-le sur la même page : une autre structure pourra prendre le relais.`,
    ),
  ],
  sample: {
    partnerName: 'Mission locale des Monts',
    offerTitle: 'Trouver un premier logement',
    firstName: 'Inès',
    age: 19,
    communeName: 'Saint-Étienne',
    themeName: 'Logement',
    needName: 'Trouver un logement',
    answers: [
      { question: 'Où dors-tu en ce moment ?', answers: ['Chez mes parents'] },
      { question: 'Ta situation', answers: ['En formation', 'Petit boulot le week-end'] },
    ],
    message: 'Je commence un apprentissage en janvier.\nJe cherche près de la gare.',
    moments: 'Le mercredi après-midi',
    prefers: 'phone',
    lastDay: '2026-11-23',
    dueAt: '2026-11-23T23:00:00Z',
    timeZone: 'Europe/Paris',
    url: 'https://boussole.example/pro/demandes/7d21',
    redirectedFrom: null,
  },
}

const origin = (redirectedFrom: ReferralRequestProps['redirectedFrom']): readonly Block[] => {
  if (redirectedFrom === null) return []
  return [
    paragraph(
      fr`Cette demande vous est réorientée. Elle était jusqu’ici adressée ${toPlace(redirectedFrom.partnerName)}.`,
    ),
    ...(redirectedFrom.reason === null ? [] : [quote(redirectedFrom.reason)]),
  ]
}

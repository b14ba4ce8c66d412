import type { Block, Words } from '../blocks.ts'
import { button, link, list, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

type Cause = 'offer' | 'contact' | 'bounce' | 'reminders' | 'lapses'

/** One offer: what is asked for it, or what has become of it. Days are ISO days. */
type KeptUpOffer = {
  readonly title: string
  readonly cause: Cause
  /** `day`: on which it is to be confirmed; on which it is suspended if nobody does; null once it is offline. */
  readonly stage: 'notice' | 'to-confirm' | 'suspended' | 'held'
  readonly day: string | null
  readonly url: string
}

export type UpkeepPartnerProps = {
  readonly recipientName: string
  readonly offers: readonly KeptUpOffer[]
}

const why: Readonly<Record<Cause, string>> = {
  offer: fr`il y a six mois que personne n’a dit qu’elle est encore juste`,
  contact: fr`il y a trois mois que personne n’a dit que son adresse de contact est encore lue`,
  bounce: fr`un mail à son adresse de contact est revenu`,
  reminders: fr`trois rappels sont restés sans réponse`,
  lapses: fr`deux délais de réponse y ont été dépassés en trois mois`,
}

const told = ({ title, cause, stage, day, url }: KeptUpOffer): readonly Words[] => {
  const offer = link(title, url)
  switch (stage) {
    case 'notice':
      return [
        offer,
        cause === 'contact'
          ? fr` : son adresse de contact est à confirmer avant le `
          : fr` : elle est à confirmer avant le `,
        strong(dayInWords(day ?? '')),
        '.',
      ]
    case 'to-confirm':
      return [
        offer,
        fr` : ${why[cause]}. Elle reste en ligne, après les offres à jour, jusqu’au `,
        strong(dayInWords(day ?? '')),
        fr`, puis elle est suspendue.`,
      ]
    case 'suspended':
      return [
        offer,
        fr` : elle n’est plus montrée aux jeunes, faute de confirmation. Un geste suffit pour la remettre en ligne.`,
      ]
    case 'held':
      return [
        offer,
        fr` : trois délais de réponse y ont été dépassés en trois mois. Elle est en pause, et l’animation de votre territoire en parle avec vous.`,
      ]
  }
}

const subjectOf = (offers: readonly KeptUpOffer[]): string => {
  const has = (...stages: readonly KeptUpOffer['stage'][]) => offers.some(({ stage }) => stages.includes(stage))
  const several = offers.length > 1
  if (has('suspended', 'held')) return several ? 'Des offres ne sont plus en ligne' : 'Votre offre n’est plus en ligne'
  return several ? 'Vos offres de service sont à confirmer' : 'Votre offre de service est à confirmer'
}

const askOf = (offers: readonly KeptUpOffer[]): Block[] => {
  const asked = offers.filter(({ stage }) => stage !== 'held')
  const [first] = asked
  if (first === undefined) return []
  return [
    paragraph(
      fr`Si tout est encore juste, un seul bouton le dit. Sinon, corrigez d’abord ce qui a changé : texte, zone, délai, adresse de contact, personnes.`,
    ),
    ...(asked.length === 1 ? [button('Dire que tout est encore juste', first.url)] : []),
  ]
}

/** To who answers for offers: those to be confirmed soon, those that are due, those that are offline. Domain.md §7. */
export const upkeepPartner: MailDefinition<UpkeepPartnerProps> = {
  to: 'account',
  subject: ({ offers }) => subjectOf(offers),
  body: ({ recipientName, offers }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`Les jeunes et les autres professionnel·les se fient à ce que disent vos offres. De temps en temps, nous vous demandons si elles sont à jour.`,
    ),
    list(offers.map(told)),
    ...askOf(offers),
    paragraph(fr`Les demandes en cours continuent, avec leur délai.`),
  ],
  sample: {
    recipientName: 'Camille Perrin',
    offers: [
      {
        title: 'Trouver un premier logement',
        cause: 'offer',
        stage: 'notice',
        day: '2026-12-26',
        url: 'https://boussole.example/pro/offres/7d21/confirmation',
      },
    ],
  },
}
